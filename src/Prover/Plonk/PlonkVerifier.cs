using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// Verifies proofs. It reads bytes from anywhere: no input makes it throw, and nothing that is not a proof of
/// exactly this statement passes. The numbers (V1) to (V8) are those of docs/protocol.md; the generated
/// contract takes the same steps.
/// </summary>
public static class PlonkVerifier
{
    /// <summary>The length of a context in bytes.</summary>
    public const int ContextLength = 32;

    /// <summary>Verifies a proof.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="context">32 bytes that the proof is bound to.</param>
    /// <param name="publicInputs">The public bytes, in the system's order.</param>
    /// <param name="proof">The proof.</param>
    /// <returns><see cref="VerificationResult.Valid"/>, or the first reason to refuse.</returns>
    public static VerificationResult Verify(
        VerifyingKey key, ReadOnlySpan<byte> context, IReadOnlyList<ReadOnlyMemory<byte>> publicInputs, ReadOnlySpan<byte> proof)
    {
        var result = Open(key, context, publicInputs, proof, out var opening);
        return result == VerificationResult.Valid ? CheckPairing(key, opening!) : result;
    }

    /// <summary>(V8) e(F + mu W', [1]_2) = e(W', [tau]_2).</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="opening">What (V7) left to check.</param>
    /// <returns><see cref="VerificationResult.Valid"/> or <see cref="VerificationResult.PairingMismatch"/>.</returns>
    internal static VerificationResult CheckPairing(VerifyingKey key, PlonkOpening opening)
    {
        var sum = PlonkOpening.Sum(key.Prepared.KeyPoints, opening.KeyFactors, opening.Points, opening.PointFactors);
        var holds = Pairing.PreparedProductIsOne(
            [(sum.ToAffine(), MillerLines.Generator), (-opening.Points[^1], key.Prepared.TauLines)]);
        return holds ? VerificationResult.Valid : VerificationResult.PairingMismatch;
    }

    /// <summary>(V1) to (V7): everything but the pairing.</summary>
    /// <param name="key">The verifying key.</param>
    /// <param name="context">32 bytes that the proof is bound to.</param>
    /// <param name="publicInputs">The public bytes, in the system's order.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="opening">What is left to check, unless the proof is refused.</param>
    /// <returns><see cref="VerificationResult.Valid"/>, or the first reason to refuse.</returns>
    internal static VerificationResult Open(
        VerifyingKey key, ReadOnlySpan<byte> context, IReadOnlyList<ReadOnlyMemory<byte>> publicInputs, ReadOnlySpan<byte> proof,
        out PlonkOpening? opening)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(publicInputs);
        var system = key.System;
        opening = null;

        // (V1) Exact lengths.
        if (context.Length != ContextLength)
            return VerificationResult.ContextLength;
        if (publicInputs.Count != system.PublicInputs.Count)
            return VerificationResult.PublicInputLength;
        for (var i = 0; i < publicInputs.Count; i++)
        {
            if (publicInputs[i].Length != key.PublicInputLengths[i])
                return VerificationResult.PublicInputLength;
        }

        if (proof.Length != system.Manifest.ProofLength)
            return VerificationResult.ProofLength;

