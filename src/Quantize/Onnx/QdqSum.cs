using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Real numbers between DequantizeLinear and QuantizeLinear: a sum of convolutions of integers, then a clip.</summary>
/// <param name="Shape">The shape.</param>
/// <param name="Name">The node that the layer is to be called after.</param>
/// <param name="Terms">The convolutions.</param>
/// <param name="Offsets">The summand of each channel.</param>
internal sealed record QdqSum(TensorShape Shape, string Name, IReadOnlyList<QdqTerm> Terms, double[] Offsets) : QdqFlow(Shape)
{
    /// <summary>The clip's lower bound.</summary>
    public double Low { get; init; } = double.NegativeInfinity;

    /// <summary>The clip's upper bound.</summary>
    public double High { get; init; } = double.PositiveInfinity;

    /// <summary>Whether the sum was doubled (nearest) before it was quantized.</summary>
    public bool Upsample { get; init; }

    /// <summary>Whether it was rounded down to whole numbers.</summary>
    public bool IsFloored { get; init; }

    /// <summary>Whether it is the index of the largest channel instead, lowest first.</summary>
    public bool IsChoice { get; init; }

    /// <summary>Whether nothing followed the sum yet.</summary>
    public bool IsOpen => double.IsInfinity(Low) && double.IsInfinity(High) && !Upsample && !IsFloored && !IsChoice;
}
