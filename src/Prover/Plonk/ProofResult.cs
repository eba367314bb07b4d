namespace ZkStyle.Prover.Plonk;

/// <summary>A proof and what it took.</summary>
/// <param name="Proof">The proof's bytes.</param>
/// <param name="Timings">Wall time by phase.</param>
public sealed record ProofResult(byte[] Proof, ProofTimings Timings);
