using ZkStyle.Circuit.Tables;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Graphs;

/// <summary>One tensor of a circuit.</summary>
/// <param name="Name">latent, image, or the name of what makes it.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Output">The activation that its table region gives a q.</param>
/// <param name="Outputs">The activations that it can have.</param>
internal sealed record CircuitTensor(string Name, TensorShape Shape, TensorKind Kind, Func<long, long> Output, QuantizedRange Outputs)
{
    /// <summary>Added to the sums of each channel's interior cells: bias and rounding.</summary>
    public long[] Offsets { get; init; } = new long[Shape.Channels];

    /// <summary>The q that its table region lists; null for all those that the weights reach.</summary>
    public QuantizedRange? Listed { get; init; }

    /// <summary>Whether its readers see it doubled in height and width.</summary>
    public bool IsDoubled { get; init; }

    /// <summary>The name of its table region.</summary>
    public required string RegionName { get; init; }
}
