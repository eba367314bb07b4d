using ZkStyle.Circuit.Compilation;
using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>
/// What each part of the palette head is for: circuits without it, whose gates all hold for a false index. The compiler's
/// assertions refuse them.
/// </summary>
public class PaletteBadCircuitTests
{
    private static readonly PaletteHead s_palette = CircuitBench.Palette.Circuit.Graph.Palette!;
    private static readonly int s_image = CircuitBench.Palette.Circuit.Graph.ImageTensor;

    [Fact]
    public void An_index_region_that_lists_no_winner_proves_class_0() =>
        CheckForged("A12", Bench(graph => graph.With(s_image, t => t with { Listed = t.Listed!.Value with { Low = 0 }, Output = q => Math.Max(0, q - 64) })), claim =>
        {
            var (y, x) = claim.Cells.First(cell => claim.Index[cell.Y, cell.X] != 0);
            claim.Maximum[y, x]++;
            claim.Winners[claim.Index[y, x], y, x] = 0;
            claim.Index[y, x] = 0;
        });

    [Fact]
    public void Scores_above_max_in_the_table_of_z_prove_any_class() =>
        CheckForged("A12", Bench(graph => graph.With(s_palette.Winners, t => t with { Listed = t.Listed!.Value with { Low = -t.Listed.Value.High } })), claim =>
            ChooseLoser(claim, lowest: -1000));

    /// <summary>The row before z's is max's last one, whose activation 0 looks like a loser's.</summary>
    [Fact]
    public void Regions_without_room_between_prove_a_class_one_step_below_the_best() =>
        CheckForged("A3", new CircuitBench(PaletteCircuits.Assemble(graph => graph, PaletteCircuits.WithoutGaps), CircuitBench.Palette.Honest.Latent.ToArray()), claim =>
            ChooseLoser(claim, lowest: -1));

    /// <summary>
    /// With max as it is, a score of 256 is a range row: rem may be that row's number, beyond 16 bits, and takes q down with
    /// it, down to 0 where it fits.
    /// </summary>
    [Fact]
    public void A_max_of_256_proves_a_lower_class_of_smaller_score()
    {
        var decoder = TestDecoders.Create(
            new Random(3), new TensorShape(4, 4, 4), PaletteCircuits.Shift, 500, 7, DecoderHead.Palette, (8, false), (6, true), (8, false));
        var highest = 0L;
        var circuit = PaletteCircuits.Assemble(decoder, graph =>
        {
            highest = graph.Palette!.Scores.Interior.High;
            return graph.With(s_palette.Maximum, t => t with { Output = q => q, Outputs = graph.Palette.Scores.Interior, Offsets = [0] })
                .With(s_palette.Winners, t => t with { Offsets = [.. t.Offsets.Select(o => o - (highest << PaletteCircuits.Shift))] });
        });
        Assert.InRange(highest, 256, 4096);
        Assert.StartsWith("(A1)", Assert.Throws<CompilationException>(() => new CompilerAssertions(circuit).Check()).Message, StringComparison.Ordinal);

        var random = new Random(4);
        for (var i = 0; i < 500; i++)
        {
            var bench = new CircuitBench(circuit, TestDecoders.Latent(random, decoder));
            if (Forge(bench) is not { } forged)
                continue;
            Assert.NotEqual(bench.Honest.Image.ToArray(), forged.Image);
            Assert.Empty(bench.FailingGates(forged));
            return;
        }

        Assert.Fail("no latent gave a remainder that fits");

        ForgedWitness? Forge(CircuitBench bench)
        {
            var claim = new PaletteClaim(bench);
            var honest = claim.Fill();
            var marker = bench.Tag(s_palette.Maximum) + 256;
            foreach (var (y, x) in claim.Cells)
            {
                for (var c = 0; c < claim.Index[y, x]; c++)
                {
                    var distance = claim.Maximum[y, x] - claim.Scores[c, y, x];
                    if (CircuitBench.Signed(honest.Rem[claim.WinnerRow(c, y, x)]) + (distance * bench.Radix) != marker)
                        continue;
                    claim.Choose(c, y, x);
                    var forged = claim.Fill();
                    Plainly(bench, claim, forged, highest);
                    forged.K[claim.WinnerRow(c, y, x)] -= distance;
                    forged.Rem[claim.WinnerRow(c, y, x)] = marker;
                    return forged;
                }
            }

            return null;
        }
    }

    /// <summary>Rows of max and z as a circuit has them whose max leaves nothing out.</summary>
    private static void Plainly(CircuitBench bench, PaletteClaim claim, ForgedWitness witness, long highest)
    {
        foreach (var (y, x) in claim.Cells)
        {
            witness.K[claim.MaximumRow(y, x)] = bench.Tag(s_palette.Maximum) + claim.Maximum[y, x];
            witness.X[claim.MaximumRow(y, x)] = claim.Maximum[y, x];
            for (var c = 0; c < claim.Classes; c++)
                witness.K[claim.WinnerRow(c, y, x)] += highest;
        }
    }

    /// <summary>A cell goes to a class whose score is not the best, which max is; better scores are q below 0.</summary>
    private static void ChooseLoser(PaletteClaim claim, long lowest)
    {
        foreach (var (y, x) in claim.Cells)
        {
            for (var loser = 0; loser < claim.Classes; loser++)
            {
                var best = claim.Scores[loser, y, x];
                var others = Enumerable.Range(0, claim.Classes).Where(c => c != loser).Select(c => best - claim.Scores[c, y, x] + (c > loser ? 1 : 0)).ToArray();
                if (others.Contains(0) || others.Min() >= 0 || others.Min() < lowest)
                    continue;
                claim.Maximum[y, x] = best;
                claim.Choose(loser, y, x);
                return;
            }
        }

        Assert.Fail("no cell has such a class");
    }

    private static CircuitBench Bench(Func<CircuitGraph, CircuitGraph> change) =>
        new(PaletteCircuits.Assemble(change), CircuitBench.Palette.Honest.Latent.ToArray());

    private static void CheckForged(string assertion, CircuitBench bench, Action<PaletteClaim> forge)
    {
        Assert.Empty(bench.FailingGates(bench.Forge()));
        var claim = new PaletteClaim(bench);
        forge(claim);
        var forged = claim.Fill();
        Assert.NotEqual(bench.Honest.Image.ToArray(), forged.Image);
        Assert.Empty(bench.FailingGates(forged));

        var error = Assert.Throws<CompilationException>(() => new CompilerAssertions(bench.Circuit).Check());
        Assert.StartsWith($"({assertion})", error.Message, StringComparison.Ordinal);
    }
}
