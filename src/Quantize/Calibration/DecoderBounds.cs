using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>
/// How large a decoder's requantized values can become, from its weights alone. The lookup table that proves
/// requantization lists every possible q of every layer, so these intervals must fit it together.
/// </summary>
public sealed class DecoderBounds
{
    /// <summary>Table rows taken before any layer: 2^16 remainders and 256 latent bytes.</summary>
    public const int FixedRows = (1 << 16) + 256;

    /// <summary>Rows of the lookup table of a circuit of 2^17 rows.</summary>
    public const int TableRows = 1 << 17;

    private static readonly int[] s_allTaps = [0, 1, 2, 3, 4, 5, 6, 7, 8];

    // Top line, bottom line, left column, right column of the kernel.
    private static readonly int[][] s_edges = [[0, 1, 2], [6, 7, 8], [0, 3, 6], [2, 5, 8]];

    private DecoderBounds(IReadOnlyList<LayerBounds> layers)
    {
        Layers = layers;
        BorderRadius = layers.Max(layer => layer.BorderRadius);
        UsedRows = FixedRows + (2 * BorderRadius) + layers.Sum(layer => layer.Interval);
    }

    /// <summary>The layers, first to last.</summary>
    public IReadOnlyList<LayerBounds> Layers { get; }

    /// <summary>The largest border radius of any layer; the table's zero region takes twice as many rows.</summary>
    public long BorderRadius { get; }

    /// <summary>Table rows the decoder needs: fixed rows, zero region, and one interval per layer.</summary>
    public long UsedRows { get; }

    /// <summary>Whether the decoder fits the table.</summary>
    public bool Fits => UsedRows <= TableRows;

    /// <summary>Computes the bounds of a decoder.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <returns>The bounds.</returns>
    public static DecoderBounds Of(QuantizedDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        var layers = new LayerBounds[decoder.Layers.Count];
        for (var i = 0; i < layers.Length; i++)
            layers[i] = OfLayer(decoder.Layers[i], lowestInput: i == 0 ? -QuantizedDecoder.LatentZero : 0);
        return new DecoderBounds(layers);
    }

    /// <summary>Refuses a decoder that does not fit the table.</summary>
    /// <exception cref="InvalidOperationException">It does not fit; the message names the widest layer and channel.</exception>
    public void ThrowIfTooWide() => ThrowIfAbove(TableRows);

    /// <summary>Refuses a decoder that needs more lookup rows than allowed.</summary>
    /// <param name="rows">The rows allowed.</param>
    /// <exception cref="InvalidOperationException">It needs more; the message names the widest layer and channel.</exception>
    internal void ThrowIfAbove(long rows)
    {
        if (UsedRows <= rows)
            return;
        var widest = Layers.MaxBy(layer => layer.Interval)!;
        var channel = Math.Abs(widest.Low) > widest.High ? widest.LowChannel : widest.HighChannel;
        throw new InvalidOperationException(
            $"The decoder's requantized values need {UsedRows} lookup rows, {rows} are there: layer {widest.Name} alone spans " +
            $"{widest.Low} to {widest.High} (widest in channel {channel}). Train with more weight decay or fewer channels.");
    }

    private static LayerBounds OfLayer(QuantizedLayer layer, int lowestInput)
    {
        var input = layer.Inputs[0];
        var result = new LayerBounds(layer.Name, long.MaxValue, 0, long.MinValue, 0, 0, 0);
        Span<long> positive = stackalloc long[9];
        Span<long> negative = stackalloc long[9];
        for (var o = 0; o < layer.OutputChannels; o++)
        {
            positive.Clear();
            negative.Clear();
            for (var i = 0; i < input.InputChannels; i++)
            {
                for (var tap = 0; tap < 9; tap++)
                {
                    long weight = input.Weight(o, i, tap / 3, tap % 3);
                    positive[tap] += Math.Max(weight, 0);
                    negative[tap] += Math.Min(weight, 0);
                }
            }

            var (low, high) = Range(input.Multipliers[o], layer.Offsets[o], lowestInput, positive, negative, s_allTaps);
            if (low < result.Low)
                result = result with { Low = low, LowChannel = o };
            if (high > result.High)
                result = result with { High = high, HighChannel = o };
            foreach (var edge in s_edges)
            {
                // Corners see one tap of an edge, so the edges cover them.
                (low, high) = Range(input.Multipliers[o], offset: 0, lowestInput, positive, negative, edge);
                var radius = Math.Max(-low, high + 1);
                if (radius > result.BorderRadius)
                    result = result with { BorderRadius = radius, BorderChannel = o };
            }
        }

        return result;
    }

    // The extreme q when only the given taps of the kernel meet the input; sums of weights are given per tap.
    private static (long Low, long High) Range(
        long multiplier, long offset, int lowestInput, ReadOnlySpan<long> positive, ReadOnlySpan<long> negative, int[] taps)
    {
        long highest = 0, lowest = 0;
        foreach (var tap in taps)
        {
            highest += (positive[tap] * sbyte.MaxValue) + (negative[tap] * lowestInput);
            lowest += (positive[tap] * lowestInput) + (negative[tap] * sbyte.MaxValue);
        }

        return (((multiplier * lowest) + offset) >> QuantizedLayer.Shift, ((multiplier * highest) + offset) >> QuantizedLayer.Shift);
    }
}
