using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Tables;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests;

public class DecoderCompilerTests
{
    [Fact]
    public void The_public_compiler_fixes_shift_and_smallest_size()
    {
        var circuit = CircuitBench.Product.Circuit;
        Assert.Same(DecoderConstraints.System, circuit.Assignment.System);
        Assert.Equal(17, circuit.Assignment.LogSize);
        Assert.Equal([64, 768], circuit.Assignment.PublicInputLengths);
        Assert.Equal(
            [18u, 12u, 27u, 4u, 4u, 4u, 0u, 3u, 16u, 16u, (uint)circuit.Layout.FirstImageRow, (uint)circuit.Layout.RowAfterImage, 16u, 31u],
            circuit.Assignment.Parameters);
    }

    [Fact]
    public void A_palettes_public_image_is_one_plane_of_indices()
    {
        var circuit = CircuitBench.Palette.Circuit;
        Assert.Equal([64, 64], circuit.Assignment.PublicInputLengths);
        Assert.Equal(
            [10u, (uint)circuit.Layout.Plan.KernelStride - 1, 4 + 1 + 8 + 6 + 1 + 8 + 1 + 1, 4u, 4u, 4u, 0u, 1u, 8u, 8u],
            circuit.Assignment.Parameters.Take(10));

        // max feeds the eight classes and itself.
        Assert.Equal(9, circuit.Layout.Plan.KernelStride);
        Assert.Equal(Enumerable.Range(2, 8).Reverse(), Enumerable.Range(0, 8).Select(c => circuit.Layout.Plan.Kappa(circuit.Graph.Palette!.Winners, circuit.Graph.Palette.Reverse(c))));
    }

    [Fact]
    public void Compiling_for_proving_gives_the_circuit_that_the_keys_were_made_for()
    {
        var asserted = CircuitBench.Product.Circuit.Assignment;
        var assembled = DecoderCompiler.CompileForProving(CircuitBench.Product.Decoder).Assignment;
        Assert.Same(asserted.System, assembled.System);
        Assert.Equal(asserted.LogSize, assembled.LogSize);
        Assert.Equal(asserted.Parameters, assembled.Parameters);
        Assert.Equal(asserted.PublicInputLengths, assembled.PublicInputLengths);
        Assert.Equal(asserted.Columns, assembled.Columns);
        Assert.Equal(
            asserted.SparseEntries.SelectMany(c => c).Select(e => (e.Row, string.Join(' ', e.Parameters))),
            assembled.SparseEntries.SelectMany(c => c).Select(e => (e.Row, string.Join(' ', e.Parameters))));
        Assert.Throws<CompilationException>(() => DecoderCompiler.CompileForProving(Steep(multiplier: (1 << 24) - 1)));
    }

    [Fact]
    public void Sparse_entries_stand_on_the_seams()
    {
        var layout = CircuitBench.Product.Layout;
        var entries = CircuitBench.Product.Circuit.Assignment.SparseEntries;
        Assert.Equal([0], entries[DecoderColumns.StartRow].Select(e => e.Row));
        Assert.Equal([layout.RowAfterImage], entries[DecoderColumns.AfterImageRow].Select(e => e.Row));
        Assert.Equal(
            [1, layout.FirstImageRow, layout.FirstImageRow + 324, layout.FirstImageRow + 648, layout.RowAfterImage],
            entries[DecoderColumns.StepCorrection].Select(e => e.Row));
        Assert.Equal(
            [[0u, 0u, 0u], [1u, 1u, 323u], [1u, 1u, 323u], [1u, 1u, 323u], [1u, 1u, 0u]],
            entries[DecoderColumns.StepCorrection].Select(e => e.Parameters.ToArray()));
    }

    [Fact]
    public void Rows_and_table_each_can_double_the_size()
    {
        var small = ChainPlan.Create(CircuitGraphBuilder.Build(TestDecoders.Small(new Random(1), 16), 16));
        var ranges = LayerRange.Of(small.Graph);
        var table = LookupTable.SideBySide(small.Graph, ranges);
        Assert.Equal(17, DecoderCompiler.LogSize(small, table, ranges, minimum: 17));

        // 131,072 rows hold row 0, one padding row and 131,070 others.
        var wide = TestDecoders.Create(new Random(2), new TensorShape(2, 32, 32), 16, 400, 127, (16, true), (8, true), (3, false));
        var widePlan = ChainPlan.Create(CircuitGraphBuilder.Build(wide, 16));
        Assert.True(widePlan.UsedRows > (1 << 17) - 2);
        Assert.Equal(18, DecoderCompiler.LogSize(widePlan, table, ranges, minimum: 17));

        var coarse = CircuitGraphBuilder.Build(Steep(multiplier: 80_000), 16);
        var steepRanges = LayerRange.Of(coarse);
        var steepTable = LookupTable.SideBySide(coarse, steepRanges);
        Assert.InRange(steepTable.RowCount, (1 << 17) + 1, 1 << 18);
        Assert.Equal(18, DecoderCompiler.LogSize(ChainPlan.Create(coarse), steepTable, steepRanges, minimum: 17));
    }

    [Fact]
    public void A_decoder_with_too_many_rows_is_refused_with_its_largest_tensor()
    {
        var decoder = TestDecoders.Create(new Random(3), new TensorShape(1, 512, 512), 16, 400, 127, (4, true), (3, false));
        var error = Assert.Throws<CompilationException>(() => DecoderCompiler.Compile(decoder));
        Assert.Contains("decoder.0 (4x1024x1024)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_that_reaches_too_many_values_is_refused_by_layer_and_channel()
    {
        var error = Assert.Throws<CompilationException>(() => DecoderCompiler.Compile(Steep(multiplier: (1 << 24) - 1)));
        Assert.Contains("layer head reaches q in", error.Message, StringComparison.Ordinal);
        Assert.Contains("channel 1 alone", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_layer_and_one_channel_compile()
    {
        var decoder = TestDecoders.Create(new Random(4), new TensorShape(1, 3, 3), 8, 300, 7, (1, false));
        var circuit = DecoderCompiler.Compile(decoder, CircuitBench.FastOptions);
        var bench = new CircuitBench(circuit, TestDecoders.Latent(new Random(5), decoder));
        Assert.Empty(bench.FailingGates(bench.Honest));
    }

    /// <summary>Latent 1x8x8 to a 3-channel image whose channel 1 has the given multiplier and weights that sum high.</summary>
    private static QuantizedDecoder Steep(int multiplier)
    {
        var weights = new sbyte[27];
        weights.AsSpan().Fill(20);
        return new QuantizedDecoder(new TensorShape(1, 8, 8),
            [QuantizedLayer.Convolution("head", 1, 3, false, Activation.ImageByte, weights, [1, multiplier, 1], [0, 0, 0])]);
    }
}
