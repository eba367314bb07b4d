using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>The graph's input, before anything was made of it.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="IsInteger">Whether it holds integers already.</param>
internal sealed record QdqRaw(TensorShape Shape, bool IsInteger) : QdqFlow(Shape);
