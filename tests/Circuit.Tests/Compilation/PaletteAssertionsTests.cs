using ZkStyle.Circuit.Compilation;
using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Tables;
using ZkStyle.Circuit.Tests.Support;

namespace ZkStyle.Circuit.Tests.Compilation;

/// <summary>The assertions on kernels, and on the tensors of a palette head, each on a circuit that violates it.</summary>
public class PaletteAssertionsTests
{
    private static readonly PaletteHead s_palette = CircuitBench.Palette.Circuit.Graph.Palette!;
    private static readonly int s_image = CircuitBench.Palette.Circuit.Graph.ImageTensor;

    [Fact]
    public void A_sound_circuit_passes() => new CompilerAssertions(PaletteCircuits.Assemble(graph => graph)).Check();

    [Fact]
    public void A1_max_never_outputs_the_marker()
    {
        var circuit = PaletteCircuits.Assemble(graph => graph.With(s_palette.Maximum, t => t with { Output = q => q + 256 - t.Listed!.Value.High }));
        Fails(circuit, a => a.CheckRangeMarker(), "(A1)");
    }

    [Fact]
    public void A3_what_a_region_leaves_out_meets_no_other_region() =>
        Fails(PaletteCircuits.Assemble(graph => graph, PaletteCircuits.WithoutGaps), a => a.CheckInteriorRanges(), "(A3)", "which region");

    [Fact]
    public void A6_indices_are_bytes()
    {
        var circuit = PaletteCircuits.Assemble(graph => graph);
        circuit.Assignment.Columns[DecoderColumns.TableOutput][circuit.Table.OfTensor(s_image).RowOf(64)] = 300;
        Fails(circuit, a => a.CheckImageBytes(), "(A6)");
    }

    [Fact]
    public void A7_monomials_of_palette_channels_are_distinct()
    {
        var circuit = PaletteCircuits.Assemble(graph => graph);
        var row = circuit.Layout.Chains.First(c => c.Plan.Tensor == s_palette.Winners).FirstRow + 30;
        circuit.Assignment.Columns[DecoderColumns.StepX][row] = -circuit.Assignment.Columns[DecoderColumns.StepX][row];
        Fails(circuit, a => a.CheckMonomials(), "(A7)", "have the same monomial");
    }

    [Fact]
    public void A10_the_heads_offsets_are_the_models()
    {
        foreach (var tensor in new[] { s_palette.Maximum, s_palette.Winners, s_image })
        {
            var circuit = PaletteCircuits.Assemble(graph => graph.With(tensor, t => t with { Offsets = [.. t.Offsets.Select(o => o + 1)] }));
            Fails(circuit, a => a.CheckOffsets(), "(A10)", $"({circuit.Graph.Tensors[tensor].Name} ");
        }
    }

    [Fact]
    public void A11_only_max_reads_itself()
    {
        var radix = 1L << PaletteCircuits.Shift;
        var circuit = PaletteCircuits.Assemble(graph => graph with
        {
            Edges = [.. graph.Edges, new CircuitEdge(2, 2, 6, 1, ChannelPattern.Same, [.. Enumerable.Range(0, 36).Select(i => i % 7 == 0 ? radix : 0)])],
        });
        Fails(circuit, a => a.CheckKernels(), "(A11)", "decoder.1 channel 0", "where the model has none");

        circuit = PaletteCircuits.Assemble(graph => graph with { Edges = [.. graph.Edges.Where(e => e.Source != e.Target || e.Source != s_palette.Maximum)] });
        Fails(circuit, a => a.CheckKernels(), "(A11)", "decoder.2.max channel 0 has no taps");
    }

