using System.Numerics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves;

/// <summary>Bases whose logarithms are known, scalars, and what their sums are.</summary>
internal static class MsmInputs
{
    /// <summary>Scalars where digits carry or change sign.</summary>
    public static readonly Fr[] EdgeScalars =
        [0, 1, -1, 2, -2, Fr.FromBigInteger(Fr.Modulus / 2), Fr.FromBigInteger((Fr.Modulus / 2) + 1), Fr.FromBigInteger(BigInteger.One << 253), Fr.FromBigInteger((BigInteger.One << 253) - 1), 1L << 62];

    /// <summary>Integers of many lengths.</summary>
    public static readonly long[] EdgeIntegers =
        [0, 1, -1, 2, -2, 127, -128, 255, 256, -65536, int.MaxValue, int.MinValue, (1L << 40) - 1, -(1L << 40)];

    /// <summary>The sum, one product at a time, by chord and tangent.</summary>
    public static G1Jacobian Naive(G1Affine[] bases, Fr[] scalars)
    {
        var sum = G1Jacobian.Infinity;
        for (var i = 0; i < bases.Length; i++)
            sum += new G1Affine(AffineOracle.Multiply(bases[i].Point, scalars[i].ToBigInteger()));
        return sum;
    }

    /// <summary>What the sum is, from the discrete logarithms of the bases.</summary>
    public static G1Jacobian Expected(Fr[] logs, Fr[] scalars)
    {
        var sum = Fr.Zero;
        for (var i = 0; i < logs.Length; i++)
            sum += logs[i] * scalars[i];
        return G1Jacobian.Generator * sum;
    }

    /// <summary>Distinct points start + i * step with their logarithms.</summary>
    public static (G1Affine[] Bases, Fr[] Logs) Line(RandomElements random, int size)
    {
        var (start, step) = (random.NextFr(), random.NextFr());
        var stepPoint = (G1Jacobian.Generator * step).ToAffine();
        var points = new G1Jacobian[size];
        var logs = new Fr[size];
        var (point, log) = (G1Jacobian.Generator * start, start);
        for (var i = 0; i < size; i++)
        {
            (points[i], logs[i]) = (point, log);
            point += stepPoint;
            log += step;
        }

        var bases = new G1Affine[size];
        G1Jacobian.Normalize(points, bases);
        return (bases, logs);
    }

    /// <summary>Equal, opposite and infinite bases in several patterns, and distinct ones.</summary>
    public static IEnumerable<(G1Affine[] Bases, Fr[] Logs)> AdversarialBases(RandomElements random, int size)
    {
        var (line, logs) = Line(random, Math.Max(size, 1));
        Fr[] choices = [0, logs[0], -logs[0], logs[^1], logs[0] + logs[^1]];
        var points = choices.Select(c => (G1Jacobian.Generator * c).ToAffine()).ToArray();
        Func<int, int>[] patterns =
        [
            _ => 0,
            _ => 1,
            i => 1 + (i % 2),
            i => i % 5,
            _ => random.Random.Next(5),
        ];
        foreach (var pattern in patterns)
        {
            var picks = Enumerable.Range(0, size).Select(pattern).ToArray();
            yield return ([.. picks.Select(p => points[p])], [.. picks.Select(p => choices[p])]);
        }

        yield return (line[..size], logs[..size]);
    }

    /// <summary>All-equal, edge and random scalars.</summary>
    public static IEnumerable<Fr[]> AdversarialScalars(RandomElements random, int size)
    {
        foreach (var scalar in EdgeScalars[..3])
            yield return [.. Enumerable.Repeat(scalar, size)];
        yield return [.. Enumerable.Repeat(random.NextFr(), size)];
        yield return [.. Enumerable.Range(0, size).Select(_ => EdgeScalars[random.Random.Next(EdgeScalars.Length)])];
        yield return random.NextFrs(size);
    }

    /// <summary>No integers but zero, all-equal ones, some of every length, and a single one.</summary>
    public static IEnumerable<long[]> AdversarialIntegers(RandomElements random, int size)
    {
        yield return new long[size];
        yield return [.. Enumerable.Repeat(1L, size)];
        yield return [.. Enumerable.Repeat(-77L, size)];
        yield return [.. Enumerable.Range(0, size).Select(i => i % 2 == 0 ? 200L : -200L)];
        yield return [.. Enumerable.Range(0, size).Select(_ => EdgeIntegers[random.Random.Next(EdgeIntegers.Length)])];
        yield return [.. Enumerable.Range(0, size).Select(i => i == size / 2 ? 12345L : 0)];
    }
}
