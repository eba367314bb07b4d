using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>
/// Continues a decode the way the identity (E4) sees it: activations on any row of a channel, border and filler
/// included, flow into the next layers.
/// </summary>
internal static class LeakyDecoder
{
    /// <summary>Recomputes k, rem and x of all tensors after one, and the public image.</summary>
    /// <returns>False where an accumulator falls on no row, so that no witness exists.</returns>
    public static bool Continue(CircuitBench bench, ForgedWitness witness, int tensor)
    {
        for (var t = tensor + 1; t < bench.Decoder.Shapes.Count; t++)
        {
            if (!RecomputeTensor(bench, witness, t))
                return false;
        }

        for (var i = 0; i < bench.ByteRows.Length; i++)
            witness.Image[i] = checked((byte)CircuitBench.Signed(witness.X[bench.ByteRows[i]]));
        return true;
    }

    private static bool RecomputeTensor(CircuitBench bench, ForgedWitness witness, int tensor)
    {
        var layer = bench.Decoder.Layers[tensor - 1];
        var sums = new Dictionary<(int Channel, long Exponent), long>();
        foreach (var chain in bench.Layout.Chains.Where(c => c.Plan.Tensor == tensor - 1))
        {
            for (var i = 0; i < chain.Grid.Length; i++)
            {
                var value = (long)CircuitBench.Signed(witness.X[chain.FirstRow + i]);
                if (value != 0)
                    Spread(bench, layer.Inputs[0], sums, chain.Plan.Channel, chain.Grid.Y(i) - 1, chain.Grid.X(i) - 1, value);
            }
        }

        foreach (var chain in bench.Layout.Chains.Where(c => c.Plan.Tensor == tensor))
        {
            for (var i = 0; i < chain.Grid.Length; i++)
            {
                var (y, x) = (chain.Grid.Y(i), chain.Grid.X(i));
                sums.Remove((chain.Plan.Channel, ((long)y * bench.Layout.Plan.LineStride) + x), out var sum);
                var row = chain.FirstRow + i;
                var value = (layer.Inputs[0].Multipliers[chain.Plan.Channel] * sum)
                    + (long)CircuitBench.Signed(bench.Circuit.Assignment.Columns[DecoderColumns.Offset][row]);
                witness.K[row] = value >> bench.Shift;
                witness.Rem[row] = value & (bench.Radix - 1);
                if (bench.Layout.Row(row).IsInterior)
                    witness.X[row] = bench.Activate(tensor, witness.K[row]);
            }
        }

        return sums.Values.All(sum => sum == 0);
    }

    private static void Spread(
        CircuitBench bench, QuantizedInput layer, Dictionary<(int, long), long> sums, int channel, int y, int x, long value)
    {
        var factor = layer.Upsample ? 2 : 1;
        for (var cell = 0; cell < factor * factor; cell++)
        {
            var (line, column) = ((factor * y) + (cell / factor), (factor * x) + (cell % factor));
            for (var o = 0; o < layer.OutputChannels; o++)
            {
                for (var tap = 0; tap < layer.KernelTaps; tap++)
                {
                    var exponent = ((line + 2L - (tap / 3)) * bench.Layout.Plan.LineStride) + column + 2 - (tap % 3);
                    sums[(o, exponent)] = sums.GetValueOrDefault((o, exponent)) + (value * layer.Weight(o, channel, tap / 3, tap % 3));
                }
            }
        }
    }
}
