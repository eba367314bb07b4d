using System.Numerics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Plonk;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Tests.Plonk;

/// <summary>Completeness, and one attack for every check of the verifier (docs/protocol.md, (V1) to (V8)).</summary>
public class PlonkTests(ToyKey toy) : IClassFixture<ToyKey>
{
    private static readonly TranscriptManifest s_manifest = ToyCircuit.System.Manifest;

    [Fact]
    public void An_honest_proof_is_accepted() => Assert.Equal(VerificationResult.Valid, toy.Verify());

    [Fact]
    public void The_prover_is_deterministic_and_the_thread_count_changes_nothing()
    {
        var single = PlonkProver.Prove(toy.Key, toy.Context, toy.Witness, new ProverOptions { MaxThreads = 1 }).Proof;

        Assert.Equal(toy.Proof, single);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(16)]
    public void Other_statements_of_the_same_key_prove_too(int start)
    {
        var witness = toy.Circuit.Witness(start);
        var proof = PlonkProver.Prove(toy.Key, toy.Context, witness).Proof;

        Assert.Equal(VerificationResult.Valid, toy.Verify(proof, bytes: witness.Bytes));
        Assert.Equal(VerificationResult.PairingMismatch, toy.Verify(proof));
    }

    [Fact]
    public void Every_bit_of_the_proof_counts()
    {
        for (var i = 0; i < toy.Proof.Length; i += 5)
        {
            var bent = (byte[])toy.Proof.Clone();
            bent[i] ^= (byte)(1 << (i % 8));
            Assert.NotEqual(VerificationResult.Valid, toy.Verify(bent));
        }
    }

    [Fact]
    public void Every_element_of_the_proof_counts_even_when_it_stays_well_formed()
    {
        var offset = 0;
        var generator = new byte[64];
        G1Affine.Generator.WriteBigEndian(generator);
        foreach (var item in s_manifest.Rounds.SelectMany(r => r.Items).Where(i => i.Kind != TranscriptItemKind.Digest))
        {
            var length = item.Kind == TranscriptItemKind.Point ? 64 : 32;
            var replacements = item.Kind == TranscriptItemKind.Point
                ? new[] { generator, new byte[64], Negated(toy.Proof.AsSpan(offset, 64)) }
                : [new byte[32], PlusOne(toy.Proof.AsSpan(offset, 32))];
            foreach (var replacement in replacements.Where(r => !toy.Proof.AsSpan(offset, length).SequenceEqual(r)))
            {
                var bent = (byte[])toy.Proof.Clone();
                replacement.CopyTo(bent, offset);
                Assert.Equal(VerificationResult.PairingMismatch, toy.Verify(bent));
            }

            offset += length;
        }

        Assert.Equal(toy.Proof.Length, offset);
    }

    [Fact]
    public void V1_lengths_are_exact()
    {
        Assert.Equal(VerificationResult.ProofLength, toy.Verify([]));
        Assert.Equal(VerificationResult.ProofLength, toy.Verify([.. toy.Proof, 0]));
        Assert.Equal(VerificationResult.ProofLength, toy.Verify(toy.Proof[..^1]));
        Assert.Equal(VerificationResult.ContextLength, toy.Verify(context: new byte[31]));
        Assert.Equal(VerificationResult.PublicInputLength, toy.Verify(bytes: new byte[31]));
        Assert.Equal(VerificationResult.PublicInputLength, toy.Verify(packed: [.. toy.Witness.Packed, 0]));
        Assert.Equal(
            VerificationResult.PublicInputLength,
            PlonkVerifier.Verify(toy.Key.VerifyingKey, toy.Context, [toy.Witness.Bytes], toy.Proof));
    }

    [Fact]
    public void V2_points_off_the_curve_or_not_canonical_are_refused()
    {
        var off = (byte[])toy.Proof.Clone();
        off[63] ^= 1;
        Assert.Equal(VerificationResult.PointNotOnCurve, toy.Verify(off));

        // The same point with x + p: the coordinate fits 256 bits, but it is another byte string for one point.
        var x = new BigInteger(toy.Proof.AsSpan(0, 32), isUnsigned: true, isBigEndian: true) + Fp.Modulus;
        var shifted = (byte[])toy.Proof.Clone();
        x.ToByteArray(isUnsigned: true, isBigEndian: true).CopyTo(shifted, 0);
        Assert.Equal(VerificationResult.PointNotOnCurve, toy.Verify(shifted));
    }

    [Fact]
    public void V3_scalars_not_canonical_are_refused()
    {
        var at = 11 * 64 - 64 - 64;
        var value = new BigInteger(toy.Proof.AsSpan(at, 32), isUnsigned: true, isBigEndian: true) + Fr.Modulus;
        var shifted = (byte[])toy.Proof.Clone();
        value.ToByteArray(isUnsigned: true, isBigEndian: true).CopyTo(shifted, at);

        Assert.Equal(VerificationResult.ScalarNotCanonical, toy.Verify(shifted));
    }

    [Fact]
    public void V4_degenerate_challenges_are_refused()
    {
        var key = toy.Key.VerifyingKey;
        Assert.Equal(VerificationResult.Valid, WithChallenges((_, _) => { }));

        // zeta on the domain: Z_H(zeta) = 0.
        Assert.Equal(VerificationResult.DegenerateChallenge, WithChallenges((c, own) => c[own + 1] = Fr.One));
        Assert.Equal(VerificationResult.DegenerateChallenge, WithChallenges((c, own) => c[own + 1] = key.Omega.Pow(5)));

        // zeta = 0: the opening points coincide.
        Assert.Equal(VerificationResult.DegenerateChallenge, WithChallenges((c, own) => c[own + 1] = Fr.Zero));

        // mu on an opening point: the openings there would not be checked.
        Assert.Equal(VerificationResult.DegenerateChallenge, WithChallenges((c, own) => c[own + 3] = c[own + 1]));
        Assert.Equal(VerificationResult.DegenerateChallenge, WithChallenges((c, own) => c[own + 3] = c[own + 1] * key.Omega.Inverse()));

        // r = 0: a scalar of the system inverts zero.
        Assert.Equal(VerificationResult.DegenerateChallenge, WithChallenges((c, _) => c[0] = Fr.Zero));
    }

