using System.Numerics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves;

public class G1Tests
{
    private static readonly byte[] s_modulus = Fp.Modulus.ToByteArray(isUnsigned: true, isBigEndian: true);

    [Fact]
    public void The_generator_lies_on_the_curve_and_has_order_r()
    {
        Assert.True(G1Affine.Generator.IsOnCurve);
        Assert.True((G1Jacobian.Generator * -1 + G1Affine.Generator).IsInfinity);
        Assert.False((G1Jacobian.Generator * -1).IsInfinity);
        Assert.Equal(64, System.Runtime.CompilerServices.Unsafe.SizeOf<G1Affine>());
    }

    /// <summary>Twice the generator, from the test vectors of EIP-196's implementations.</summary>
    [Fact]
    public void Twice_the_generator_is_known()
    {
        var expected = Convert.FromHexString(
            "030644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd3"
            + "15ed738c0e0a7c92e7845f96b2ae9c0a68a6a449e3538fc7ff3ebf7a5a18a2c4");
        Assert.Equal(expected, G1Jacobian.Generator.Double().ToAffine().ToBigEndian());
    }

    [Fact]
    public void Points_survive_their_bytes()
    {
        var random = new RandomElements(1);
        for (var i = 0; i < 20; i++)
        {
            var point = random.NextG1();
            var bytes = point.ToBigEndian();
            Assert.Equal(point.X.ToBigEndian(), bytes[..32]);
            Assert.True(G1Affine.TryReadBigEndian(bytes, out var read));
            Assert.Equal(point, read);
            Assert.True(point == read);
            Assert.True(point != -read);
            Assert.Equal(point.GetHashCode(), read.GetHashCode());
        }
    }

    [Fact]
    public void Infinity_is_read_only_where_allowed()
    {
        Assert.True(G1Affine.TryReadBigEndian(new byte[64], out var point));
        Assert.True(point.IsInfinity && point.IsOnCurve);
        Assert.False(G1Affine.TryReadBigEndian(new byte[64], out _, allowInfinity: false));
        Assert.True(G1Affine.TryReadBigEndian(G1Affine.Generator.ToBigEndian(), out _, allowInfinity: false));
        Assert.Equal(new byte[64], G1Affine.Infinity.ToBigEndian());
        Assert.Equal("infinity", G1Affine.Infinity.ToString());
        Assert.Equal("(1, 2)", G1Jacobian.Generator.ToString());
    }

    [Fact]
    public void Bytes_that_are_no_point_are_refused()
    {
        var good = new RandomElements(2).NextG1().ToBigEndian();
        for (var length = 0; length < 64; length++)
            Assert.False(G1Affine.TryReadBigEndian(good.AsSpan(0, length), out _));
        for (var bit = 0; bit < 512; bit++)
        {
            var bent = (byte[])good.Clone();
            bent[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(G1Affine.TryReadBigEndian(bent, out var point));
            Assert.True(point.IsInfinity);
        }

        // The same residues, not canonical: x + p and y + p; p alone is a second zero.
        var x = new BigInteger(good.AsSpan(0, 32), isUnsigned: true, isBigEndian: true) + Fp.Modulus;
        Assert.False(G1Affine.TryReadBigEndian([.. x.ToByteArray(isUnsigned: true, isBigEndian: true), .. good[32..]], out _));
        Assert.False(G1Affine.TryReadBigEndian([.. new byte[32], .. s_modulus], out _));
        Assert.False(G1Affine.TryReadBigEndian([.. s_modulus, .. new byte[32]], out _));
        Assert.Throws<ArgumentException>(() => G1Affine.Generator.WriteBigEndian(new byte[63]));
    }

    [Fact]
    public void Operators_are_those_of_a_group()
    {
        var random = new RandomElements(3);
        var (a, b) = (random.NextFr(), random.NextFr());
        var g = G1Jacobian.Generator;
        Assert.Equal(g * (a + b), (g * a) + (g * b));
        Assert.Equal(g * (a - b), (g * a) - (g * b));
        Assert.Equal(g * (a * b), g * a * b);
        Assert.Equal(g * -a, -(g * a));
        Assert.True(g * a != g * b);
        Assert.True(g * 0 == G1Jacobian.Infinity);
        Assert.Equal(default, G1Jacobian.Infinity);
        Assert.Equal((g * a).GetHashCode(), ((g * (a - 1)) + g).GetHashCode());
        Assert.Equal((g * a).ToAffine(), ((g * (a - 1)) + G1Affine.Generator).ToAffine());
        Assert.Equal(G1Affine.Infinity, G1Jacobian.Infinity.ToAffine());
    }

    [Fact]
    public void Normalizing_needs_room()
    {
        var points = new[] { G1Jacobian.Generator, G1Jacobian.Infinity, G1Jacobian.Generator.Double() };
        var affine = new G1Affine[3];
        G1Jacobian.Normalize(points, affine);
        Assert.Equal(points.Select(p => p.ToAffine()), affine);
        Assert.Throws<ArgumentException>(() => G1Jacobian.Normalize(points, new G1Affine[2]));
    }
}
