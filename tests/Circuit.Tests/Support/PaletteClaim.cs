using System.Numerics;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>
/// What a cheater claims of a palette's choice: any largest score, winners and index for every cell. The rows are then filled
/// so that every accumulator is that of the claim, which makes this the strongest cheater: only tables can catch it.
/// </summary>
internal sealed class PaletteClaim
{
    private readonly CircuitBench _bench;

    public PaletteClaim(CircuitBench bench)
    {
        _bench = bench;
        var palette = bench.Circuit.Graph.Palette!;
        Scores = NaiveDecoder.Run(bench.Decoder, bench.Shift, bench.Honest.Latent.Span)[^1];
        Classes = palette.Classes;
        var shape = bench.Decoder.Image;
        (Height, Width) = (shape.Height, shape.Width);
        Maximum = new long[Height, Width];
        Index = new long[Height, Width];
        Winners = new long[Classes, Height, Width];
        foreach (var (y, x) in Cells)
        {
            Maximum[y, x] = Enumerable.Range(0, Classes).Max(c => Scores[c, y, x]);
            Index[y, x] = Tied(y, x)[0];
            Winners[Index[y, x], y, x] = 1;
        }
    }

    public int Classes { get; }

    /// <summary>The highest score that any class can reach, which max leaves out.</summary>
    public long Highest => _bench.Circuit.Graph.Palette!.Scores.Interior.High;

    public int Height { get; }

    public int Width { get; }

    public long[,,] Scores { get; }

    public long[,] Maximum { get; }

    /// <summary>z by class.</summary>
    public long[,,] Winners { get; }

    public long[,] Index { get; }

    public IEnumerable<(int Y, int X)> Cells =>
        Enumerable.Range(0, Height * Width).Select(i => (i / Width, i % Width));

    /// <summary>The classes with a cell's largest score.</summary>
    public int[] Tied(int y, int x)
    {
        var best = Enumerable.Range(0, Classes).Max(c => Scores[c, y, x]);
        return [.. Enumerable.Range(0, Classes).Where(c => Scores[c, y, x] == best)];
    }

    public int MaximumRow(int y, int x) => _bench.RowOf(_bench.Circuit.Graph.Palette!.Maximum, 0, y + 1, x + 1);

    public int WinnerRow(int winner, int y, int x) =>
        _bench.RowOf(_bench.Circuit.Graph.Palette!.Winners, Classes - 1 - winner, y + 1, x + 1);

    public int IndexRow(int y, int x) => _bench.RowOf(_bench.Circuit.Graph.ImageTensor, 0, y + 1, x + 1);

    /// <summary>Changes a cell's choice: one winner, its index, and the largest score as it is.</summary>
    public void Choose(int winner, int y, int x)
    {
        for (var c = 0; c < Classes; c++)
            Winners[c, y, x] = c == winner ? 1 : 0;
        Index[y, x] = winner;
    }

    /// <summary>The witness of the claim.</summary>
    public ForgedWitness Fill()
    {
        var honest = new PaletteClaim(_bench);
        var witness = _bench.Forge();
        foreach (var (y, x) in Cells)
        {
            var row = MaximumRow(y, x);
            witness.AddToAccumulator(row, _bench.Radix * (Maximum[y, x] - honest.Maximum[y, x]));
            witness.X[row] = Maximum[y, x] - Highest;
            long lower = Maximum[y, x] - honest.Maximum[y, x], index = 0;
            for (var c = 0; c < Classes; c++)
            {
                row = WinnerRow(c, y, x);
                witness.AddToAccumulator(row, _bench.Radix * lower);
                witness.X[row] = Winners[c, y, x];
                lower += Winners[c, y, x] - honest.Winners[c, y, x];
                index += (64 + c) * (Winners[c, y, x] - honest.Winners[c, y, x]);
            }

            row = IndexRow(y, x);
            witness.AddToAccumulator(row, _bench.Radix * index);
            witness.X[row] = Index[y, x];
            witness.Image[(y * Width) + x] = (byte)Index[y, x];
        }

        return witness;
    }

    /// <summary>q of a row, as its k says.</summary>
    public BigInteger Q(ForgedWitness witness, int row) =>
        CircuitBench.Signed(witness.K[row]) - _bench.Tag(_bench.Layout.Row(row).Tensor);
}
