using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>One layer of a float decoder as INT8 inference will have it: a sum of convolutions and what follows it.</summary>
/// <param name="Name">The layer's name: the node that ends the sum, for example a convolution.</param>
/// <param name="Output">The graph's node whose values the layer gives: its rectifier, or the sum itself. Doubling may come between.</param>
/// <param name="Activation">What follows the sum.</param>
/// <param name="Sum">The sum.</param>
internal sealed record LoweredLayer(string Name, string Output, Activation Activation, AffineSum Sum)
{
    /// <summary>The largest value that the rectifier lets through; infinity for all.</summary>
    public double Ceiling { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the layer repeats its one source, with the same step, for readers that take it doubled while others do not.</summary>
    public bool IsRelay { get; init; }
}
