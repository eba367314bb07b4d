using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Prover.Tests.Plonk;

/// <summary>Keys and one honest proof of the toy circuit, made once for all tests.</summary>
public sealed class ToyKey
{
    public ToyKey()
    {
        Circuit = new ToyCircuit();
        Srs = UnsafeSrs.Generate(ToyCircuit.LogSize + 1, seed: [1, 2, 3]);
        Key = KeyGenerator.Generate(Circuit.Assignment, Srs);
        Context = [.. Enumerable.Range(0, 32).Select(i => (byte)(i * 5))];
        Witness = Circuit.Witness();
        Proof = PlonkProver.Prove(Key, Context, Witness).Proof;
    }

    internal ToyCircuit Circuit { get; }

    internal Srs Srs { get; }

    internal ProvingKey Key { get; }

    internal byte[] Context { get; }

    internal ToyCircuit.ToyWitness Witness { get; }

    internal byte[] Proof { get; }

    internal VerificationResult Verify(
        byte[]? proof = null, byte[]? context = null, byte[]? bytes = null, byte[]? packed = null, VerifyingKey? key = null) =>
        PlonkVerifier.Verify(
            key ?? Key.VerifyingKey, context ?? Context, [bytes ?? Witness.Bytes, packed ?? Witness.Packed], proof ?? Proof);
}
