using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// Which polynomial is opened at which points: shared by prover and verifier. Polynomials are numbered fixed
/// columns first, then advice columns, then the quotient; the number is the power of nu.
/// Those opened at the same points form a group.
/// </summary>
/// <remarks>Source: Boneh, Drake, Fisch, Gabizon, SHPLONK, eprint 2020/081, section 4.</remarks>
internal sealed class OpeningSchedule
{
    public OpeningSchedule(ConstraintSystem system)
    {
        var rotations = new List<int[]>();
        for (var i = 0; i < system.FixedColumns.Count; i++)
            rotations.Add(RotationsOf(system, new Column(ColumnKind.Fixed, i)));
        for (var i = 0; i < system.AdviceColumns.Count; i++)
            rotations.Add(RotationsOf(system, new Column(ColumnKind.Advice, i)));
        rotations.Add([0]);
        Rotations = rotations;
        AllRotations = [0, .. VerifyingKey.Rotations(system)];
        Groups = [.. Enumerable.Range(0, rotations.Count)
            .GroupBy(i => string.Join(',', rotations[i]))
            .Select(g => new OpeningGroup(rotations[g.First()], [.. g]))];
    }

    /// <summary>Rotations at which each polynomial is opened, 0 first.</summary>
    public IReadOnlyList<int[]> Rotations { get; }

    /// <summary>All rotations, 0 first: the set T of the paper.</summary>
    public IReadOnlyList<int> AllRotations { get; }

    /// <summary>Polynomials by the set of their rotations.</summary>
    public IReadOnlyList<OpeningGroup> Groups { get; }

    /// <summary>The position of the quotient among the polynomials.</summary>
    public int QuotientIndex => Rotations.Count - 1;

    /// <summary>Evaluates at <paramref name="at"/> the polynomial of lowest degree through the given points.</summary>
    /// <param name="points">Distinct points.</param>
    /// <param name="values">A value for each.</param>
    /// <param name="at">Where to evaluate.</param>
    /// <returns>The interpolated value.</returns>
    public static Fr Interpolate(ReadOnlySpan<Fr> points, ReadOnlySpan<Fr> values, Fr at)
    {
        var sum = Fr.Zero;
        var weights = LagrangeWeights(points, at);
        for (var i = 0; i < weights.Length; i++)
            sum += values[i] * weights[i];
        return sum;
    }

    /// <summary>What each value counts for in <see cref="Interpolate"/>, for many polynomials through the same points.</summary>
    /// <param name="points">Distinct points.</param>
    /// <param name="at">Where to evaluate.</param>
    /// <returns>A weight for each point: the Lagrange polynomials there.</returns>
    public static Fr[] LagrangeWeights(ReadOnlySpan<Fr> points, Fr at)
    {
        var weights = new Fr[points.Length];
        var denominators = new Fr[points.Length];
        for (var i = 0; i < points.Length; i++)
        {
            (weights[i], denominators[i]) = (Fr.One, Fr.One);
            for (var j = 0; j < points.Length; j++)
            {
                if (j == i)
                    continue;
                weights[i] *= at - points[j];
                denominators[i] *= points[i] - points[j];
            }
        }

        FieldExtensions.BatchInvert(denominators.AsSpan());
        for (var i = 0; i < weights.Length; i++)
            weights[i] *= denominators[i];
        return weights;
    }

    /// <summary>The product of (at - zeta omega^rotation) over some rotations.</summary>
    public static Fr Vanishing(IEnumerable<Fr> points, Fr at) => points.Aggregate(Fr.One, (product, p) => product * (at - p));

    private static int[] RotationsOf(ConstraintSystem system, Column column) =>
        [.. system.Cells.Where(c => c.Column == column).Select(c => c.Rotation)];
}

/// <summary>Polynomials opened at the same points.</summary>
/// <param name="Rotations">The rotations.</param>
/// <param name="Polynomials">Their numbers.</param>
internal sealed record OpeningGroup(int[] Rotations, int[] Polynomials);
