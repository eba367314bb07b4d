using ZkStyle.Prover.Plonk;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>A statement and a proof of it.</summary>
internal sealed record ProvenStatement(VerifyingKey Key, byte[] Context, IReadOnlyList<byte[]> Inputs, byte[] Proof)
{
    /// <summary>The statement as a batch takes it.</summary>
    public PlonkStatement ForBatch => new(Key, Context, [.. Inputs.Select(i => (ReadOnlyMemory<byte>)i)], Proof);

    /// <summary>What the C# verifier says.</summary>
    public bool IsValid => PlonkVerifier.Verify(
        Key, Context, [.. Inputs.Select(i => (ReadOnlyMemory<byte>)i)], Proof) == VerificationResult.Valid;
}
