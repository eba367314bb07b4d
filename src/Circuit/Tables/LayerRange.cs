using ZkStyle.Circuit.Graphs;

namespace ZkStyle.Circuit.Tables;

/// <summary>
/// The q that a tensor can reach, from its actual weights over the full range of what they read ((A3), (A4)). The bounds
/// are exact for maps of at least two cells a side: cells are independent, each tensor is read by one edge, and after an
/// upsample the taps that fall on one cell are summed first.
/// </summary>
internal sealed class LayerRange
{
    // A set of taps along one axis is a bit mask. Without upsampling each tap reads its own cell; with it, an even
    // output cell reads {0} {1,2} and an odd one {0,1} {2}.
    private static readonly int[][] s_plain = [[0b001, 0b010, 0b100], [0b001, 0b010, 0b100]];
    private static readonly int[][] s_doubled = [[0b001, 0b110], [0b011, 0b100]];

    // Above the first line only tap 2 meets the tensor, below the last one only tap 0.
    private static readonly int[][] s_edges = [[0b100], [0b001]];

    private LayerRange(string name, ChannelRange[] channels)
    {
        Name = name;
        Channels = channels;
        Interior = channels.Select(c => c.Interior).Aggregate((a, b) => a.Union(b));
        Border = channels.Select(c => c.Border).Aggregate((a, b) => a.Union(b));
    }

    /// <summary>The name of the layer or tensor.</summary>
    public string Name { get; }

    /// <summary>The ranges of its channels.</summary>
    public IReadOnlyList<ChannelRange> Channels { get; }

    /// <summary>q of all channels on the tensor's cells.</summary>
    public QuantizedRange Interior { get; }

    /// <summary>q of all channels on the border.</summary>
    public QuantizedRange Border { get; }

    /// <summary>The channel that spans the most q.</summary>
    public int WidestChannel =>
        Enumerable.Range(0, Channels.Count).MaxBy(o => Channels[o].Interior.Count);

    /// <summary>Computes the ranges of a graph's tensors after the latent.</summary>
    /// <param name="graph">The graph.</param>
    /// <returns>One range per tensor but the latent.</returns>
    public static IReadOnlyList<LayerRange> Of(CircuitGraph graph)
    {
        // A tensor that reads itself in its own cell can have any activation of the table, its own region's or another's.
        var any = graph.Tensors.Aggregate(
            new QuantizedRange(0, DecoderConstraints.RangeMarker), (range, tensor) => range.Union(tensor.Outputs));
        return [.. Enumerable.Range(1, graph.Tensors.Count - 1).Select(t => Of(
            NameOf(graph, t), graph.Tensors[t].Offsets,
            [.. graph.Into(t).Select(edge => new RangeTerm(edge, InputRange(graph, edge, any), graph.Tensors[edge.Source].IsDoubled))],
            graph.Shift))];
    }

    /// <summary>Computes the ranges of one tensor.</summary>
    /// <param name="name">What errors call it.</param>
    /// <param name="offsets">Offset of each channel.</param>
    /// <param name="terms">What is added up.</param>
    /// <param name="shift">Bits of the requantization's remainder.</param>
    /// <returns>The ranges.</returns>
    public static LayerRange Of(string name, long[] offsets, IReadOnlyList<RangeTerm> terms, int shift)
    {
        int[] parities = terms.Any(t => t.IsDoubled) ? [0, 1] : [0];
        var channels = new ChannelRange[offsets.Length];
        for (var o = 0; o < channels.Length; o++)
        {
            QuantizedRange? interior = null, border = null;
            foreach (var line in parities)
            {
                foreach (var column in parities)
                    interior = Union(interior, Reach(terms, o, t => Axis(t)[line], t => Axis(t)[column]));

                // A corner sees one tap of an edge line, so the edges cover it.
                foreach (var edge in s_edges)
                {
                    border = Union(border, Reach(terms, o, _ => edge, t => Axis(t)[line]));
                    border = Union(border, Reach(terms, o, t => Axis(t)[line], _ => edge));
                }
            }

            var (inside, outside) = (interior!.Value, border!.Value.Union(new QuantizedRange(0, 0)));
            var largest = Math.Max(
                Math.Max(Math.Abs(inside.Low), Math.Abs(inside.High)), Math.Max(Math.Abs(outside.Low), Math.Abs(outside.High)));
            channels[o] = new ChannelRange(
                new QuantizedRange((inside.Low + offsets[o]) >> shift, (inside.High + offsets[o]) >> shift),
                new QuantizedRange(outside.Low >> shift, outside.High >> shift),
                largest);
        }

        return new LayerRange(name, channels);
    }

    private static string NameOf(CircuitGraph graph, int tensor) =>
        tensor <= graph.Decoder.Layers.Count && graph.Palette?.Maximum != tensor ? graph.Decoder.Layers[tensor - 1].Name : graph.Tensors[tensor].Name;

    private static QuantizedRange InputRange(CircuitGraph graph, CircuitEdge edge, QuantizedRange any) =>
        edge.Source == edge.Target && edge.Pattern != ChannelPattern.Earlier ? any : graph.Tensors[edge.Source].Outputs;

    private static int[][] Axis(RangeTerm term) => term.IsDoubled ? s_doubled : s_plain;

    private static QuantizedRange Union(QuantizedRange? range, QuantizedRange other) => range?.Union(other) ?? other;

    private static QuantizedRange Reach(
        IReadOnlyList<RangeTerm> terms, int o, Func<RangeTerm, int[]> lines, Func<RangeTerm, int[]> columns)
    {
        long low = 0, high = 0;
        foreach (var term in terms)
        {
            var (lineMasks, columnMasks) = (lines(term), columns(term));
            for (var i = 0; i < term.Edge.SourceChannels; i++)
            {
                if (!term.Edge.Joins(o, i))
                    continue;
                foreach (var lineMask in lineMasks)
                {
                    foreach (var columnMask in columnMasks)
                    {
                        var weight = Sum(term.Edge, o, i, lineMask, columnMask);
                        low += weight * (weight > 0 ? term.Input.Low : term.Input.High);
                        high += weight * (weight > 0 ? term.Input.High : term.Input.Low);
                    }
                }
            }
        }

        return new QuantizedRange(low, high);
    }

    private static long Sum(CircuitEdge edge, int o, int i, int lineMask, int columnMask)
    {
        long sum = 0;
        for (var tap = 0; tap < 9; tap++)
        {
            if (((lineMask >> (tap / 3)) & (columnMask >> (tap % 3)) & 1) != 0)
                sum += edge.Weight(o, i, tap / 3, tap % 3);
        }

        return sum;
    }
}