    private VerificationResult WithChallenges(Action<List<Fr>, int> bend)
    {
        var key = toy.Key.VerifyingKey;
        var inputs = toy.Witness.PublicInputs;
        Assert.Equal(VerificationResult.Valid, PlonkVerifier.Replay(key, toy.Context, inputs, toy.Proof, out var messages));
        bend(messages.Challenges, ToyCircuit.System.Challenges.Count);
        var result = PlonkVerifier.Reduce(key, inputs, messages, out var opening);
        return result == VerificationResult.Valid ? PlonkVerifier.CheckPairing(key, opening!) : result;
    }

    [Fact]
    public void The_statement_is_bound()
    {
        for (var bit = 0; bit < 8; bit++)
        {
            Assert.Equal(VerificationResult.PairingMismatch, toy.Verify(context: Flip(toy.Context, bit)));
            Assert.Equal(VerificationResult.PairingMismatch, toy.Verify(bytes: Flip(toy.Witness.Bytes, bit)));
            Assert.Equal(VerificationResult.PairingMismatch, toy.Verify(packed: Flip(toy.Witness.Packed, bit)));
        }
    }

    [Fact]
    public void Another_models_key_refuses_the_proof()
    {
        var other = new ToyCircuit(seed: 2);
        var key = KeyGenerator.Generate(other.Assignment, toy.Srs).VerifyingKey;

        Assert.Equal(VerificationResult.PairingMismatch, toy.Verify(key: key));
    }

    [Fact]
    public void A_forger_who_bends_the_witness_is_refused()
    {
        Refused(w => w.A2[3]++);
        Refused(w => w.A[3]++);
        Refused(w => w.Mult[1]++);
        Refused(w => w.Marker[0] += Fr.One);
        Refused(w => w.Bytes[0]++);
        Refused(w => w.BendSum = s => s[31] += Fr.One);
        Refused(w => w.BendSum = s => Array.Fill(s, Fr.One));
    }

    [Fact]
    public void A_bent_witness_is_reported_by_the_honest_prover()
    {
        var witness = toy.Circuit.Witness();
        witness.A2[3]++;

        Assert.Throws<UnsatisfiedCircuitException>(() => PlonkProver.Prove(toy.Key, toy.Context, witness));
    }

    [Fact]
    public void Hostile_bytes_never_pass_and_never_throw()
    {
        var random = new Random(20);
        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[i % 3 == 0 ? random.Next(2 * toy.Proof.Length) : toy.Proof.Length];
            random.NextBytes(bytes);
            if (i % 3 == 1)
                Array.Clear(bytes);
            if (i % 3 == 2)
                toy.Proof.AsSpan(0, random.Next(bytes.Length)).CopyTo(bytes);
            Assert.NotEqual(VerificationResult.Valid, toy.Verify(bytes));
        }
    }

    [Fact]
    public void Swapped_elements_are_refused()
    {
        for (var i = 0; i + 1 < 9; i++)
        {
            var bent = (byte[])toy.Proof.Clone();
            toy.Proof.AsSpan(64 * i, 64).CopyTo(bent.AsSpan(64 * (i + 1)));
            toy.Proof.AsSpan(64 * (i + 1), 64).CopyTo(bent.AsSpan(64 * i));
            Assert.Equal(VerificationResult.PairingMismatch, toy.Verify(bent));
        }
    }

    [Fact]
    public void A_cancelled_proof_stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(
            () => PlonkProver.Prove(toy.Key, toy.Context, toy.Witness, new ProverOptions { CancellationToken = source.Token }));
    }

    [Fact]
    public void Callers_mistakes_are_named()
    {
        Assert.Contains("32 bytes, got 3", Assert.Throws<ArgumentException>(
            () => PlonkProver.Prove(toy.Key, [1, 2, 3], toy.Witness)).Message, StringComparison.Ordinal);
        var small = ZkStyle.Prover.Commitments.UnsafeSrs.Generate(2, seed: [9]);
        Assert.Contains("the SRS has 2^2 points", Assert.Throws<ArgumentException>(
            () => KeyGenerator.Generate(toy.Circuit.Assignment, small)).Message, StringComparison.Ordinal);
    }

    private void Refused(Action<ToyCircuit.ToyWitness> bend)
    {
        var witness = toy.Circuit.Witness();
        bend(witness);
        var proof = PlonkProver.Prove(toy.Key, toy.Context, witness, new ProverOptions { AllowUnsatisfied = true }).Proof;

        Assert.Equal(VerificationResult.PairingMismatch, toy.Verify(proof, bytes: witness.Bytes));
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var bent = (byte[])bytes.Clone();
        bent[(bit * 5) % bent.Length] ^= (byte)(1 << bit);
        return bent;
    }

    private static byte[] PlusOne(ReadOnlySpan<byte> scalar)
    {
        Assert.True(Fr.TryReadBigEndian(scalar, out var value));
        return (value + Fr.One).ToBigEndian();
    }

    private static byte[] Negated(ReadOnlySpan<byte> point)
    {
        Assert.True(G1Affine.TryReadBigEndian(point, out var value));
        var bytes = new byte[64];
        (-value).WriteBigEndian(bytes);
        return bytes;
    }
}
