using System.Numerics;
using ZkStyle.Circuit.Compilation;
using ZkStyle.Circuit.Tables;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Circuit.Tests.Compilation;

/// <summary>Each assertion of docs/protocol.md on a circuit that violates it.</summary>
public class CompilerAssertionsTests
{
    private const int Shift = 8;

    [Fact]
    public void A_sound_circuit_passes() => new CompilerAssertions(Circuit()).Check();

    [Theory]
    [InlineData(5, 0)]
    [InlineData(300, 256)]
    [InlineData(4095, 0)]
    public void A1_the_marker_stands_on_range_rows_and_nowhere_else(int row, int output)
    {
        var circuit = Circuit();
        circuit.Assignment.Columns[DecoderColumns.TableOutput][row] = output;
        Fails(circuit, a => a.CheckRangeMarker(), "(A1)", $"table row {row} ");
    }

    [Fact]
    public void A2_tagged_entries_are_distinct()
    {
        var circuit = Circuit();
        var values = circuit.Assignment.Columns[DecoderColumns.TableValue];
        values[400] = values[1000];
        Fails(circuit, a => a.CheckTableValues(), "(A2)", "rows 400 and 1000");
    }

    [Fact]
    public void A2_tagged_entries_do_not_wrap_around_the_field()
    {
        var circuit = Circuit();
        circuit.Assignment.Columns[DecoderColumns.TableValue][1000] = Fr.FromBigInteger(Fr.Modulus >> Shift);
        Fails(circuit, a => a.CheckTableValues(), "(A2)", "wraps around");
    }

    [Fact]
    public void A3_interior_values_stay_in_their_region_or_layer_and_channel_are_named()
    {
        var reach = Circuit().Ranges[1];
        var channel = Enumerable.Range(0, 6).MaxBy(o => reach.Channels[o].Interior.High);
        var circuit = Circuit((interiors, _) => interiors[1] = interiors[1] with { High = interiors[1].High - 1 });
        Fails(circuit, a => a.CheckInteriorRanges(), "(A3)", $"layer decoder.1, channel {channel}");
    }

    [Fact]
    public void A3_a_region_row_has_its_activations_output()
    {
        var circuit = Circuit();
        circuit.Assignment.Columns[DecoderColumns.TableOutput][circuit.Table.OfTensor(2).RowOf(5)] = 6;
        Fails(circuit, a => a.CheckInteriorRanges(), "(A3)", "decoder.1 Relu");
    }

    [Fact]
    public void A4_border_values_stay_in_the_zero_region_or_layer_and_channel_are_named()
    {
        var reach = LookupTable.ZeroReach(Circuit().Ranges);
        var circuit = Circuit((_, _) => { }, zeroReach: reach - 1);
        Fails(circuit, a => a.CheckBorderRanges(), "(A4)", "layer decoder.");

        circuit = Circuit();
        circuit.Assignment.Columns[DecoderColumns.TableOutput][circuit.Table.Zero.RowOf(3)] = 3;
        Fails(circuit, a => a.CheckBorderRanges(), "(A4)", "zero on borders");
    }

    [Fact]
    public void A5_sums_stay_below_half_the_field()
    {
        var circuit = Circuit();
        circuit.Assignment.Columns[DecoderColumns.TableValue][4000] = Fr.FromBigInteger(Fr.Modulus >> (Shift + 1));
        circuit.Assignment.Columns[DecoderColumns.TableOutput][4000] = 0;
        new CompilerAssertions(circuit).CheckTableValues();
        Fails(circuit, a => a.CheckMagnitudes(), "(A5)", "half the field's order");

        circuit = Circuit();
        circuit.Assignment.Columns[DecoderColumns.Offset][4000] = -Fr.FromBigInteger((Fr.Modulus / 2) - new BigInteger(1000));
        Fails(circuit, a => a.CheckMagnitudes(), "(A5)", "half the field's order");
    }

