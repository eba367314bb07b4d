using ZkStyle.Circuit.Graphs;

namespace ZkStyle.Circuit.Tables;

/// <summary>
/// The one lookup table of a circuit. Its regions, in order: range rows (j, 256) for remainders; the zero region
/// (Z0 + q, 0) for borders and padding; a region (tag + q, output(q)) per tensor after the latent; latent bytes
/// (tag, b - 128), which leave x a free byte. Rows after them repeat (0, 256).
/// </summary>
internal sealed class LookupTable
{
    private LookupTable(int shift, IReadOnlyList<TableRegion> regions)
    {
        Shift = shift;
        Regions = regions;
    }

    /// <summary>Bits of the requantization's remainder; the range rows are 2^Shift.</summary>
    public int Shift { get; }

    /// <summary>All regions, in the order of their rows.</summary>
    public IReadOnlyList<TableRegion> Regions { get; }

    /// <summary>Rows of all regions.</summary>
    public long RowCount => Regions[^1].FirstRow + Regions[^1].Values.Count;

    /// <summary>The range rows.</summary>
    public TableRegion Range => Regions[0];

    /// <summary>The zero region; its tag is Z0.</summary>
    public TableRegion Zero => Regions[1];

    /// <summary>The region of a tensor's interior.</summary>
    /// <param name="tensor">0 is the latent.</param>
    /// <returns>The region.</returns>
    public TableRegion OfTensor(int tensor) => tensor == 0 ? Regions[^1] : Regions[1 + tensor];

    /// <summary>
    /// The table of a graph with regions side by side, so that T1 is the row's own number and keys stay small. Where a
    /// tensor's weights reach q that its region does not list, first entries are left out, so that those q meet no row of
    /// another region.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="ranges">The ranges of its tensors after the latent.</param>
    /// <returns>The table.</returns>
    public static LookupTable SideBySide(CircuitGraph graph, IReadOnlyList<LayerRange> ranges) => Create(
        graph, [.. ranges.Select((range, i) => graph.Tensors[i + 1].Listed ?? range.Interior)],
        [.. ranges.Select(r => r.Interior)], ZeroReach(ranges), tags: null);

    /// <summary>A table with chosen regions or tags, which nothing checks before the compiler's assertions do.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="listed">The q that the region of each tensor after the latent lists.</param>
    /// <param name="reached">The q that its weights reach.</param>
    /// <param name="zeroReach">qr: the zero region holds q in [-qr, qr).</param>
    /// <param name="tags">Z0, then a tag per tensor after the latent, then the latent's; null puts regions side by side.</param>
    /// <returns>The table.</returns>
    internal static LookupTable Create(
        CircuitGraph graph, IReadOnlyList<QuantizedRange> listed, IReadOnlyList<QuantizedRange> reached, long zeroReach,
        IReadOnlyList<long>? tags)
    {
        var regions = new List<TableRegion>();
        long nextRow = 0, nextValue = 0;
        void Add(string name, QuantizedRange values, QuantizedRange hull, Func<long, long> output, bool isFree = false)
        {
            var tag = regions.Count == 0 ? 0 : tags?[regions.Count - 1] ?? nextValue - hull.Low;
            regions.Add(new TableRegion(name, tag, values, output, nextRow) { IsFree = isFree });
            (nextRow, nextValue) = (nextRow + values.Count, tag + hull.High + 1);
        }

        var range = new QuantizedRange(0, (1L << graph.Shift) - 1);
        var zero = new QuantizedRange(-zeroReach, zeroReach - 1);
        Add("remainder range", range, range, static _ => DecoderConstraints.RangeMarker);
        Add("zero on borders", zero, zero, static _ => 0);
        for (var i = 0; i < listed.Count; i++)
            Add(graph.Tensors[i + 1].RegionName, listed[i], listed[i].Union(reached[i]), graph.Tensors[i + 1].Output);
        var latent = graph.Tensors[0];
        Add(latent.RegionName, latent.Listed!.Value, latent.Listed.Value, latent.Output, isFree: true);
        return new LookupTable(graph.Shift, regions);
    }

    /// <summary>qr: the smallest reach of the zero region that covers every border cell, at least 1 for q = 0.</summary>
    /// <param name="ranges">The ranges of the tensors.</param>
    /// <returns>qr.</returns>
    public static long ZeroReach(IReadOnlyList<LayerRange> ranges) =>
        Math.Max(1, ranges.Max(r => Math.Max(-r.Border.Low, r.Border.High + 1)));
}
