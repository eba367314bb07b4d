namespace ZkStyle.Quantize.Onnx;

/// <summary>What an ONNX file holds, as far as decoders need it.</summary>
/// <param name="Opset">Version of ONNX's own operators.</param>
/// <param name="Producer">The program that wrote it.</param>
/// <param name="GraphName">The graph's name.</param>
/// <param name="Nodes">The operations, each after those it takes from.</param>
/// <param name="Tensors">Constant tensors by name.</param>
/// <param name="Inputs">Inputs of the graph; constants with a given value are not among them.</param>
/// <param name="Outputs">Outputs of the graph.</param>
internal sealed record OnnxModel(
    long Opset, string Producer, string GraphName, IReadOnlyList<OnnxNode> Nodes, IReadOnlyDictionary<string, OnnxTensor> Tensors,
    IReadOnlyList<OnnxValueInfo> Inputs, IReadOnlyList<OnnxValueInfo> Outputs)
{
    /// <summary>Free text by key.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
