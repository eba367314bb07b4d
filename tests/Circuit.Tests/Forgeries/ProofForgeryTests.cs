using ZkStyle.Circuit.Tests.Support;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Circuit.Tests.Forgeries;

/// <summary>Forged witnesses through the real prover, which proves without checking, and the real verifier.</summary>
public class ProofForgeryTests
{
    private static readonly Lazy<ProvingKey> s_key = new(() => KeyGenerator.Generate(
        CircuitBench.Fast.Circuit.Assignment, UnsafeSrs.Generate(CircuitBench.Fast.Layout.LogSize, seed: [5, 7])));

    private static readonly byte[] s_context = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    private static readonly Dictionary<string, Forgery> s_forgeries =
        ValueForgeries.All.Concat(LayoutForgeries.All).ToDictionary(f => f.Name);

    public static TheoryData<string> Forgeries => [.. s_forgeries.Keys];

    private static ProvingKey Key => s_key.Value;

    [Fact]
    public void An_honest_proof_is_valid_for_its_statement_alone()
    {
        var witness = CircuitBench.Fast.Honest;
        var proof = PlonkProver.Prove(Key, s_context, witness).Proof;
        Assert.Equal(Key.VerifyingKey.System.Manifest.ProofLength, proof.Length);
        Assert.Equal(VerificationResult.Valid, Verify(witness.Latent, witness.Image, proof));

        for (var input = 0; input < 2; input++)
        {
            foreach (var position in new[] { 0, 40, 63 })
            {
                byte[][] changed = [witness.Latent.ToArray(), witness.Image.ToArray()];
                changed[input][position] ^= 1;
                Assert.Equal(VerificationResult.PairingMismatch, Verify(changed[0], changed[1], proof));
            }
        }

        var otherContext = (byte[])s_context.Clone();
        otherContext[31] ^= 1;
        Assert.Equal(
            VerificationResult.PairingMismatch,
            PlonkVerifier.Verify(Key.VerifyingKey, otherContext, witness.PublicInputs, proof));
    }

    [Fact]
    public void Another_models_key_refuses_the_proof()
    {
        var other = DecoderCompiler.Compile(TestDecoders.Small(new Random(99), 8), CircuitBench.FastOptions);
        var otherKey = KeyGenerator.Generate(other.Assignment, UnsafeSrs.Generate(CircuitBench.Fast.Layout.LogSize, seed: [5, 7]));
        var witness = CircuitBench.Fast.Honest;
        var proof = PlonkProver.Prove(Key, s_context, witness).Proof;
        Assert.Equal(
            VerificationResult.PairingMismatch,
            PlonkVerifier.Verify(otherKey.VerifyingKey, s_context, witness.PublicInputs, proof));
    }

    [Theory]
    [MemberData(nameof(Forgeries))]
    public void Only_a_change_that_proves_nothing_false_gives_a_valid_proof(string name)
    {
        var witness = s_forgeries[name].Apply(CircuitBench.Fast);
        var proof = PlonkProver.Prove(Key, s_context, witness, Unchecked()).Proof;
        var expected = s_forgeries[name].Gates.Length == 0 ? VerificationResult.Valid : VerificationResult.PairingMismatch;
        Assert.Equal(expected, Verify(witness.Latent, witness.Image, proof));
    }

    [Fact]
    public void An_honest_prover_stops_at_an_unsatisfied_gate()
    {
        var witness = s_forgeries["wrong accumulator"].Apply(CircuitBench.Fast);
        Assert.Throws<UnsatisfiedCircuitException>(() => PlonkProver.Prove(Key, s_context, witness));
    }

    [Fact]
    public void A_palettes_choice_is_proven_and_no_other()
    {
        var bench = CircuitBench.Palette;
        var key = KeyGenerator.Generate(bench.Circuit.Assignment, UnsafeSrs.Generate(bench.Layout.LogSize, seed: [5, 7]));
        var honest = PlonkProver.Prove(key, s_context, bench.Honest).Proof;
        Assert.Equal(VerificationResult.Valid, PlonkVerifier.Verify(key.VerifyingKey, s_context, bench.Honest.PublicInputs, honest));
        byte[] image = [.. bench.Honest.Image.Span];
        image[9] ^= 1;
        Assert.Equal(VerificationResult.PairingMismatch, PlonkVerifier.Verify(key.VerifyingKey, s_context, [bench.Honest.Latent, image], honest));

        foreach (var forgery in PaletteForgeries.All.Where((f, i) => f.Gates.Length > 0 && i % 5 == 0))
        {
            var witness = forgery.Apply(bench);
            var proof = PlonkProver.Prove(key, s_context, witness, Unchecked()).Proof;
            Assert.Equal(VerificationResult.PairingMismatch, PlonkVerifier.Verify(key.VerifyingKey, s_context, witness.PublicInputs, proof));
        }
    }

    /// <summary>A circuit whose table pads with (2^shift + i, 256) proves a false image: its key must never be made.</summary>
    [Fact]
    public void A_bad_circuits_key_accepts_a_false_image()
    {
        var (bench, forged) = BadCircuitTests.ForgeByUnusedRows();
        var key = KeyGenerator.Generate(bench.Circuit.Assignment, UnsafeSrs.Generate(bench.Layout.LogSize, seed: [5, 7]));
        var proof = PlonkProver.Prove(key, s_context, forged).Proof;
        Assert.NotEqual(bench.Honest.Image.ToArray(), forged.Image);
        Assert.Equal(
            VerificationResult.Valid, PlonkVerifier.Verify(key.VerifyingKey, s_context, forged.PublicInputs, proof));
    }

    private static VerificationResult Verify(ReadOnlyMemory<byte> latent, ReadOnlyMemory<byte> image, byte[] proof) =>
        PlonkVerifier.Verify(Key.VerifyingKey, s_context, [latent, image], proof);

    /// <summary>Options of a prover that cuts off a quotient that is no polynomial.</summary>
    private static ProverOptions Unchecked() => new() { AllowUnsatisfied = true };
}