    [Theory]
    [InlineData(257)]
    [InlineData(-1)]
    public void A6_image_values_are_bytes(int output)
    {
        var circuit = Circuit();
        circuit.Assignment.Columns[DecoderColumns.TableOutput][circuit.Table.OfTensor(3).RowOf(20)] = output;
        Fails(circuit, a => a.CheckImageBytes(), "(A6)", "no byte");
    }

    [Fact]
    public void A7_monomials_are_distinct()
    {
        var circuit = Circuit();
        var row = circuit.Layout.Chains[^1].FirstRow + 8;
        circuit.Assignment.Columns[DecoderColumns.StepX][row] = -circuit.Assignment.Columns[DecoderColumns.StepX][row];
        Fails(circuit, a => a.CheckMonomials(), "(A7)", "have the same monomial");
    }

    [Fact]
    public void A7_step_codes_are_among_the_six()
    {
        var circuit = Circuit();
        circuit.Assignment.Columns[DecoderColumns.StepX][circuit.Layout.Size - 1] = 2;
        Fails(circuit, a => a.CheckMonomials(), "(A7)", "has no step code");
    }

    [Fact]
    public void A7_steps_between_channels_are_corrected()
    {
        // Without one of them all image channels before it get monomials of their own, but not those of their cells.
        var circuit = Circuit();
        IReadOnlyList<IReadOnlyList<SparseEntry>> entries =
        [
            circuit.Assignment.SparseEntries[0],
            circuit.Assignment.SparseEntries[1],
            [.. circuit.Assignment.SparseEntries[DecoderColumns.StepCorrection].Where(e => e.Row != circuit.Layout.Chains[1].FirstRow)],
        ];
        var assignment = new FixedAssignment(
            circuit.Assignment.System, circuit.Assignment.LogSize, circuit.Assignment.Columns, circuit.Assignment.Parameters,
            circuit.Assignment.PublicInputLengths, entries, circuit.Assignment.RowLabel);
        var changed = new DecoderCircuit(circuit.Graph, assignment, circuit.Layout, circuit.Ranges, circuit.Table, circuit.Report);
        new CompilerAssertions(circuit).CheckMonomials();
        Fails(changed, a => a.CheckMonomials(), "(A7)", "which is not its cell's");
    }

    [Theory]
    [InlineData(DecoderColumns.FirstTap)]
    [InlineData(DecoderColumns.FirstTap + 1)]
    [InlineData(DecoderColumns.FirstTap + 2)]
    [InlineData(DecoderColumns.Boundary)]
    public void A8_rows_before_the_image_and_row_e_carry_no_weight(int column)
    {
        var layout = Circuit().Layout;
        foreach (var row in new[] { 0, 1, layout.FirstImageRow - 1, layout.RowAfterImage, layout.FirstWordRow, layout.FirstWordRow + 1 })
        {
            var circuit = Circuit();
            circuit.Assignment.Columns[column][row] = 1;
            Fails(circuit, a => a.CheckZeroRows(), "(A8)", $"column {circuit.Assignment.System.FixedColumns[column]} is not zero on row {row} ");
        }
    }

    [Theory]
    [InlineData(DecoderColumns.FirstTap + 2)]
    [InlineData(DecoderColumns.Boundary)]
    [InlineData(DecoderColumns.Upsample)]
    public void A8_image_rows_carry_packing_constants_only(int column)
    {
        var circuit = Circuit();
        circuit.Assignment.Columns[column][circuit.Layout.FirstImageRow + 40] = 1;
        Fails(circuit, a => a.CheckZeroRows(), "(A8)", "(image channel 2");
    }

    [Fact]
    public void A8_channel_starts_carry_no_kernel_boundary()
    {
        var circuit = Circuit();
        circuit.Assignment.Columns[DecoderColumns.Boundary][circuit.Layout.Chains[^1].FirstRow] = 1;
        Fails(circuit, a => a.CheckZeroRows(), "(A8)", "(latent channel 3");
    }

