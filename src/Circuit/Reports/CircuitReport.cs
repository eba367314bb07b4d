using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Tables;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Circuit.Reports;

/// <summary>Rows and costs of a compiled decoder; plain data, so that it serializes as it is.</summary>
public sealed record CircuitReport
{
    private const int LookupsPerRow = 2;
    private const int LimbBits = 16;
    private const int BytesPerCell = 40;

    private static readonly int[] s_precisions = [8, 16, 32];

    private CircuitReport()
    {
    }

    /// <summary>log2 of the circuit's rows n.</summary>
    public required int LogSize { get; init; }

    /// <summary>n.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows of channels.</summary>
    public required long UsedRows { get; init; }

    /// <summary>Rows between row 0 and the image.</summary>
    public required long PaddingRows { get; init; }

    /// <summary>What decides n: "rows", "table", "rows and table", or "minimum" where a smaller n than 2^17 would hold the rows.</summary>
    public required string SizeDecidedBy { get; init; }

    /// <summary>Rows by tensor, from the latent to the image; after the latent those that pass its public words.</summary>
    public required IReadOnlyList<TensorRows> Tensors { get; init; }

    /// <summary>Table rows by region, in table order.</summary>
    public required IReadOnlyList<TableRows> TableRegions { get; init; }

    /// <summary>Table rows in use.</summary>
    public required long TableRows { get; init; }

    /// <summary>Committed key columns.</summary>
    public required int FixedColumns { get; init; }

    /// <summary>Columns the prover commits to.</summary>
    public required int AdviceColumns { get; init; }

    /// <summary>Columns the verifier evaluates by itself.</summary>
    public required int SparseColumns { get; init; }

    /// <summary>Gates, the lookup's included.</summary>
    public required int Gates { get; init; }

    /// <summary>Constraints: gates times rows.</summary>
    public required long Constraints { get; init; }

    /// <summary>Lookups: two a row.</summary>
    public required long Lookups { get; init; }

    /// <summary>The highest degree of a gate.</summary>
    public required int Degree { get; init; }

    /// <summary>Bytes of a proof.</summary>
    public required int ProofBytes { get; init; }

    /// <summary>Bytes of all columns' coefficients while a proof is made: 40 an element, in the form that vector units take.</summary>
    public required long ColumnBytes { get; init; }

    /// <summary>Bytes of all columns on one of the cosets that the quotient is found on; the next coset takes their place.</summary>
    public required long CosetColumnBytes { get; init; }

    /// <summary>Multiply-accumulates of one decoding.</summary>
    public required long MultiplyAccumulates { get; init; }

    /// <summary>Weights.</summary>
    public required long Weights { get; init; }

    /// <summary>Activations of all layers, image included.</summary>
    public required long Activations { get; init; }

    /// <summary>log2 of the rows of a circuit that spends one gate on a multiply-accumulate.</summary>
    public required int GatePerMacLogSize { get; init; }

    /// <summary>That circuit's rows over this one's.</summary>
    public required double GatePerMacRatio { get; init; }

    /// <summary>INT8, then 16-bit and 32-bit fixed point, in this layout.</summary>
    public required IReadOnlyList<PrecisionCost> Precisions { get; init; }

    /// <summary>The report as text for people.</summary>
    /// <returns>Lines.</returns>
    public string ToText() => CircuitReportText.Format(this);

