namespace ZkStyle.Quantize.Onnx;

/// <summary>A stored tensor as it is read.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Upsample">Whether it is doubled (nearest).</param>
internal sealed record QdqPart(QdqStored Tensor, bool Upsample);