        var result = Replay(key, context, publicInputs, proof, out var messages);
        return result == VerificationResult.Valid ? Reduce(key, publicInputs, messages, out opening) : result;
    }

    /// <summary>(V2), (V3): reads points and scalars in manifest order and draws the challenges.</summary>
    internal static VerificationResult Replay(
        VerifyingKey key, ReadOnlySpan<byte> context, IReadOnlyList<ReadOnlyMemory<byte>> publicInputs,
        ReadOnlySpan<byte> proof, out Messages messages)
    {
        messages = new Messages();
        var transcript = new Transcript();
        TranscriptSteps.AbsorbStatement(transcript, key, context, publicInputs);
        foreach (var round in key.System.Manifest.Rounds.Skip(1))
        {
            foreach (var item in round.Items)
            {
                if (item.Kind == TranscriptItemKind.Point)
                {
                    var bytes = proof[..TranscriptManifest.PointLength];
                    if (!G1Affine.TryReadBigEndian(bytes, out var point))
                        return VerificationResult.PointNotOnCurve;
                    messages.Points.Add(point);
                    transcript.Absorb(bytes);
                    proof = proof[TranscriptManifest.PointLength..];
                }
                else
                {
                    var bytes = proof[..TranscriptManifest.ScalarLength];
                    if (!Fr.TryReadBigEndian(bytes, out var scalar))
                        return VerificationResult.ScalarNotCanonical;
                    messages.Evaluations.Add(scalar);
                    transcript.Absorb(bytes);
                    proof = proof[TranscriptManifest.ScalarLength..];
                }
            }

            var challenges = new Fr[round.Challenges.Count];
            transcript.CloseRound(challenges);
            messages.Challenges.AddRange(challenges);
        }

        return VerificationResult.Valid;
    }

    /// <summary>(V4) to (V7), given all messages and challenges.</summary>
    internal static VerificationResult Reduce(
        VerifyingKey key, IReadOnlyList<ReadOnlyMemory<byte>> publicInputs, Messages messages, out PlonkOpening? opening)
    {
        opening = null;
        var system = key.System;
        var prepared = key.Prepared;
        var scalars = new ScalarValues(system, key.Parameters, publicInputs);
        var own = system.Challenges.Count;
        for (var i = 0; i <= own; i++)
            scalars.SetChallenge(i, messages.Challenges[i]);
        var (zeta, nu, mu) = (messages.Challenges[own + 1], messages.Challenges[own + 2], messages.Challenges[own + 3]);

        // (V4) zeta outside the domain, so that Z_H(zeta) and the sparse columns' denominators are not zero, and
        // not zero itself, so that the opening points are distinct.
        var zetaN = zeta;
        for (var i = 0; i < key.LogSize; i++)
            zetaN = zetaN.Square();
        var vanishing = zetaN - Fr.One;
        if (vanishing.IsZero || zeta.IsZero)
            return VerificationResult.DegenerateChallenge;

        // (V5) The gates at zeta give the quotient's value there.
        var gates = GatesAt(key, scalars, messages.Evaluations, zeta, vanishing);
        if (scalars.HasVanishingInverse)
            return VerificationResult.DegenerateChallenge;
        var quotientValue = gates * vanishing.Inverse();

        // (V6), (V7) SHPLONK: all openings become one.
        var points = prepared.RotationRoots.ToDictionary(r => r.Key, r => zeta * r.Value);
        if (points.Values.Any(p => p == mu))
            return VerificationResult.DegenerateChallenge;
        opening = Combine(prepared, messages, points, quotientValue, zetaN, nu, mu);
        return VerificationResult.Valid;
    }

    /// <summary>The gates, combined by powers of alpha, at zeta.</summary>
    internal static Fr GatesAt(
        VerifyingKey key, ScalarValues scalars, IReadOnlyList<Fr> evaluations, Fr zeta, Fr vanishing)
    {
        var program = key.Prepared.Gates;
        var cells = new Fr[program.Cells.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var position = key.Prepared.EvaluationOfCell[i];
            cells[i] = position >= 0
                ? evaluations[position]
                : SparseAt(key, scalars, program.Cells[i].Column.Index, zeta, vanishing);
        }

        return program.Evaluate(cells, [.. program.Scalars.Select(s => scalars.Evaluate(s))]);
    }

    /// <summary>sum c_j L_j(zeta), where L_j(zeta) = omega^j (zeta^n - 1) / (n (zeta - omega^j)).</summary>
    private static Fr SparseAt(VerifyingKey key, ScalarValues scalars, int column, Fr zeta, Fr vanishing)
    {
        var roots = key.Prepared.SparseRoots[column];
        var denominators = roots.Select(r => zeta - r).ToArray();
        FieldExtensions.BatchInvert(denominators.AsSpan());
        var coefficients = scalars.SparseCoefficients(column, key.SparseEntries[column]);
        var sum = Fr.Zero;
        for (var i = 0; i < coefficients.Length; i++)
            sum += coefficients[i] * roots[i] * denominators[i];
        return sum * vanishing * key.Prepared.InverseSize;
    }

    /// <summary>
    /// F + mu W', where F = sum nu^i / Z_(S_i)(mu) ([f_i] - r_i(mu) [1]) - W: every point of key and proof once.
    /// </summary>
    private static PlonkOpening Combine(
        PreparedVerifyingKey prepared, Messages messages, Dictionary<int, Fr> points,
        Fr quotientValue, Fr zetaN, Fr nu, Fr mu)
    {
        var schedule = prepared.Schedule;
        var keyScalars = new Fr[prepared.KeyPoints.Count];
        var proofScalars = new Fr[messages.Points.Count];
        var constant = Fr.Zero;
        var nuPowers = new Fr[schedule.Rotations.Count];
        nuPowers[0] = Fr.One;
        for (var i = 1; i < nuPowers.Length; i++)
            nuPowers[i] = nuPowers[i - 1] * nu;
        foreach (var group in schedule.Groups)
        {
            Fr[] groupPoints = [.. group.Rotations.Select(r => points[r])];
            var weights = OpeningSchedule.LagrangeWeights(groupPoints, mu);
            var inverse = OpeningSchedule.Vanishing(groupPoints, mu).Inverse();
            foreach (var polynomial in group.Polynomials)
            {
                var value = Fr.Zero;
                for (var i = 0; i < weights.Length; i++)
                    value += weights[i] * Evaluation(polynomial, i);
                var factor = nuPowers[polynomial] * inverse;
                constant += factor * value;
                AddCommitment(polynomial, factor);
            }
        }

        keyScalars[^1] = -constant;
        proofScalars[^2] = -Fr.One;
        proofScalars[^1] = mu;
        return new PlonkOpening(keyScalars, messages.Points, proofScalars);

        Fr Evaluation(int polynomial, int position) => polynomial == schedule.QuotientIndex
            ? quotientValue
            : messages.Evaluations[prepared.FirstEvaluation[polynomial] + position];

        void AddCommitment(int polynomial, Fr factor)
        {
            var fixedColumns = keyScalars.Length - 1;
            if (polynomial < fixedColumns)
            {
                keyScalars[polynomial] = factor;
                return;
            }

            // The quotient is the last polynomial: [t] = [t0] + zeta^n [t1] + zeta^2n [t2] + ..., up to W and W'.
            proofScalars[polynomial - fixedColumns] = factor;
            if (polynomial != schedule.QuotientIndex)
                return;
            for (var piece = polynomial - fixedColumns + 1; piece < proofScalars.Length - 2; piece++)
                proofScalars[piece] = proofScalars[piece - 1] * zetaN;
        }
    }

    internal sealed class Messages
    {
        /// <summary>Points in proof order: advice, quotient pieces, W, W'.</summary>
        public List<G1Affine> Points { get; } = [];

        public List<Fr> Evaluations { get; } = [];

        /// <summary>Challenges in order: the system's, alpha, zeta, nu, mu.</summary>
        public List<Fr> Challenges { get; } = [];
    }
}