    [Fact]
    public void A11_every_class_reads_all_lower_ones()
    {
        var circuit = PaletteCircuits.Assemble(graph => graph with { Edges = [.. graph.Edges.Where(e => e.Pattern != ChannelPattern.Earlier)] });
        Fails(circuit, a => a.CheckKernels(), "(A11)", "decoder.2.z channel 1 has no taps");

        circuit = PaletteCircuits.Assemble(graph => graph with
        {
            Edges = [.. graph.Edges.Select(e => e.Pattern == ChannelPattern.Earlier ? e with { Weights = [.. e.Weights.Select((w, i) => i == 5 ? 0 : w)] } : e)],
        });
        Fails(circuit, a => a.CheckKernels(), "(A11)", "decoder.2.z channel 5");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A11_kernels_are_the_models_wherever_they_stand(int tap)
    {
        var circuit = PaletteCircuits.Assemble(graph => graph);
        var chain = circuit.Layout.Chains.First(c => c.Plan is { Tensor: 1, Channel: 3 });
        var column = circuit.Assignment.Columns[DecoderColumns.FirstTap + tap];
        column[chain.LastRow - 5] += 1;
        Fails(circuit, a => a.CheckKernels(), "(A11)", "decoder.0 channel 3");

        // Taps beyond all kernels, or without the boundary between two lines, would belong to other channels.
        circuit = PaletteCircuits.Assemble(graph => graph);
        circuit.Assignment.Columns[DecoderColumns.FirstTap + tap][chain.FirstRow] = 1;
        Fails(circuit, a => a.CheckKernels(), "(A11)");
        circuit = PaletteCircuits.Assemble(graph => graph);
        circuit.Assignment.Columns[DecoderColumns.Boundary][chain.LastRow - chain.Plan.LongestTapDistance] = 0;
        Fails(circuit, a => a.CheckKernels(), "(A11)");
        circuit.Assignment.Columns[DecoderColumns.Boundary][chain.LastRow - chain.Plan.LongestTapDistance] = 2;
        Fails(circuit, a => a.CheckKernels(), "(A11)", "kb is 2");
    }

    [Fact]
    public void A11_tensors_are_doubled_as_the_model_reads_them()
    {
        var circuit = PaletteCircuits.Assemble(graph => graph.With(1, t => t with { IsDoubled = false }));
        Fails(circuit, a => a.CheckKernels(), "(A11)", "decoder.0 channel 0 is not doubled");
        circuit = PaletteCircuits.Assemble(graph => graph.With(2, t => t with { IsDoubled = true }));
        Fails(circuit, a => a.CheckKernels(), "(A11)", "decoder.1 channel 0 is not plain");
    }

    [Fact]
    public void A12_the_index_lists_one_winner_alone()
    {
        var circuit = PaletteCircuits.Assemble(graph => graph.With(s_image, t => t with { Listed = t.Listed!.Value with { Low = 0 } }));
        Fails(circuit, a => a.CheckPalette(), "(A12)", "class indices lists [0, 71], the head asks for [64, 71]");

        circuit = PaletteCircuits.Assemble(graph => graph.With(s_image, t => t with { Output = q => (q - 63) % 8 }));
        Fails(circuit, a => a.CheckPalette(), "(A12)", "class indices");
    }

    [Fact]
    public void A12_z_lists_no_score_above_max()
    {
        var circuit = PaletteCircuits.Assemble(graph => graph.With(s_palette.Winners, t => t with { Listed = t.Listed!.Value with { Low = -1 } }));
        Fails(circuit, a => a.CheckPalette(), "(A12)", "winners lists [-1, ");

        circuit = PaletteCircuits.Assemble(graph => graph.With(s_palette.Winners, t => t with { Output = q => q <= 1 ? 1 : 0 }));
        Fails(circuit, a => a.CheckPalette(), "(A12)", "winners");
    }

    [Fact]
    public void A12_max_lists_exactly_the_scores()
    {
        foreach (var delta in new[] { -1, 1 })
        {
            var circuit = PaletteCircuits.Assemble(graph => graph.With(s_palette.Maximum, t => t with { Listed = t.Listed!.Value with { High = t.Listed.Value.High + delta } }));
            Fails(circuit, a => a.CheckPalette(), "(A12)", "largest scores lists");
        }
    }

    [Fact]
    public void A12_more_classes_than_one_winner_can_be_told_from_two_are_refused()
    {
        var circuit = PaletteCircuits.Assemble(graph => graph with { Palette = graph.Palette! with { Scores = LayerRange.Of("many", new long[65], [], PaletteCircuits.Shift) } });
        Fails(circuit, a => a.CheckPalette(), "(A12)", "65 classes");
    }

    private static void Fails(DecoderCircuit circuit, Action<CompilerAssertions> check, string number, params string[] names)
    {
        var error = Assert.Throws<CompilationException>(() => check(new CompilerAssertions(circuit)));
        Assert.StartsWith(number, error.Message, StringComparison.Ordinal);
        Assert.All(names, name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', error.Message);
        Assert.Throws<CompilationException>(() => new CompilerAssertions(circuit).Check());
    }
}
