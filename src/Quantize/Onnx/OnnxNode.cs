namespace ZkStyle.Quantize.Onnx;

/// <summary>One operation of an ONNX graph.</summary>
/// <param name="Name">Its name; may be empty.</param>
/// <param name="Operator">What it does, for example <c>Conv</c>.</param>
/// <param name="Domain">Whose operator it is; empty for ONNX's own.</param>
/// <param name="Inputs">Names of what it takes; an empty name is an input left out.</param>
/// <param name="Outputs">Names of what it gives.</param>
/// <param name="Attributes">Its attributes by name.</param>
internal sealed record OnnxNode(
    string Name, string Operator, string Domain, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>How messages call the node: by its name, else by its first output, and its operator.</summary>
    public string Shown => $"node {OnnxText.Quote(Name.Length > 0 ? Name : (Outputs.Count > 0 ? Outputs[0] : ""))} ({OnnxText.Quote(Domain.Length > 0 ? $"{Domain}.{Operator}" : Operator).Trim('\'')})";

    /// <summary>The name of an input.</summary>
    /// <param name="index">Its place.</param>
    /// <returns>The name; null when it was left out.</returns>
    public string? Input(int index) => index < Inputs.Count && Inputs[index].Length > 0 ? Inputs[index] : null;

    /// <summary>The error that refuses the node.</summary>
    /// <param name="reason">What is wrong with it, as a sentence without its subject's name.</param>
    /// <returns>The exception, to be thrown.</returns>
    public InvalidDataException Refuse(string reason) => new($"{Shown}: {reason}");
}
