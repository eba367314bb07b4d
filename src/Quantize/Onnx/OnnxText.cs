namespace ZkStyle.Quantize.Onnx;

/// <summary>Puts names that come from files into messages: short, and on one line.</summary>
internal static class OnnxText
{
    private const int MaxLength = 64;

    /// <summary>A name in quotes.</summary>
    /// <param name="name">The name.</param>
    /// <returns>At most 64 of its characters, without control characters.</returns>
    public static string Quote(string name)
    {
        var shown = string.Concat(name.Take(MaxLength).Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '?' : c));
        return name.Length > MaxLength ? $"'{shown}...'" : $"'{shown}'";
    }
}
