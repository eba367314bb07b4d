using ZkStyle.Circuit.Compilation;
using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Tables;
using ZkStyle.Circuit.Tests.Support;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>
/// Circuits that a careless compiler could make. Each satisfies its gates for an honest witness and for a false
/// image too, which is why the compiler's assertions refuse it.
/// </summary>
public class BadCircuitTests
{
    private const int Shift = 8;
    private const int Spacing = 1 << 12;
    private const int ImageTensor = 3;

    [Fact]
    public void Tags_far_apart_make_a_sound_circuit()
    {
        var bench = Bench((_, _) => { });
        new CompilerAssertions(bench.Circuit).Check();
        Assert.Empty(bench.FailingGates(bench.Honest));
    }

    [Fact]
    public void Image_region_over_a_hidden_layers_region() =>
        CheckForged("A2", Bench((tags, _) => tags[ImageTensor] = tags[1] + 40), UseOtherOutput);

    [Fact]
    public void Image_region_over_the_latent_bytes()
    {
        var pixel = Bench((_, _) => { }).Honest.Image.ToArray().First(b => b is > 0 and < byte.MaxValue);
        CheckForged("A2", Bench((tags, _) => tags[^1] = tags[ImageTensor] + pixel), UseOtherOutput);
    }

    [Fact]
    public void Zero_region_reaching_into_the_image_region() =>
        CheckForged("A2", Bench((tags, reach) => tags[0] = tags[ImageTensor] - reach + 200), UseOtherOutput);

    [Fact]
    public void Zero_region_dipping_into_the_range_rows() =>
        CheckForged("A1", Bench((tags, _) => tags[0] = 1 << Shift), (bench, witness) =>
        {
            foreach (var tensor in new[] { 2, 1 })
            {
                foreach (var row in bench.Border(tensor).Where(r => bench.TableRows.ContainsKey((witness.K[r], 256))))
                {
                    var candidate = bench.Forge();
                    candidate.X[row] = 256;
                    if (LeakyDecoder.Continue(bench, candidate, tensor))
                        return candidate;
                }
            }

            return null;
        });

    [Fact]
    public void Unused_table_rows_that_continue_the_range() =>
        CheckForged("A1", Bench((_, _) => { }, i => ((1 << Shift) + i, 256)), BorrowFromQuotient);

    [Fact]
    public void An_activation_that_outputs_the_range_marker() =>
        CheckForged("A1", Bench((_, _) => { }, i => ((3 << Shift) + Math.Min(i, 200), 256)), (bench, witness) =>
        {
            // rem := 3 * 2^shift + (its low bits) and k := k - 3: the same accumulator, another activation.
            for (var position = 0; position < bench.ByteRows.Length; position++)
            {
                var row = bench.ByteRows[position];
                var (k, rem) = (witness.K[row] - 3, witness.Rem[row] + (3 * bench.Radix));
                var x = bench.Activate(ImageTensor, k);
                if (x == witness.X[row] || !bench.TableRows.ContainsKey((rem, 256)) || !bench.TableRows.ContainsKey((k, x)))
                    continue;
                (witness.K[row], witness.Rem[row], witness.X[row]) = (k, rem, x);
                witness.Image[position] = (byte)CircuitBench.Signed(x);
                return witness;
            }

            return null;
        });

    /// <summary>The circuit of <see cref="Unused_table_rows_that_continue_the_range"/> and a witness of a false image.</summary>
    internal static (CircuitBench Bench, ForgedWitness Forged) ForgeByUnusedRows()
    {
        var bench = Bench((_, _) => { }, i => ((1 << Shift) + i, 256));
        return (bench, BorrowFromQuotient(bench, bench.Forge())!);
    }

    /// <summary>A pixel takes another output that the table lists for the same k.</summary>
    private static ForgedWitness? UseOtherOutput(CircuitBench bench, ForgedWitness witness)
    {
        for (var position = 0; position < bench.ByteRows.Length; position++)
        {
            var row = bench.ByteRows[position];
            for (var value = 0; value < 256; value++)
            {
                if (witness.X[row] == (Fr)value || !bench.TableRows.ContainsKey((witness.K[row], value)))
                    continue;
                witness.X[row] = value;
                witness.Image[position] = (byte)value;
                return witness;
            }
        }

        return null;
    }

    /// <summary>rem + 2^shift and k - 1: the same accumulator, a smaller activation, and all layers after it follow.</summary>
    private static ForgedWitness? BorrowFromQuotient(CircuitBench bench, ForgedWitness witness)
    {
        foreach (var tensor in new[] { 1, 2 })
        {
            foreach (var row in bench.Interior(tensor))
            {
                var candidate = bench.Forge();
                candidate.K[row] -= 1;
                candidate.Rem[row] += bench.Radix;
                candidate.X[row] = bench.Activate(tensor, candidate.K[row]);
                if (candidate.X[row] != witness.X[row] && bench.TableRows.ContainsKey((candidate.Rem[row], 256))
                    && LeakyDecoder.Continue(bench, candidate, tensor) && !candidate.Image.SequenceEqual(witness.Image))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    private static void CheckForged(string assertion, CircuitBench bench, Func<CircuitBench, ForgedWitness, ForgedWitness?> forge)
    {
        Assert.Empty(bench.FailingGates(bench.Forge()));
        var forged = forge(bench, bench.Forge());
        Assert.NotNull(forged);
        Assert.NotEqual(bench.Honest.Image.ToArray(), forged.Image);
        Assert.Equal(bench.Honest.Latent.ToArray(), forged.Latent);
        Assert.Empty(bench.FailingGates(forged));

        var error = Assert.Throws<CompilationException>(() => new CompilerAssertions(bench.Circuit).Check());
        Assert.StartsWith($"({assertion})", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A circuit with regions far apart, then changed.</summary>
    /// <param name="move">Gets Z0, a tag per layer and the latent's tag, and the zero region's reach.</param>
    /// <param name="unused">Entries for the table's unused rows, by a counter.</param>
    private static CircuitBench Bench(Action<long[], long> move, Func<int, (long, long)>? unused = null)
    {
        var random = new Random(17);
        var decoder = TestDecoders.Small(random, Shift);
        var latent = TestDecoders.Latent(random, decoder);
        var circuit = DecoderCompiler.Assemble(decoder, CircuitBench.FastOptions with { Table = Table });
        var columns = circuit.Assignment.Columns;
        var used = (int)circuit.Table.RowCount;
        for (var row = used; unused is not null && row < circuit.Layout.Size; row++)
        {
            var (value, output) = unused(row - used);
            columns[DecoderColumns.TableValue][row] = value;
            columns[DecoderColumns.TableOutput][row] = output;
        }

        return new CircuitBench(circuit, latent);

        LookupTable Table(CircuitGraph graph, IReadOnlyList<LayerRange> ranges)
        {
            var reach = LookupTable.ZeroReach(ranges);
            long[] tags = [.. Enumerable.Range(1, ranges.Count + 2).Select(i => (long)i * Spacing)];
            move(tags, reach);
            QuantizedRange[] interiors = [.. ranges.Select(r => r.Interior)];
            return LookupTable.Create(graph, interiors, interiors, reach, tags);
        }
    }
}
