using ZkStyle.Circuit.Compilation;
using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Reports;
using ZkStyle.Circuit.Tables;
using ZkStyle.Prover.Constraints;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit;

/// <summary>Compiles an INT8 decoder to the numbers of <see cref="DecoderConstraints.System"/>.</summary>
public static class DecoderCompiler
{
    /// <summary>log2 of the most rows a circuit may have.</summary>
    public const int MaximumLogSize = 22;

    /// <summary>Compiles a decoder on the smallest domain of at least 2^17 rows that holds its rows and its table.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <returns>The compiled circuit.</returns>
    /// <exception cref="CompilationException">The decoder does not fit, or no sound circuit exists for it; the message names what and where.</exception>
    public static DecoderCircuit Compile(QuantizedDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        return Compile(decoder, CompilerOptions.Default);
    }

    /// <summary>
    /// Compiles a decoder whose keys exist: the same circuit as <see cref="Compile(QuantizedDecoder)"/> gives, without the assertions of its
    /// soundness, which were made when the keys were. A prover loses nothing by it: a proof holds against the key.
    /// </summary>
    /// <param name="decoder">The decoder.</param>
    /// <returns>The compiled circuit.</returns>
    /// <exception cref="CompilationException">The decoder does not fit; the message names what and where.</exception>
    public static DecoderCircuit CompileForProving(QuantizedDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        return Assemble(decoder, CompilerOptions.Default);
    }

    internal static DecoderCircuit Compile(QuantizedDecoder decoder, CompilerOptions options)
    {
        var circuit = Assemble(decoder, options);
        new CompilerAssertions(circuit).Check();
        return circuit;
    }

    /// <summary>Builds the columns without asserting anything of them; only tests stop here.</summary>
    internal static DecoderCircuit Assemble(QuantizedDecoder decoder, CompilerOptions options)
    {
        var graph = options.Graph(decoder, options.Shift);
        var plan = ChainPlan.Create(graph);
        var ranges = LayerRange.Of(graph);
        var table = options.Table(graph, ranges);
        var layout = new ChainLayout(plan, LogSize(plan, table, ranges, options.MinimumLogSize));
        var assignment = new FixedAssignment(
            options.Shift == QuantizedLayer.Shift ? DecoderConstraints.System : DecoderConstraints.Build(options.Shift),
            layout.LogSize,
            FixedColumnBuilder.Build(layout, table),
            Parameters(layout, options.Shift),
            [decoder.Latent.Length, decoder.Image.Length],
            FixedColumnBuilder.SparseEntries(layout),
            layout.RowLabel);
        return new DecoderCircuit(
            graph, assignment, layout, ranges, table, CircuitReport.Create(assignment.System, layout, table));
    }

    /// <summary>The smallest size that holds row 0, a padding row, all channels, and the table.</summary>
    internal static int LogSize(ChainPlan plan, LookupTable table, IReadOnlyList<LayerRange> ranges, int minimum)
    {
        const long Most = 1L << MaximumLogSize;
        if (plan.UsedRows + 2 > Most)
        {
            var largest = plan.Channels.GroupBy(c => c.Tensor).MaxBy(t => t.Sum(c => c.Length))!;
            throw new CompilationException(
                $"The decoder takes {plan.UsedRows} rows, more than the {Most - 2} of the largest circuit: tensor {plan.Name(largest.Key)} ({plan.Graph.Tensors[largest.Key].Shape}) alone takes {largest.Sum(c => c.Length)}; use fewer channels or smaller maps.");
        }

        if (table.RowCount > Most)
        {
            var widest = ranges.MaxBy(r => r.Interior.Count)!;
            throw new CompilationException(
                $"The lookup table takes {table.RowCount} rows, more than the {Most} of the largest circuit: layer {widest.Name} reaches q in {widest.Interior}, channel {widest.WidestChannel} alone {widest.Channels[widest.WidestChannel].Interior}; use smaller multipliers there.");
        }

        var size = minimum;
        while (plan.UsedRows + 2 > 1L << size || table.RowCount > 1L << size)
            size++;
        return size;
    }

    private static uint[] Parameters(ChainLayout layout, int shift)
    {
        var (latent, image) = (layout.Plan.Graph.Decoder.Latent, layout.Plan.Graph.Image);
        var values = new Dictionary<DecoderParameter, int>
        {
            [DecoderParameter.LineStride] = layout.Plan.LineStride,
            [DecoderParameter.KernelStrideLessOne] = layout.Plan.KernelStride - 1,
            [DecoderParameter.ChannelCount] = layout.Plan.ChannelCount,
            [DecoderParameter.LatentChannels] = latent.Channels,
            [DecoderParameter.LatentHeight] = latent.Height,
            [DecoderParameter.LatentWidth] = latent.Width,
            [DecoderParameter.LatentDoubling] = layout.Plan.Graph.Tensors[0].IsDoubled ? 1 : 0,
            [DecoderParameter.ImageChannels] = image.Channels,
            [DecoderParameter.ImageHeight] = image.Height,
            [DecoderParameter.ImageWidth] = image.Width,
            [DecoderParameter.FirstImageRow] = layout.FirstImageRow,
            [DecoderParameter.RowAfterImage] = layout.RowAfterImage,
            [DecoderParameter.Shift] = shift,
            [DecoderParameter.WordLength] = PublicInputEncoding.PackedWords.BytesPerWord,
        };
        return [.. Enum.GetValues<DecoderParameter>().Select(p => (uint)values[p])];
    }
}
