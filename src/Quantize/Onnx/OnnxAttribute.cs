namespace ZkStyle.Quantize.Onnx;

/// <summary>An attribute of a node; exactly one of its values is set, or none for kinds that no decoder needs.</summary>
/// <param name="Name">The attribute's name.</param>
internal sealed record OnnxAttribute(string Name)
{
    /// <summary>An integer.</summary>
    public long? Integer { get; init; }

    /// <summary>A float.</summary>
    public float? Single { get; init; }

    /// <summary>Text.</summary>
    public string? Text { get; init; }

    /// <summary>Several integers.</summary>
    public IReadOnlyList<long>? Integers { get; init; }

    /// <summary>Several floats.</summary>
    public IReadOnlyList<float>? Singles { get; init; }

    /// <summary>A tensor.</summary>
    public OnnxTensor? Tensor { get; init; }
}
