using System.Numerics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Curves;

/// <summary>The Jacobian group law beside chord and tangent, over either group's field.</summary>
/// <typeparam name="T">The field of the coordinates.</typeparam>
public abstract class JacobianPointTests<T>
    where T : unmanaged, IField<T>
{
    private protected abstract AffinePoint<T> Generator { get; }

    [Fact]
    public void Sums_of_all_kinds_agree_with_chord_and_tangent()
    {
        var points = Points();
        for (var i = 0; i < points.Length; i++)
        {
            var a = Scale(points[i], NextElement(100 + i));
            Assert.Equal(points[i], a.ToAffine());
            Assert.Equal(AffineOracle.Add(points[i], points[i]), a.Double().ToAffine());
            Assert.True(a.Add(a.Negate()).IsInfinity);
            for (var j = 0; j < points.Length; j++)
            {
                var expected = AffineOracle.Add(points[i], points[j]);
                var b = Scale(points[j], NextElement(200 + j));
                Assert.Equal(expected, a.Add(b).ToAffine());
                Assert.Equal(expected, a.Add(points[j]).ToAffine());
                Assert.Equal(expected, JacobianPoint<T>.FromAffine(points[i]).Add(points[j]).ToAffine());
                Assert.Equal(points[i] == points[j], a.IsSamePoint(b));
            }
        }
    }

    [Fact]
    public void Multiples_agree_with_double_and_add()
    {
        var point = AffineOracle.Multiply(Generator, 12345);
        var order = Fr.Modulus;
        BigInteger[] scalars =
            [0, 1, 2, 3, 15, 16, 17, 255, 256, ulong.MaxValue, BigInteger.One << 64, (BigInteger.One << 128) - 1, order / 2, order - 1, order, order + 1, (BigInteger.One << 256) - 1];
        foreach (var scalar in scalars)
        {
            var limbs = Enumerable.Range(0, 4).Select(i => (ulong)((scalar >> (64 * i)) & ulong.MaxValue)).ToArray();
            var expected = AffineOracle.Multiply(point, scalar);
            Assert.Equal(expected, Scale(point, NextElement(1)).Multiply(limbs).ToAffine());
            Assert.True(JacobianPoint<T>.Infinity.Multiply(limbs).IsInfinity);
        }

        Assert.True(JacobianPoint<T>.FromAffine(point).Multiply([]).IsInfinity);
    }

    [Fact]
    public void Batches_are_normalized_with_infinities_among_them()
    {
        var points = Points();
        var scaled = points.Select((p, i) => Scale(p, NextElement(300 + i))).ToArray();
        var normalized = new AffinePoint<T>[points.Length + 1];
        JacobianPoint<T>.Normalize(scaled, normalized);
        Assert.Equal(points, normalized[..^1]);
        JacobianPoint<T>.Normalize([], normalized);
    }

    protected abstract T NextElement(int seed);

    /// <summary>Another representation of the same point; infinity's is default, or any X and Y with Z = 0.</summary>
    private static JacobianPoint<T> Scale(AffinePoint<T> point, T z) => point.IsInfinity
        ? new JacobianPoint<T>(z, z.Double(), T.Zero)
        : new JacobianPoint<T>(point.X * z.Square(), point.Y * z.Square() * z, z);

    /// <summary>Infinity, small multiples, and their opposites: sums meet every exceptional case.</summary>
    private AffinePoint<T>[] Points()
    {
        var points = new List<AffinePoint<T>> { default };
        foreach (var k in new BigInteger[] { 1, 2, 3, 4, 1000, Fr.Modulus / 2 })
        {
            var point = AffineOracle.Multiply(Generator, k);
            points.Add(point);
            points.Add(new AffinePoint<T>(point.X, -point.Y));
        }

        return [.. points];
    }
}
