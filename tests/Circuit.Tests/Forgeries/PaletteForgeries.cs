using ZkStyle.Circuit.Tests.Support;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>Wrong indices, winners and largest scores, and bent ties.</summary>
internal static class PaletteForgeries
{
    public static IReadOnlyList<PaletteForgery> All { get; } =
    [
        new("the honest choice, rebuilt", "", _ => { }),
        new("wrong index in calldata alone", "G6", _ => { }, (c, w) => w.Image[(c.Plain.Y * c.Claim.Width) + c.Plain.X] = (byte)c.Loser),
        new("wrong index in calldata and in the index row's x", "G4", c => c.Index = c.Loser),
        new("wrong index in calldata, x and k of the index row", "G5", c => c.Index = c.Loser, (c, w) => c.SetQ(w, c.IndexRow, 64 + c.Loser)),
        new("another winner, z and index agree, k of the index row kept", "G4 G5", c => c.Swap(), (c, w) => c.SetQ(w, c.IndexRow, 64 + c.Winner)),
        new("another winner, all accumulators agree", "G4", c => c.Swap()),
        new("another winner, k of both classes on legal rows", "G5", c => c.Swap(), (c, w) =>
        {
            c.SetQ(w, c.WinnerRow(c.Loser), 0);
            c.SetQ(w, c.WinnerRow(c.Winner), 1);
        }),
        new("another winner, k of both classes on legal rows, rem keeps the accumulators", "G4", c => c.Swap(), (c, w) =>
        {
            foreach (var (winner, q) in new[] { (c.Loser, 0L), (c.Winner, 1L) })
                w.Rem[c.WinnerRow(winner)] -= c.Bench.Radix * c.SetQ(w, c.WinnerRow(winner), q);
        }),
        new("another winner, k on legal rows, wrong accumulators cancelled in max's row", "G4 G5", c => c.Swap(), (c, w) =>
            w.K[c.MaximumRow] -= c.SetQ(w, c.WinnerRow(c.Loser), 0) + c.SetQ(w, c.WinnerRow(c.Winner), 1)),
        new("two winners, the index is the true one", "G4", c => c.Wins(c.Loser) = 1),
        new("two winners, the index row claims the true one", "G4 G5", c => c.Wins(c.Loser) = 1, (c, w) => c.SetQ(w, c.IndexRow, 64 + c.Winner)),
        new("all tied classes win", "G4", c =>
        {
            foreach (var winner in c.Tied)
                c.Claim.Winners[winner, c.Tie.Y, c.Tie.X] = 1;
        }),
        new("no winner, max kept", "G4", c => c.Wins(c.Winner) = 0),
        new("no winner, max + 1, all agree", "G4", c =>
        {
            c.Maximum++;
            c.Wins(c.Winner) = 0;
        }),
        new("no winner, max + 1, the index row claims the true class", "G5", c =>
        {
            c.Maximum++;
            c.Wins(c.Winner) = 0;
        }, (c, w) => c.SetQ(w, c.IndexRow, 64 + c.Winner)),
        new("max + 1, the winner keeps z = 1", "G4", c => c.Maximum++),
        new("max - 1, the winner keeps z = 1", "G4", c => c.Maximum--),
        new("max - 1, the winner loses", "G4", c =>
        {
            c.Maximum--;
            c.Wins(c.Winner) = 0;
        }),
        new("max is another class's score, which wins", "G4", c =>
        {
            c.Maximum = c.Claim.Scores[c.Loser, c.Plain.Y, c.Plain.X];
            c.Swap();
        }),
        new("max is another class's score, the true winner's k in the zero region", "G4 G5", c =>
        {
            c.Maximum = c.Claim.Scores[c.Loser, c.Plain.Y, c.Plain.X];
            c.Swap();
        }, (c, w) => w.K[c.WinnerRow(c.Winner)] -= c.Bench.Tag(c.Bench.Circuit.Graph.Palette!.Winners) - c.Bench.ZeroTag),
        new("max is another class's score, the true winner's k raised, rem negative", "G4", c =>
        {
            c.Maximum = c.Claim.Scores[c.Loser, c.Plain.Y, c.Plain.X];
            c.Swap();
        }, (c, w) => w.Rem[c.WinnerRow(c.Winner)] -= c.Bench.Radix * c.SetQ(w, c.WinnerRow(c.Winner), 1)),
        new("max - 1, the class after the winner wins", "G4", c =>
        {
            c.Maximum--;
            c.Claim.Choose((c.Winner + 1) % c.Claim.Classes, c.Plain.Y, c.Plain.X);
        }),
        new("bent tie: the highest tied class wins, all agree", "G4", c => c.BendTie()),
        new("bent tie and max + 1", "G4", c =>
        {
            c.BendTie();
            c.TieMaximum++;
        }),
        new("bent tie and max - 1", "G4", c =>
        {
            c.BendTie();
            c.TieMaximum--;
        }),
        new("bent tie, k of both tied classes on legal rows", "G5", c => c.BendTie(), (c, w) =>
        {
            c.SetQ(w, c.TieRow(c.Tied[0]), 1);
            c.SetQ(w, c.TieRow(c.Tied[^1]), 0);
        }),
        new("bent tie by z = 2 and z = -1", "G4", c =>
        {
            c.Claim.Winners[c.Tied[0], c.Tie.Y, c.Tie.X] = 2;
            c.Claim.Winners[c.Tied[^1], c.Tie.Y, c.Tie.X] = -1;
        }),
        new("bent tie, the lowest tied class's score nudged by its remainder", "G5", c => c.BendTie(), (c, w) =>
        {
            w.K[c.TieRow(c.Tied[0])] += 1;
            w.Rem[c.TieRow(c.Tied[0])] = 0;
        }),
        new("fractional max: x = max + 2^-16, k kept", "G4 G5", _ => { }, (c, w) => w.X[c.MaximumRow] += Fr.FromInt64(c.Bench.Radix).Inverse()),
        new("fractional max: rem = 1 and x = max + 2^-16", "G4 G5", _ => { }, (c, w) =>
        {
            w.Rem[c.MaximumRow] = 1;
            w.X[c.MaximumRow] += Fr.FromInt64(c.Bench.Radix).Inverse();
        }),
        new("max's k and x differ", "G4 G5", _ => { }, (c, w) => w.K[c.MaximumRow] += 1),
        new("max beyond its table, all agree", "G4", c => c.Maximum = 1_000_000),
        new("max below its table, no class wins, the index row claims one", "G4 G5", c =>
        {
            c.Maximum = -1_000_000;
            c.Wins(c.Winner) = 0;
            c.Index = c.Loser;
        }, (c, w) => c.SetQ(w, c.IndexRow, 64 + c.Loser)),
        new("max on a border row", "G5", _ => { }, (c, w) => Carry(c, w, c.Bench.Circuit.Graph.Palette!.Maximum, 3, 3 - c.Claim.Highest)),
        new("a winner on a border row", "G5", _ => { }, (c, w) => Carry(c, w, c.Bench.Circuit.Graph.Palette!.Winners, 0, 1)),
        new("an index on a border row, calldata kept", "G5 G6", _ => { }, (c, w) => Carry(c, w, c.Bench.Circuit.Graph.ImageTensor, 64 + 5, 5)),
        new("two cells' choices exchanged in z and index, all agree", "G4", c =>
        {
            var (y, x) = c.Claim.Cells.First(cell => c.Claim.Tied(cell.Y, cell.X).Length == 1 && c.Claim.Index[cell.Y, cell.X] != c.Winner);
            var other = (int)c.Claim.Index[y, x];
            c.Claim.Choose(c.Winner, y, x);
            c.Claim.Choose(other, c.Plain.Y, c.Plain.X);
        }),
        new("two cells' indices exchanged in calldata", "G6", _ => { }, (c, w) =>
        {
            var other = Array.FindIndex(w.Image, index => index != c.Winner);
            var cell = (c.Plain.Y * c.Claim.Width) + c.Plain.X;
            (w.Image[cell], w.Image[other]) = (w.Image[other], w.Image[cell]);
        }),
        new("a class's k under a hidden layer's tag", "G5", _ => { }, (c, w) =>
        {
            // A layer's region has rows with the output 0 as z's has.
            var (row, tag) = (c.WinnerRow(c.Loser), c.Bench.Tag(2));
            w.K[row] = tag + c.Bench.Circuit.Table.OfTensor(2).Values.Low;
        }),
        new("a feature + 1, all later accumulators agree", "G4", _ => { }, AddToFeature),
    ];

    /// <summary>A border row's k and x as a tensor's interior could have them.</summary>
    private static void Carry(PaletteCells cells, ForgedWitness witness, int tensor, long q, long x)
    {
        var row = cells.Bench.Border(tensor)[^3];
        witness.K[row] = cells.Bench.Tag(tensor) + q;
        witness.X[row] = x;
    }

    private static void AddToFeature(PaletteCells cells, ForgedWitness witness)
    {
        var bench = cells.Bench;
        const int Channel = 2, Line = 3, Column = 3;
        witness.X[bench.RowOf(2, Channel, Line + 1, Column + 1)] += 1;
        var input = bench.Decoder.Layers[2].Inputs[0];
        for (var winner = 0; winner < cells.Claim.Classes; winner++)
        {
            for (var tap = 0; tap < 9; tap++)
            {
                var (y, x) = (Line + 1 - (tap / 3), Column + 1 - (tap % 3));
                witness.AddToAccumulator(
                    cells.Claim.WinnerRow(winner, y, x), -(long)input.Multipliers[winner] * input.Weight(winner, Channel, tap / 3, tap % 3));
            }
        }
    }
}
