using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>What a QDQ import knows of a tensor.</summary>
/// <param name="Shape">Its shape.</param>
internal abstract record QdqFlow(TensorShape Shape);
