namespace ZkStyle.Quantize.Onnx;

/// <summary>An input or output of an ONNX graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ElementType">Number of its element type in the format; 0 when the file does not say.</param>
/// <param name="Shape">Sides, outermost first, 0 for one that is not fixed; null when the file does not say.</param>
internal sealed record OnnxValueInfo(string Name, int ElementType, IReadOnlyList<long>? Shape);
