using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Proving;

/// <summary>A verified proof of one decoding.</summary>
/// <param name="Proof">The proof's bytes.</param>
/// <param name="Image">The decoded image, planes.</param>
/// <param name="Timings">Wall time by phase.</param>
/// <param name="Cost">What proving took, the verification left out.</param>
/// <param name="VerifyMilliseconds">Wall time of the verification.</param>
internal sealed record ModelProof(byte[] Proof, byte[] Image, ProofTimings Timings, WorkCost Cost, double VerifyMilliseconds);
