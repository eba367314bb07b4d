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
        foreach (var chain in layout.Chains)
        {
            if (chain.Plan.Tensor == 0)
                columns.FillLatent(circuit.Decoder, table, chain, trace.Tensors[0]);
            else
                columns.FillChannel(circuit.Decoder, table, chain, trace);
        }

        columns.CountLookups(layout, table);
        return columns;
    }

    private void FillLatent(QuantizedDecoder decoder, LookupTable table, ChannelChain chain, int[] values)
    {
        var shape = decoder.Latent;
        for (var i = 0; i < chain.Grid.Length; i++)
        {
            var (y, x) = (chain.Grid.Y(i), chain.Grid.X(i));
            if (!ChainLayout.IsInterior(shape, y, x))
                continue;
            var value = values[(((chain.Plan.Channel * shape.Height) + y - 1) * shape.Width) + x - 1];
            Quotients[chain.FirstRow + i] = table.OfTensor(0).Tag + value + QuantizedDecoder.LatentZero;
            Activations[chain.FirstRow + i] = value;
        }
    }

    private void FillChannel(QuantizedDecoder decoder, LookupTable table, ChannelChain chain, DecoderTrace trace)
    {
        var (tensor, channel) = (chain.Plan.Tensor, chain.Plan.Channel);
        var shape = decoder.Shapes[tensor];
        var layer = decoder.Layers[tensor - 1];
        var accumulators = trace.Accumulators[tensor][channel];
        var mask = (1L << table.Shift) - 1;
        for (var i = 0; i < chain.Grid.Length; i++)
        {
            var (y, x) = (chain.Grid.Y(i), chain.Grid.X(i));
            if (y >= shape.Height + 2 || x >= shape.Width + 2)
                continue;
            var row = chain.FirstRow + i;
            var product = layer.Inputs[0].Multipliers[channel] * (long)accumulators[(y * (shape.Width + 2)) + x];
            var region = table.Zero;
            if (ChainLayout.IsInterior(shape, y, x))
            {
                product += layer.Offsets[channel];
                region = table.OfTensor(tensor);
                Activations[row] = trace.Tensors[tensor][(((channel * shape.Height) + y - 1) * shape.Width) + x - 1];
            }

            Quotients[row] = region.Tag + (product >> table.Shift);
            Remainders[row] = product & mask;
        }
    }

    private void CountLookups(ChainLayout layout, LookupTable table)
    {
        foreach (var remainder in Remainders)
            Multiplicities[table.Range.RowOf(remainder)]++;
        Multiplicities[table.Zero.RowOf(0)] += layout.FirstImageRow;
        foreach (var chain in layout.Chains)
        {
            var region = table.OfTensor(chain.Plan.Tensor);
            var shape = layout.Plan.Decoder.Shapes[chain.Plan.Tensor];
            for (var i = 0; i < chain.Grid.Length; i++)
            {
                var used = ChainLayout.IsInterior(shape, chain.Grid.Y(i), chain.Grid.X(i)) ? region : table.Zero;
                Multiplicities[used.RowOf(Quotients[chain.FirstRow + i] - used.Tag)]++;
            }
        }
    }
}