    internal static CircuitReport Create(
        ConstraintSystem system, ChainLayout layout, LookupTable table)
    {
        var decoder = layout.Plan.Graph.Decoder;
        var macs = decoder.Layers.Select((layer, i) => layer.Inputs.Sum(input => (long)input.Weights.Length) * decoder.Shapes[i + 1].Height * decoder.Shapes[i + 1].Width).Sum();
        var activations = decoder.Shapes.Skip(1).Sum(s => (long)s.Length);
        var columns = system.FixedColumns.Count + system.AdviceColumns.Count + system.SparseColumns.Count;
        var gatePerMac = CeilingLog(macs + activations);
        return new CircuitReport
        {
            LogSize = layout.LogSize,
            Rows = layout.Size,
            UsedRows = layout.Plan.UsedRows,
            PaddingRows = layout.PaddingRows,
            SizeDecidedBy = DecidedBy(layout, table),
            Tensors =
            [
                RowsOf(layout, 0),
                new TensorRows("latent words", $"{layout.Plan.WordChannels}", 0, layout.WordRows, layout.WordRows, 0),
                .. Enumerable.Range(1, layout.Plan.Graph.Tensors.Count - 1).Select(t => RowsOf(layout, t)),
            ],
            TableRegions = [.. table.Regions.Select(r => new TableRows(r.Name, r.Values.Low, r.Values.High, r.Values.Count))],
            TableRows = table.RowCount,
            FixedColumns = system.FixedColumns.Count,
            AdviceColumns = system.AdviceColumns.Count,
            SparseColumns = system.SparseColumns.Count,
            Gates = system.Gates.Count,
            Constraints = (long)system.Gates.Count * layout.Size,
            Lookups = (long)LookupsPerRow * layout.Size,
            Degree = system.Degree,
            ProofBytes = system.Manifest.ProofLength,
            ColumnBytes = (long)columns * layout.Size * BytesPerCell,
            CosetColumnBytes = (long)columns * layout.Size * BytesPerCell,
            MultiplyAccumulates = macs,
            Weights = decoder.Layers.SelectMany(l => l.Inputs).Sum(input => (long)input.Weights.Length),
            Activations = activations,
            GatePerMacLogSize = gatePerMac,
            GatePerMacRatio = Math.Pow(2, gatePerMac - layout.LogSize),
            Precisions = [.. s_precisions.Select(bits => Cost(bits, layout, table))],
        };
    }

    private static string DecidedBy(ChainLayout layout, LookupTable table)
    {
        var half = layout.Size / 2;
        if (layout.Plan.UsedRows + 2 > half)
            return table.RowCount > half && layout.Size > 2 << table.Shift ? "rows and table" : "rows";
        return layout.Size > 2 << table.Shift ? "table" : "minimum";
    }

    private static TensorRows RowsOf(ChainLayout layout, int tensor)
    {
        var shape = layout.Plan.Graph.Tensors[tensor].Shape;
        var rows = layout.Plan.Channels.Where(c => c.Tensor == tensor).Sum(c => c.Length);
        var product = (long)shape.Channels * (shape.Height + 2) * (shape.Width + 2);
        return new TensorRows(layout.Plan.Name(tensor), shape.ToString(), shape.Length, rows, product - shape.Length, rows - product);
    }

    /// <summary>
    /// The layout's rules at another precision. Listing tables: 2^(b+8) remainders, every q interval 2^(b-8) times
    /// as long, 2^b latent values, class indices as they are. Limbs: the remainder in ceil((b+8)/16) range lookups; q = 2^(b-1) high + low with
    /// low in ceil((b-1)/16) range lookups and one lookup of high, which tells below, inside and above; every row,
    /// border rows too, then takes half as many rows as lookups.
    /// </summary>
    private static PrecisionCost Cost(int bits, ChainLayout layout, LookupTable table)
    {
        var remainderBits = bits + (table.Shift - 8);
        var finer = Math.Pow(2, bits - 8);
        var graph = layout.Plan.Graph;
        var classes = graph.Palette?.Classes ?? 0;
        TableRegion[] intervals = [.. table.Regions.Skip(1).SkipLast(1).Where(r => classes == 0 || r != table.OfTensor(graph.ImageTensor))];
        var tableRows = Math.Pow(2, remainderBits) + (finer * intervals.Sum(r => r.Values.Count)) + classes + Math.Pow(2, bits);
        var tableLog = Math.Max(layout.LogSize, (int)Math.Ceiling(Math.Log2(tableRows)));
        if (bits == 8)
            return new PrecisionCost(bits, remainderBits, tableRows, layout.LogSize, LookupsPerRow, layout.Plan.UsedRows, layout.LogSize, 1);

        var lookups = Ceiling(remainderBits, LimbBits) + Ceiling(bits - 1, LimbBits) + 1;
        var limbRows = layout.Plan.UsedRows * lookups / LookupsPerRow;
        var limbTable = (1L << LimbBits) + intervals.Sum(r => (r.Values.Count / 128) + 2) + classes;
        var limbLog = Math.Max(LimbBits + 1, CeilingLog(Math.Max(limbRows + 2, limbTable)));
        return new PrecisionCost(
            bits, remainderBits, tableRows, tableLog, lookups, limbRows, limbLog,
            Math.Pow(2, Math.Min(tableLog, limbLog) - layout.LogSize));
    }

    private static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;

    private static int CeilingLog(long value) => System.Numerics.BitOperations.Log2((ulong)(value - 1)) + 1;
}
