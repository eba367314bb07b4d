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
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(publicInputs);
        var system = key.System;

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
        return result == VerificationResult.Valid ? CheckEquation(key, publicInputs, messages) : result;
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

    /// <summary>(V4) to (V8), given all messages and challenges.</summary>
    internal static VerificationResult CheckEquation(
        VerifyingKey key, IReadOnlyList<ReadOnlyMemory<byte>> publicInputs, Messages messages)
    {
        var system = key.System;
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
        var schedule = new OpeningSchedule(system);
        var points = schedule.AllRotations.ToDictionary(r => r, r => zeta * key.Omega.Pow(r));
        if (points.Values.Any(p => p == mu))
            return VerificationResult.DegenerateChallenge;
        var sum = OpeningSum(key, schedule, messages, points, quotientValue, zetaN, nu, mu);
        var (w, wPrime) = (messages.Points[^2], messages.Points[^1]);
        sum -= new G1Jacobian(w) * OpeningSchedule.Vanishing(points.Values, mu);

        // (V8) e(F + mu W', [1]_2) = e(W', [tau]_2).
        sum += new G1Jacobian(wPrime) * mu;
        var holds = Pairing.ProductIsOne([(sum.ToAffine(), G2Affine.Generator), (-wPrime, key.TauG2)]);
        return holds ? VerificationResult.Valid : VerificationResult.PairingMismatch;
    }

    /// <summary>The gates, combined by powers of alpha, at zeta.</summary>
    internal static Fr GatesAt(
        VerifyingKey key, ScalarValues scalars, IReadOnlyList<Fr> evaluations, Fr zeta, Fr vanishing)
    {
        var system = key.System;
        var program = ExpressionProgram.CompileGates(system);
        var position = new Dictionary<Expression.Cell, int>();
        for (var i = 0; i < system.Cells.Count; i++)
            position.Add(system.Cells[i], i);
        var cells = new Fr[program.Cells.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = program.Cells[i];
            cells[i] = cell.Column.Kind == ColumnKind.Sparse
                ? SparseAt(key, scalars, cell.Column.Index, zeta, vanishing)
                : evaluations[position[cell]];
        }

        return program.Evaluate(cells, [.. program.Scalars.Select(s => scalars.Evaluate(s))]);
    }

    /// <summary>sum c_j L_j(zeta), where L_j(zeta) = omega^j (zeta^n - 1) / (n (zeta - omega^j)).</summary>
    private static Fr SparseAt(VerifyingKey key, ScalarValues scalars, int column, Fr zeta, Fr vanishing)
    {
        var entries = key.SparseEntries[column];
        var roots = entries.Select(e => key.Omega.Pow(e.Row)).ToArray();
        var denominators = roots.Select(r => zeta - r).ToArray();
        FieldExtensions.BatchInvert(denominators.AsSpan());
        var coefficients = scalars.SparseCoefficients(column, entries);
        var sum = Fr.Zero;
        for (var i = 0; i < coefficients.Length; i++)
            sum += coefficients[i] * roots[i] * denominators[i];
        return sum * vanishing * Fr.FromInt64(1L << key.LogSize).Inverse();
    }

    /// <summary>F without its W term: sum nu^i Z_(T minus S_i)(mu) ([f_i] - r_i(mu) [1]).</summary>
    private static G1Jacobian OpeningSum(
        VerifyingKey key, OpeningSchedule schedule, Messages messages, Dictionary<int, Fr> points,
        Fr quotientValue, Fr zetaN, Fr nu, Fr mu)
    {
        var system = key.System;
        var sum = G1Jacobian.Infinity;
        var constant = Fr.Zero;
        var nuPower = Fr.One;
        var evaluation = 0;
        for (var i = 0; i < schedule.Rotations.Count; i++)
        {
            var rotations = schedule.Rotations[i];
            Fr[] values = i == schedule.QuotientIndex
                ? [quotientValue]
                : [.. messages.Evaluations.GetRange(evaluation, rotations.Length)];
            evaluation += i == schedule.QuotientIndex ? 0 : rotations.Length;
            var factor = nuPower * OpeningSchedule.Vanishing(
                schedule.AllRotations.Except(rotations).Select(r => points[r]), mu);
            constant += factor * OpeningSchedule.Interpolate([.. rotations.Select(r => points[r])], values, mu);
            sum += Commitment(i) * factor;
            nuPower *= nu;
        }

        return sum - (new G1Jacobian(G1Affine.Generator) * constant);

        G1Jacobian Commitment(int polynomial)
        {
            if (polynomial < system.FixedColumns.Count)
                return new G1Jacobian(key.FixedCommitments[polynomial]);
            var advice = polynomial - system.FixedColumns.Count;
            if (advice < system.AdviceColumns.Count)
                return new G1Jacobian(messages.Points[advice]);

            // [t] = [t0] + zeta^n [t1] + zeta^2n [t2] + ...
            var quotient = G1Jacobian.Infinity;
            for (var piece = system.QuotientPieces - 1; piece >= 0; piece--)
                quotient = (quotient * zetaN) + new G1Jacobian(messages.Points[system.AdviceColumns.Count + piece]);
            return quotient;
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
