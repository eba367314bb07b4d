using System.Numerics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Curves.Bulk;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves.Bulk;

public unsafe class PackedPointTests
{
    private static readonly BigInteger s_p = Fp.Modulus;

    private static readonly BigInteger s_bias =
        (BigInteger.One << 51) + (BigInteger.One << 103) + (BigInteger.One << 155) + (BigInteger.One << 207) + (BigInteger.One << 255);

    [Theory]
    [InlineData(1)]
    public void Coordinates_are_biased_integers_nearest_to_zero(int seed)
    {
        var random = new RandomElements(seed);
        var inverseRadix = BigInteger.ModPow(BigInteger.One << 260, s_p - 2, s_p);
        BigInteger[] edges = [0, 1, s_p - 1, s_p / 2, (s_p / 2) + 1, inverseRadix, inverseRadix * (s_p / 2), inverseRadix * ((s_p / 2) + 1), inverseRadix * (s_p - 1)];
        var points = new List<G1Affine>();
        foreach (var x in edges)
            points.AddRange(edges.Select(y => new G1Affine(Fp.FromBigInteger(x), Fp.FromBigInteger(y))));
        for (var i = 0; i < 300; i++)
            points.Add(new G1Affine(random.NextFp(), random.NextFp()));

        var words = stackalloc ulong[PackedPoint.Words];
        foreach (var point in points)
        {
            PackedPoint.Write(point, words);
            Assert.Equal(point, PackedPoint.Read(words));
            Assert.Equal(point.IsInfinity ? -s_bias : Expected(point.X), Unbiased(words));
            Assert.Equal(point.IsInfinity ? -s_bias : Expected(point.Y), Unbiased(words + 4));
        }
    }

    private static BigInteger Expected(Fp coordinate)
    {
        var value = (coordinate.ToBigInteger() << 260) % s_p;
        return value > s_p / 2 ? value - s_p : value;
    }

    private static BigInteger Unbiased(ulong* words) =>
        new BigInteger(new ReadOnlySpan<byte>((byte*)words, 32), isUnsigned: true) - s_bias;
}
