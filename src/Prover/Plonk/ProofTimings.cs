namespace ZkStyle.Prover.Plonk;

/// <summary>Wall time of a proof's phases, in milliseconds.</summary>
/// <param name="Witness">Filling advice columns.</param>
/// <param name="Commitments">Commitments to advice columns and their coefficients.</param>
/// <param name="Lookups">Running sums of lookups.</param>
/// <param name="Quotient">Coset transforms, gate evaluation and the quotient's commitments.</param>
/// <param name="Opening">Evaluations and both opening commitments.</param>
public sealed record ProofTimings(double Witness, double Commitments, double Lookups, double Quotient, double Opening)
{
    /// <summary>All phases together.</summary>
    public double Total => Witness + Commitments + Lookups + Quotient + Opening;
}
