namespace ZkStyle.Quantize.Onnx;

/// <summary>How a tensor of ours stands for reals.</summary>
/// <param name="Value">The real value of one integer step.</param>
/// <param name="IsSigned">Whether integers go from -127 to 127 (latents from -128), or from 0 to 127.</param>
internal readonly record struct QdqStep(double Value, bool IsSigned);
