namespace ZkStyle.Prover.Plonk;

/// <summary>One claim of a batch: that a proof is valid for a key, a context and public bytes.</summary>
/// <param name="Key">The verifying key.</param>
/// <param name="Context">32 bytes that the proof is bound to.</param>
/// <param name="PublicInputs">The public bytes, in the system's order.</param>
/// <param name="Proof">The proof.</param>
public sealed record PlonkStatement(
    VerifyingKey Key, ReadOnlyMemory<byte> Context, IReadOnlyList<ReadOnlyMemory<byte>> PublicInputs, ReadOnlyMemory<byte> Proof);
