using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Plonk;
using ZkStyle.Prover.Tests.Polynomials;

namespace ZkStyle.Prover.Tests.Plonk.Reference;

/// <summary>
/// (R5), (R6) Evaluations and the SHPLONK opening: with f_i opened on the set S_i to r_i,
/// <c>h = sum nu^i (f_i - r_i) / Z_(S_i)</c> is committed as W, and
/// <c>L = sum nu^i (f_i - r_i(mu)) / Z_(S_i)(mu) - h</c>, which vanishes at mu, gives W' = [L / (X - mu)].
/// </summary>
/// <remarks>Source: eprint 2020/081, section 4.</remarks>
internal static class ReferenceOpening
{
    public static void Prove(
        ProvingKey key, Fr[][] adviceCoefficients, Fr[][] quotientPieces, Fr zeta, ProofWriter writer, ProverOptions options)
    {
        var system = key.Assignment.System;
        var n = key.Assignment.Size;
        var schedule = new OpeningSchedule(system);
        var omega = key.VerifyingKey.Omega;
        var points = schedule.AllRotations.ToDictionary(r => r, r => zeta * omega.Pow(r));

        var quotient = new Fr[n];

        // (R5) Evaluations in the order of the manifest.
        var evaluations = new Dictionary<(int Polynomial, int Rotation), Fr>();
        foreach (var cell in system.Cells)
        {
            var polynomial = cell.Column.Kind == ColumnKind.Fixed ? cell.Column.Index : system.FixedColumns.Count + cell.Column.Index;
            var value = Polynomial.Evaluate(Coefficients(polynomial), points[cell.Rotation], options.MaxThreads);
            evaluations.Add((polynomial, cell.Rotation), value);
            writer.Write(value);
        }

        var nu = writer.CloseRound()[0];

        // The quotient as one polynomial: t0 + zeta^n t1 + zeta^2n t2 + ...
        var zetaN = zeta.Pow(n);
        for (var piece = quotientPieces.Length - 1; piece >= 0; piece--)
            Polynomial.MultiplyAdd(quotient, zetaN, quotientPieces[piece], options.MaxThreads);
        evaluations.Add((schedule.QuotientIndex, 0), Polynomial.Evaluate(quotient, zeta, options.MaxThreads));

        // (R6) Each group of polynomials with the same points becomes one: g_S = sum nu^i f_i.
        var combined = new Fr[schedule.Groups.Count][];
        var h = new Fr[n];
        for (var g = 0; g < combined.Length; g++)
        {
            var group = schedule.Groups[g];
            combined[g] = Combine(group, nu);
            var numerator = (Fr[])combined[g].Clone();
            SubtractInterpolation(numerator, group);
            foreach (var rotation in group.Rotations)
                Polynomial.DivideByLinear(numerator, points[rotation]);
            Polynomial.AddScaled(h, Fr.One, numerator, options.MaxThreads);
        }

        writer.Write(key.CommitmentKey.CommitCoefficients(h, options.MaxThreads));
        var mu = writer.CloseRound()[0];

        var last = new Fr[n];
        for (var g = 0; g < combined.Length; g++)
        {
            var group = schedule.Groups[g];
            var factor = OpeningSchedule.Vanishing(group.Rotations.Select(r => points[r]), mu).Inverse();
            Polynomial.AddScaled(last, factor, combined[g], options.MaxThreads);
            last[0] -= factor * InterpolationAt(group, mu);
        }

        Polynomial.AddScaled(last, -Fr.One, h, options.MaxThreads);
        Polynomial.DivideByLinear(last, mu);
        writer.Write(key.CommitmentKey.CommitCoefficients(last, options.MaxThreads));
        writer.CloseRound();
        return;

        Fr[] Coefficients(int polynomial) =>
            polynomial == schedule.QuotientIndex ? quotient
            : polynomial < system.FixedColumns.Count ? key.FixedCoefficients[polynomial].ToArray()
            : adviceCoefficients[polynomial - system.FixedColumns.Count];

        Fr[] Combine(OpeningGroup group, Fr challenge)
        {
            var sum = new Fr[n];
            foreach (var polynomial in group.Polynomials)
                Polynomial.AddScaled(sum, challenge.Pow(polynomial), Coefficients(polynomial), options.MaxThreads);
            return sum;
        }

        Fr InterpolationAt(OpeningGroup group, Fr at)
        {
            var values = new Fr[group.Rotations.Length];
            foreach (var polynomial in group.Polynomials)
            {
                var power = nu.Pow(polynomial);
                for (var r = 0; r < values.Length; r++)
                    values[r] += power * evaluations[(polynomial, group.Rotations[r])];
            }

            return OpeningSchedule.Interpolate([.. group.Rotations.Select(r => points[r])], values, at);
        }

        // The interpolation's coefficients by Newton's divided differences on its values at the points themselves.
        void SubtractInterpolation(Fr[] numerator, OpeningGroup group)
        {
            var nodes = group.Rotations.Select(r => points[r]).ToArray();
            var differences = nodes.Select(p => InterpolationAt(group, p)).ToArray();
            for (var level = 1; level < nodes.Length; level++)
            {
                for (var i = nodes.Length - 1; i >= level; i--)
                    differences[i] = (differences[i] - differences[i - 1]) * (nodes[i] - nodes[i - level]).Inverse();
            }

            Fr[] coefficients = [Fr.Zero];
            for (var i = nodes.Length - 1; i >= 0; i--)
            {
                var next = new Fr[coefficients.Length + 1];
                for (var j = 0; j < coefficients.Length; j++)
                {
                    next[j + 1] += coefficients[j];
                    next[j] -= coefficients[j] * nodes[i];
                }

                next[0] += differences[i];
                coefficients = next;
            }

            for (var i = 0; i < nodes.Length; i++)
                numerator[i] -= coefficients[i];
        }
    }
}
