using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Dequantized activations: the channels of one or more stored tensors one after the other.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Parts">The tensors, and whether each is doubled.</param>
internal sealed record QdqRead(TensorShape Shape, IReadOnlyList<QdqPart> Parts) : QdqFlow(Shape);
