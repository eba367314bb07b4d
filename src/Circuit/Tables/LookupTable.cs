using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tables;

/// <summary>
/// The one lookup table of a circuit. Its regions, in order: range rows (j, 256) for remainders; the zero region
/// (Z0 + q, 0) for borders and padding; an activation region (tag + q, act(q)) per layer; latent bytes
/// (tag + b, b - 128). Rows after them repeat (0, 256).
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
    /// <param name="tensor">0 is the latent; tensor i is the output of layer i - 1.</param>
    /// <returns>The region.</returns>
    public TableRegion OfTensor(int tensor) => tensor == 0 ? Regions[^1] : Regions[1 + tensor];

    /// <summary>
    /// The table of a decoder with regions side by side, so that T1 is the row's own number: keys stay small and
    /// no two regions can meet.
    /// </summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="ranges">The ranges of its layers.</param>
    /// <param name="shift">Bits of the requantization's remainder.</param>
    /// <returns>The table.</returns>
    public static LookupTable SideBySide(QuantizedDecoder decoder, IReadOnlyList<LayerRange> ranges, int shift) =>
        Create(decoder, [.. ranges.Select(r => r.Interior)], shift, ZeroReach(ranges), tags: null);

    /// <summary>A table with chosen tags, which nothing checks before the compiler's assertions do.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="interiors">The q that each layer's region holds.</param>
    /// <param name="shift">Bits of the requantization's remainder.</param>
    /// <param name="zeroReach">qr: the zero region holds q in [-qr, qr).</param>
    /// <param name="tags">Z0, then a tag per layer, then the latent's; null puts regions side by side.</param>
    /// <returns>The table.</returns>
    internal static LookupTable Create(
        QuantizedDecoder decoder, IReadOnlyList<QuantizedRange> interiors, int shift, long zeroReach, IReadOnlyList<long>? tags)
    {
        var regions = new List<TableRegion>();
        void Add(string name, QuantizedRange values, Func<long, long> output)
        {
            var firstRow = regions.Count == 0 ? 0 : regions[^1].FirstRow + regions[^1].Values.Count;
            var tag = regions.Count == 0 ? 0 : tags?[regions.Count - 1] ?? firstRow - values.Low;
            regions.Add(new TableRegion(name, tag, values, output, firstRow));
        }

        Add("remainder range", new QuantizedRange(0, (1L << shift) - 1), static _ => DecoderConstraints.RangeMarker);
        Add("zero on borders", new QuantizedRange(-zeroReach, zeroReach - 1), static _ => 0);
        for (var i = 0; i < interiors.Count; i++)
        {
            var activation = decoder.Layers[i].Activation;
            Add($"{decoder.Layers[i].Name} {activation}", interiors[i], q => ActivationFunction.Apply(activation, q));
        }

        Add("latent bytes", new QuantizedRange(0, byte.MaxValue), static b => b - QuantizedDecoder.LatentZero);
        return new LookupTable(shift, regions);
    }

    /// <summary>qr: the smallest reach of the zero region that covers every border cell, at least 1 for q = 0.</summary>
    /// <param name="ranges">The ranges of the layers.</param>
    /// <returns>qr.</returns>
    public static long ZeroReach(IReadOnlyList<LayerRange> ranges) =>
        Math.Max(1, ranges.Max(r => Math.Max(-r.Border.Low, r.Border.High + 1)));
}
