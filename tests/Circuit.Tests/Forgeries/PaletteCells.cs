using ZkStyle.Circuit.Tests.Support;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>Two cells of the small palette decoder's image: one with a single best class, and one where two classes tie.</summary>
internal sealed class PaletteCells
{
    public PaletteCells(CircuitBench bench)
    {
        Bench = bench;
        Claim = new PaletteClaim(bench);
        Plain = Claim.Cells.Where(cell => Claim.Tied(cell.Y, cell.X).Length == 1).ElementAt(9);
        Tie = Claim.Cells.First(cell => Claim.Tied(cell.Y, cell.X).Length == 2);
        Tied = Claim.Tied(Tie.Y, Tie.X);
        Winner = (int)Claim.Index[Plain.Y, Plain.X];
        Loser = (Winner + 3) % Claim.Classes;
    }

    public CircuitBench Bench { get; }

    public PaletteClaim Claim { get; }

    public (int Y, int X) Plain { get; }

    public (int Y, int X) Tie { get; }

    /// <summary>The two classes that tie, the lower first.</summary>
    public int[] Tied { get; }

    /// <summary>The class that wins the plain cell.</summary>
    public int Winner { get; }

    /// <summary>A class that does not.</summary>
    public int Loser { get; }

    public int MaximumRow => Claim.MaximumRow(Plain.Y, Plain.X);

    public int IndexRow => Claim.IndexRow(Plain.Y, Plain.X);

    public ref long Maximum => ref Claim.Maximum[Plain.Y, Plain.X];

    public ref long TieMaximum => ref Claim.Maximum[Tie.Y, Tie.X];

    public ref long Index => ref Claim.Index[Plain.Y, Plain.X];

    public ref long Wins(int winner) => ref Claim.Winners[winner, Plain.Y, Plain.X];

    public int WinnerRow(int winner) => Claim.WinnerRow(winner, Plain.Y, Plain.X);

    public int TieRow(int winner) => Claim.WinnerRow(winner, Tie.Y, Tie.X);

    /// <summary>The plain cell goes to the loser, all tensors agreeing.</summary>
    public void Swap() => Claim.Choose(Loser, Plain.Y, Plain.X);

    /// <summary>The tied cell goes to the highest of its classes, all tensors agreeing.</summary>
    public void BendTie() => Claim.Choose(Tied[^1], Tie.Y, Tie.X);

    /// <summary>Moves a row's k to a q of its own region.</summary>
    /// <returns>By how much k changed.</returns>
    public long SetQ(ForgedWitness witness, int row, long q)
    {
        var delta = q - (long)Claim.Q(witness, row);
        witness.K[row] += delta;
        return delta;
    }
}
