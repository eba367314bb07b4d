using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Proving;

/// <summary>A verified proof and what it took.</summary>
/// <param name="Proof">The proof's bytes.</param>
/// <param name="Timings">Wall time by phase, as the prover itself measured it.</param>
/// <param name="Cost">What witness and proof took, the verification left out.</param>
/// <param name="Phases">The same by phase.</param>
/// <param name="VerifyMilliseconds">Wall time of the verification.</param>
internal sealed record MeasuredProof(
    byte[] Proof, ProofTimings Timings, WorkCost Cost, IReadOnlyList<PhaseCost> Phases, double VerifyMilliseconds);
