using ZkStyle.Circuit.Tests.Support;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>One way to cheat a palette's choice.</summary>
/// <param name="Name">What is forged.</param>
/// <param name="Gates">The gates that catch it; none where the change is legal.</param>
/// <param name="Claim">Changes the claim; its accumulators follow.</param>
/// <param name="Change">Changes the rows afterwards.</param>
internal sealed record PaletteForgery(string Name, string Gates, Action<PaletteCells> Claim, Action<PaletteCells, ForgedWitness>? Change = null)
{
    public ForgedWitness Apply(CircuitBench bench)
    {
        var cells = new PaletteCells(bench);
        Claim(cells);
        var witness = cells.Claim.Fill();
        Change?.Invoke(cells, witness);
        return witness;
    }
}