    [Fact]
    public void A9_the_domain_holds_the_range_rows()
    {
        CompilerAssertions.CheckDomainSize(1 << 17, 16);
        var error = Assert.Throws<CompilationException>(() => CompilerAssertions.CheckDomainSize(1 << 16, 16));
        Assert.StartsWith("(A9)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A10_border_and_padding_rows_have_the_zero_tag_and_interior_rows_their_own()
    {
        var layout = Circuit().Layout;
        var interior = Enumerable.Range(0, layout.Size).First(r => layout.Row(r).Tensor == 1 && layout.Row(r).IsInterior);
        var border = Enumerable.Range(0, layout.Size).First(r => layout.Row(r).Tensor == 1 && !layout.Row(r).IsInterior);
        (int To, int From, string Names)[] swaps =
        [
            (border, interior, layout.RowLabel(border)), (2, interior, "padding"), (0, interior, "row 0"),
            (interior, border, layout.RowLabel(interior)),
        ];
        foreach (var (to, from, names) in swaps)
        {
            var circuit = Circuit();
            var offsets = circuit.Assignment.Columns[DecoderColumns.Offset];
            offsets[to] = offsets[from];
            Fails(circuit, a => a.CheckOffsets(), "(A10)", names);
        }
    }

    [Fact]
    public void A11_latent_words_are_read_by_their_own_taps()
    {
        var layout = Circuit().Layout;
        foreach (var (channel, factor) in ((int, int)[])[(0, 0), (1, 2), (3, -1)])
        {
            var circuit = Circuit();
            var chain = layout.Chains.Single(c => c.Plan.Tensor == 0 && c.Plan.Channel == channel);
            var row = chain.LastRow - (chain.Plan.Kappa + 1 - layout.Plan.WordKappa(0)) - layout.Plan.KernelStride;
            var taps = circuit.Assignment.Columns[DecoderColumns.FirstTap + 1];
            Assert.Equal(-Fr.FromInt64(256).Pow(channel), taps[row]);
            taps[row] *= factor;
            Fails(circuit, a => a.CheckKernels(), "(A11)", $"latent channel {channel} has ");
        }
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(5, 128)]
    [InlineData(255, -129)]
    [InlineData(0, 256)]
    public void A13_latent_rows_list_each_byte_once_and_nothing_else(int listed, int output)
    {
        var circuit = Circuit();
        circuit.Assignment.Columns[DecoderColumns.TableOutput][circuit.Table.OfTensor(0).RowOf(listed)] = output;
        Fails(circuit, a => a.CheckLatentBytes(), "(A13)", "latent");
    }

    [Fact]
    public void A13_no_other_row_has_the_latents_tag()
    {
        var circuit = Circuit();
        circuit.Assignment.Columns[DecoderColumns.TableValue][4000] = circuit.Table.OfTensor(0).Tag;
        circuit.Assignment.Columns[DecoderColumns.TableOutput][4000] = 300;
        Fails(circuit, a => a.CheckLatentBytes(), "(A13)", "300");
        Fails(circuit, a => a.CheckTableValues(), "(A2)", "have the same first entry");
    }

    private static void Fails(DecoderCircuit circuit, Action<CompilerAssertions> check, string number, string names)
    {
        var error = Assert.Throws<CompilationException>(() => check(new CompilerAssertions(circuit)));
        Assert.StartsWith(number, error.Message, StringComparison.Ordinal);
        Assert.Contains(names, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Throws<CompilationException>(() => new CompilerAssertions(circuit).Check());
    }

    private static DecoderCircuit Circuit(Action<QuantizedRange[], long>? change = null, long? zeroReach = null) =>
        DecoderCompiler.Assemble(TestDecoders.Small(new Random(17), Shift), CircuitBench.FastOptions with
        {
            Table = (graph, ranges) =>
            {
                QuantizedRange[] interiors = [.. ranges.Select(r => r.Interior)];
                var reach = zeroReach ?? LookupTable.ZeroReach(ranges);
                change?.Invoke(interiors, reach);
                return LookupTable.Create(graph, interiors, interiors, reach, tags: null);
            },
        });
}
