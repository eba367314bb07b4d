using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tables;

/// <summary>
/// The q that a layer can reach, from its actual weights over the full input range ((A3), (A4)). The bounds are
/// exact for maps of at least two cells a side: input cells are independent, and after an upsample the taps that
/// fall on one input cell are summed first.
/// </summary>
internal sealed class LayerRange
{
    // A set of taps along one axis is a bit mask. Without upsampling each tap reads its own cell; with it, an even
    // output cell reads {0} {1,2} and an odd one {0,1} {2}.
    private static readonly int[][] s_plain = [[0b001, 0b010, 0b100]];
    private static readonly int[][] s_upsampled = [[0b001, 0b110], [0b011, 0b100]];

    // Above the first line only tap 2 meets the tensor, below the last one only tap 0.
    private static readonly int[][] s_edges = [[0b100], [0b001]];

    private LayerRange(string name, ChannelRange[] channels)
    {
        Name = name;
        Channels = channels;
        Interior = channels.Select(c => c.Interior).Aggregate((a, b) => a.Union(b));
        Border = channels.Select(c => c.Border).Aggregate((a, b) => a.Union(b));
    }

    /// <summary>The layer's name.</summary>
    public string Name { get; }

    /// <summary>The ranges of its output channels.</summary>
    public IReadOnlyList<ChannelRange> Channels { get; }

    /// <summary>q of all channels on the layer's outputs.</summary>
    public QuantizedRange Interior { get; }

    /// <summary>q of all channels on the border.</summary>
    public QuantizedRange Border { get; }

    /// <summary>The channel that spans the most q.</summary>
    public int WidestChannel =>
        Enumerable.Range(0, Channels.Count).MaxBy(o => Channels[o].Interior.Count);

    /// <summary>Computes the ranges of a decoder's layers, first to last.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="shift">Bits of the requantization's remainder.</param>
    /// <returns>One range per layer.</returns>
    /// <exception cref="CompilationException">An accumulator could leave 32 bits.</exception>
    public static IReadOnlyList<LayerRange> Of(QuantizedDecoder decoder, int shift) =>
        [.. decoder.Layers.Select((layer, i) => Of(layer, InputRange(i), shift))];

    /// <summary>The values a layer's input can have: latent values, or what the ReLU lets through.</summary>
    /// <param name="layer">Position of the layer.</param>
    /// <returns>The range.</returns>
    public static QuantizedRange InputRange(int layer) => layer == 0
        ? new QuantizedRange(-QuantizedDecoder.LatentZero, byte.MaxValue - QuantizedDecoder.LatentZero)
        : ActivationFunction.Range(Activation.Relu);

    /// <summary>Computes the ranges of one layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The range of its input; it holds 0, which the padding is.</param>
    /// <param name="shift">Bits of the requantization's remainder.</param>
    /// <returns>The ranges.</returns>
    /// <exception cref="CompilationException">An accumulator could leave 32 bits.</exception>
    public static LayerRange Of(QuantizedLayer layer, QuantizedRange input, int shift)
    {
        var axis = layer.Inputs[0].Upsample ? s_upsampled : s_plain;
        var channels = new ChannelRange[layer.OutputChannels];
        for (var o = 0; o < channels.Length; o++)
        {
            var interior = Hull(layer, o, input, axis, axis);

            // A corner sees one tap of an edge line, so the edges cover it.
            var border = Hull(layer, o, input, s_edges, axis).Union(Hull(layer, o, input, axis, s_edges));
            var largest = Math.Max(Math.Abs(interior.Low), Math.Abs(interior.High));
            largest = Math.Max(largest, Math.Max(Math.Abs(border.Low), Math.Abs(border.High)));
            if (largest > int.MaxValue)
                throw new CompilationException($"Layer {layer.Name}, channel {o}: accumulators can reach {largest}, outside 32 bits; use fewer input channels.");
            long multiplier = layer.Inputs[0].Multipliers[o];
            var offset = layer.Offsets[o];
            channels[o] = new ChannelRange(
                new QuantizedRange(((multiplier * interior.Low) + offset) >> shift, ((multiplier * interior.High) + offset) >> shift),
                new QuantizedRange((multiplier * border.Low) >> shift, (multiplier * border.High) >> shift),
                largest, multiplier * largest);
        }

        return new LayerRange(layer.Name, channels);
    }

    private static QuantizedRange Hull(QuantizedLayer layer, int o, QuantizedRange input, int[][] lineSets, int[][] columnSets)
    {
        var hull = new QuantizedRange(0, 0);
        foreach (var lines in lineSets)
        {
            foreach (var columns in columnSets)
                hull = hull.Union(Reach(layer, o, input, lines, columns));
        }

        return hull;
    }

    private static QuantizedRange Reach(QuantizedLayer layer, int o, QuantizedRange input, int[] lines, int[] columns)
    {
        long low = 0, high = 0;
        for (var i = 0; i < layer.Inputs[0].InputChannels; i++)
        {
            foreach (var lineMask in lines)
            {
                foreach (var columnMask in columns)
                {
                    var weight = Sum(layer, o, i, lineMask, columnMask);
                    low += weight * (weight > 0 ? input.Low : input.High);
                    high += weight * (weight > 0 ? input.High : input.Low);
                }
            }
        }

        return new QuantizedRange(low, high);
    }

    private static long Sum(QuantizedLayer layer, int o, int i, int lineMask, int columnMask)
    {
        long sum = 0;
        for (var tap = 0; tap < layer.Inputs[0].KernelTaps; tap++)
        {
            if (((lineMask >> (tap / 3)) & (columnMask >> (tap % 3)) & 1) != 0)
                sum += layer.Inputs[0].Weight(o, i, tap / 3, tap % 3);
        }

        return sum;
    }
}
