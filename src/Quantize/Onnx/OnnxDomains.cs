namespace ZkStyle.Quantize.Onnx;

/// <summary>The names under which operators are published.</summary>
internal static class OnnxDomains
{
    /// <summary>Whether a domain is ONNX's own.</summary>
    /// <param name="domain">The domain.</param>
    /// <returns>True for the empty name and its long form.</returns>
    public static bool IsOwn(string domain) => domain is "" or "ai.onnx";
}
