using System.Numerics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves;

public class G2Tests
{
    [Fact]
    public void The_generator_is_that_of_EIP_197_and_has_order_r()
    {
        var expected = new G2Affine(
            new Fp2(
                Decimal("10857046999023057135944570762232829481370756359578518086990519993285655852781"),
                Decimal("11559732032986387107991004021392285783925812861821192530917403151452391805634")),
            new Fp2(
                Decimal("8495653923123431417604973247489272438418190587263600148770280649306958101930"),
                Decimal("4082367875863433681332203403145435568316851327593401208105741076214120093531")));
        Assert.Equal(expected, G2Affine.Generator);
        Assert.True(expected.IsOnCurve && expected.IsInSubgroup);
        Assert.True((G2Jacobian.Generator * -1 + G2Affine.Generator).IsInfinity);
        Assert.False((G2Jacobian.Generator * -1).IsInfinity);
    }

    [Fact]
    public void Points_survive_their_bytes_in_the_order_of_EIP_197()
    {
        var random = new RandomElements(1);
        for (var i = 0; i < 5; i++)
        {
            var point = random.NextG2();
            var bytes = point.ToBigEndian();
            Assert.Equal(
                [.. point.X.Imaginary.ToBigEndian(), .. point.X.Real.ToBigEndian(), .. point.Y.Imaginary.ToBigEndian(), .. point.Y.Real.ToBigEndian()],
                bytes);
            Assert.True(G2Affine.TryReadBigEndian(bytes, out var read));
            Assert.True(point == read && point != -read);
            Assert.Equal(point.GetHashCode(), read.GetHashCode());
        }

        Assert.True(G2Affine.TryReadBigEndian(new byte[128], out var infinity));
        Assert.True(infinity.IsInfinity && infinity.IsInSubgroup);
        Assert.False(G2Affine.TryReadBigEndian(new byte[128], out _, allowInfinity: false));
    }

    [Fact]
    public void Points_of_the_twist_outside_the_group_are_refused()
    {
        var random = new RandomElements(2);
        var found = 0;
        while (found < 3)
        {
            var x = random.NextFp2();
            if (!TrySquareRoot((x.Square() * x) + (Fp2.NonResidue.Inverse() * 3), out var y))
                continue;
            found++;
            var point = new G2Affine(x, y);
            Assert.True(point.IsOnCurve);

            // The group's index in the twist is about p, so a random point lies outside.
            Assert.False(point.IsInSubgroup);
            Assert.False(G2Affine.TryReadBigEndian(point.ToBigEndian(), out var read));
            Assert.True(read.IsInfinity);

            // The index times the point lies inside: the twist has (2p - r) r points.
            var inside = AffineOracle.Multiply(point.Point, (2 * Fp.Modulus) - Fr.Modulus);
            Assert.True(new G2Affine(inside).IsInSubgroup);
        }
    }

    [Fact]
    public void Bytes_that_are_no_point_are_refused()
    {
        var good = new RandomElements(3).NextG2().ToBigEndian();
        for (var length = 0; length < 128; length++)
            Assert.False(G2Affine.TryReadBigEndian(good.AsSpan(0, length), out _));
        for (var bit = 0; bit < 1024; bit++)
        {
            var bent = (byte[])good.Clone();
            bent[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(G2Affine.TryReadBigEndian(bent, out _));
        }

        Assert.Throws<ArgumentException>(() => G2Affine.Generator.WriteBigEndian(new byte[127]));
    }

    [Fact]
    public void Operators_are_those_of_a_group()
    {
        var random = new RandomElements(4);
        var (a, b) = (random.NextFr(), random.NextFr());
        var g = G2Jacobian.Generator;
        Assert.Equal(g * (a + b), (g * a) + (g * b));
        Assert.Equal(g * (a - b), (g * a) - (g * b));
        Assert.Equal(g * -a, -(g * a));
        Assert.True(g * a != g * b);
        Assert.True(g.Double() == g + G2Affine.Generator);
        Assert.Equal((g * a).GetHashCode(), ((g * (a - 1)) + g).GetHashCode());
        var affine = new G2Affine[2];
        G2Jacobian.Normalize([g * a, G2Jacobian.Infinity], affine);
        Assert.Equal([(g * a).ToAffine(), G2Affine.Infinity], affine);
        Assert.Throws<ArgumentException>(() => G2Jacobian.Normalize([g], []));
    }

    private static Fp Decimal(string digits) =>
        Fp.FromBigInteger(BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>
    /// Adj, Rodriguez-Henriquez, "Square root computation over even extension fields", 2012, algorithm 9, for p = 3 mod 4.
    /// </summary>
    private static bool TrySquareRoot(Fp2 value, out Fp2 root)
    {
        var power = value.Pow((Fp.Modulus - 3) / 4);
        var alpha = power.Square() * value;
        root = power * value;
        root *= alpha == -Fp2.One ? new Fp2(0, 1) : (Fp2.One + alpha).Pow((Fp.Modulus - 1) / 2);
        return root.Square() == value;
    }
}
