using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Tables;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Witnesses;

/// <summary>The columns of phase 1: small integers, one per row.</summary>
internal sealed class IntegerColumns
{
    private IntegerColumns(int size)
    {
        Quotients = new long[size];
        Remainders = new long[size];
        Activations = new long[size];
        Multiplicities = new long[size];
    }

    /// <summary>k = q + tag.</summary>
    public long[] Quotients { get; }

    /// <summary>rem, in [0, 2^shift).</summary>
    public long[] Remainders { get; }

    /// <summary>x.</summary>
    public long[] Activations { get; }

    /// <summary>mult: how often each table row is used; 2n in all.</summary>
    public long[] Multiplicities { get; }

    /// <summary>Fills the columns from a trace.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="trace">A decoding by the circuit's decoder.</param>
    /// <returns>The columns.</returns>
    public static IntegerColumns Fill(DecoderCircuit circuit, DecoderTrace trace)
    {
        var (layout, table) = (circuit.Layout, circuit.Table);
        var columns = new IntegerColumns(layout.Size);

        // Row 0, padding, latent borders and filler: q = 0 in the zero region.
        columns.Quotients.AsSpan().Fill(table.Zero.Tag);
        Parallel.For(0, layout.Chains.Count, i =>
        {
            var chain = layout.Chains[i];
            var tensor = circuit.Graph.Tensors[chain.Plan.Tensor];
            if (tensor.Kind == TensorKind.Latent)
                columns.FillLatent(tensor, table, chain, trace.Tensors[0]);
            else
                columns.FillChannel(tensor, table, chain, trace);
        });
        columns.CountLookups(layout, table);
        return columns;
    }

    private void FillLatent(CircuitTensor tensor, LookupTable table, ChannelChain chain, int[] values)
    {
        for (var i = 0; i < chain.Grid.Length; i++)
        {
            var (y, x) = (chain.Grid.Y(i), chain.Grid.X(i));
            if (!ChainLayout.IsInterior(tensor.Shape, y, x))
                continue;
            var value = values[Cell(tensor.Shape, chain.Plan.Channel, y, x)];
            Quotients[chain.FirstRow + i] = table.OfTensor(0).Tag;
            Activations[chain.FirstRow + i] = value;
        }
    }

    private void FillChannel(CircuitTensor tensor, LookupTable table, ChannelChain chain, DecoderTrace trace)
    {
        var shape = tensor.Shape;
        var products = trace.Products[chain.Plan.Tensor][chain.Plan.Channel];
        var values = trace.Tensors[chain.Plan.Tensor];
        var offset = tensor.Offsets[chain.Plan.Channel];
        var (zeroTag, ownTag) = (table.Zero.Tag, table.OfTensor(chain.Plan.Tensor).Tag);
        var mask = (1L << table.Shift) - 1;
        for (var i = 0; i < chain.Grid.Length; i++)
        {
            var (y, x) = (chain.Grid.Y(i), chain.Grid.X(i));
            if (y >= shape.Height + 2 || x >= shape.Width + 2)
                continue;
            var row = chain.FirstRow + i;
            var (product, tag) = (products[(y * (shape.Width + 2)) + x], zeroTag);
            if (ChainLayout.IsInterior(shape, y, x))
            {
                product += offset;
                tag = ownTag;
                Activations[row] = values[Cell(shape, chain.Plan.Channel, y, x)];
            }

            Quotients[row] = tag + (product >> table.Shift);
            Remainders[row] = product & mask;
        }
    }

    private void CountLookups(ChainLayout layout, LookupTable table)
    {
        foreach (var remainder in Remainders)
            Multiplicities[table.Range.RowOf(remainder)]++;
        Multiplicities[table.Zero.RowOf(0)] += layout.FirstImageRow + layout.WordRows;
        foreach (var chain in layout.Chains)
        {
            var region = table.OfTensor(chain.Plan.Tensor);
            var shape = layout.Plan.Graph.Tensors[chain.Plan.Tensor].Shape;
            for (var i = 0; i < chain.Grid.Length; i++)
            {
                var used = ChainLayout.IsInterior(shape, chain.Grid.Y(i), chain.Grid.X(i)) ? region : table.Zero;
                var q = used.IsFree ? Activations[chain.FirstRow + i] + QuantizedDecoder.LatentZero : Quotients[chain.FirstRow + i] - used.Tag;
                Multiplicities[used.RowOf(q)]++;
            }
        }
    }

    private static int Cell(TensorShape shape, int channel, int y, int x) =>
        (((channel * shape.Height) + y - 1) * shape.Width) + x - 1;
}
