namespace ZkStyle.Prover.Plonk;

/// <summary>Where key generation or proving is.</summary>
/// <param name="Phase">The phase's name.</param>
/// <param name="Fraction">How much of the phase is done, 0 to 1.</param>
public readonly record struct ProverProgress(string Phase, double Fraction);
