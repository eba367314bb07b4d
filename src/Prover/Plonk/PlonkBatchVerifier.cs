using System.Text;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// Verifies several proofs, of one or more models, by one pairing check: (B1) to (B3) of docs/protocol.md. What the generated
/// contract's <c>verifyBatch</c> answers, this answers. No bytes make it throw.
/// </summary>
public static class PlonkBatchVerifier
{
    private static readonly byte[] s_label = Keccak256.Hash(Encoding.ASCII.GetBytes("ZkStyle batch v1"));

    /// <summary>Keccak-256 of the batch's name and version; the first 32 bytes that the ratio is drawn from.</summary>
    public static byte[] Label => [.. s_label];

    /// <summary>Verifies a batch.</summary>
    /// <param name="statements">The claims. Those of one key are cheapest next to each other.</param>
    /// <returns><see cref="VerificationResult.Valid"/> if and only if there is a claim, each is valid and all keys have the same
    /// [tau]_2; else the first reason found. A <see cref="VerificationResult.PairingMismatch"/> does not tell whose it is.</returns>
    public static VerificationResult Verify(IReadOnlyList<PlonkStatement> statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        if (statements.Count == 0)
            return VerificationResult.EmptyBatch;
        var tau = statements[0].Key.TauG2;
        var ratio = Ratio(statements);
        return Verify(statements, ratio, tau);
    }

    /// <summary>(B1) The ratio of the combination's coefficients, drawn from all keys, statements and proofs.</summary>
    internal static Fr Ratio(IReadOnlyList<PlonkStatement> statements)
    {
        var state = s_label;
        foreach (var statement in statements)
        {
            var hash = new Keccak256();
            hash.Append(state);
            hash.Append(CodeHash(statement.Key));
            hash.Append(statement.Context.Span);
            foreach (var input in statement.PublicInputs)
                hash.Append(Keccak256.Hash(input.Span));
            hash.Append(Keccak256.Hash(statement.Proof.Span));
            state = new byte[Keccak256.DigestLength];
            hash.Finish(state);
        }

        return Fr.ReduceBigEndian(state);
    }

    // The code hash of the key's account on chain, whose code is a zero byte and the key: a contract asks for it without reading the key.
    private static byte[] CodeHash(VerifyingKey key)
    {
        var hash = new Keccak256();
        hash.Append([0]);
        hash.Append(key.ToBytes());
        var digest = new byte[Keccak256.DigestLength];
        hash.Finish(digest);
        return digest;
    }

    /// <summary>(B2), (B3) with a given ratio: only tests choose it.</summary>
    internal static VerificationResult Verify(IReadOnlyList<PlonkStatement> statements, Fr ratio, G2Affine tau)
    {
        var coefficient = Fr.One;
        var sum = G1Jacobian.Infinity;
        var openings = G1Jacobian.Infinity;
        foreach (var statement in statements)
        {
            if (statement.Key.TauG2 != tau)
                return VerificationResult.MixedSetups;
            var result = PlonkVerifier.Open(
                statement.Key, statement.Context.Span, statement.PublicInputs, statement.Proof.Span, out var opening);
            if (result != VerificationResult.Valid)
                return result;
            var term = PlonkOpening.Sum(statement.Key.Prepared.KeyPoints, opening!.KeyFactors, opening.Points, opening.PointFactors);
            sum += term * coefficient;
            openings += new G1Jacobian(opening.Points[^1]) * coefficient;
            coefficient *= ratio;
        }

        var holds = Pairing.PreparedProductIsOne(
            [(sum.ToAffine(), MillerLines.Generator), (-openings.ToAffine(), statements[0].Key.Prepared.TauLines)]);
        return holds ? VerificationResult.Valid : VerificationResult.PairingMismatch;
    }
}
