using System.Numerics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves;

public class PairingTests
{
    private static readonly BigInteger s_x = MillerLines.BnParameter;

    [Fact]
    public void The_primes_are_the_familys_polynomials()
    {
        Assert.Equal(Fp.Modulus, (36 * BigInteger.Pow(s_x, 4)) + (36 * BigInteger.Pow(s_x, 3)) + (24 * s_x * s_x) + (6 * s_x) + 1);
        Assert.Equal(Fr.Modulus, (36 * BigInteger.Pow(s_x, 4)) + (36 * BigInteger.Pow(s_x, 3)) + (18 * s_x * s_x) + (6 * s_x) + 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Final_exponentiation_is_the_plain_power(int seed)
    {
        var exponent = (BigInteger.Pow(Fp.Modulus, 12) - 1) / Fr.Modulus;
        var factor = 2 * s_x * ((6 * s_x * s_x) + (3 * s_x) + 1);
        Assert.True(BigInteger.GreatestCommonDivisor(factor, Fr.Modulus).IsOne);
        var value = new RandomElements(seed).NextFp12();
        Assert.Equal(value.Pow(exponent).Pow(factor), Pairing.FinalExponentiation(value));
    }

    [Fact]
    public void It_is_bilinear()
    {
        var random = new RandomElements(3);
        var (a, b) = (random.NextFr(), random.NextFr());
        var (p, q) = (random.NextG1(), random.NextG2());
        var expected = Value(p, q).Pow((a * b).ToBigInteger());
        Assert.Equal(expected, Value(Times(p, a), Times(q, b)));
        Assert.Equal(expected, Value(Times(p, b), Times(q, a)));
        Assert.Equal(expected, Value(Times(p, a * b), q));
        Assert.Equal(expected, Value(p, Times(q, a * b)));
        Assert.Equal(Value(p, q).Conjugate(), Value(-p, q));
        Assert.Equal(Value(-p, q), Value(p, -q));

        var other = random.NextG1();
        Assert.Equal(Value(p, q) * Value(other, q), Value((new G1Jacobian(p) + other).ToAffine(), q));
        var otherQ = random.NextG2();
        Assert.Equal(Value(p, q) * Value(p, otherQ), Value(p, (new G2Jacobian(q) + otherQ).ToAffine()));
    }

    [Fact]
    public void It_is_not_degenerate_and_has_order_r()
    {
        var value = Value(G1Affine.Generator, G2Affine.Generator);
        Assert.NotEqual(Fp12.One, value);
        Assert.Equal(Fp12.One, value.Pow(Fr.Modulus));
        Assert.Equal(Fp12.One, Value(G1Affine.Infinity, G2Affine.Generator));
        Assert.Equal(Fp12.One, Value(G1Affine.Generator, G2Affine.Infinity));
    }

    [Fact]
    public void Products_are_one_exactly_when_the_exponents_cancel()
    {
        var random = new RandomElements(4);
        for (var count = 0; count <= 4; count++)
        {
            var pairs = new (G1Affine, G2Affine)[count + 1];
            var sum = Fr.Zero;
            for (var i = 0; i < count; i++)
            {
                var (a, b) = (random.NextFr(), random.NextFr());
                sum += a * b;
                pairs[i] = (Times(G1Affine.Generator, a), Times(G2Affine.Generator, b));
            }

            pairs[count] = (Times(G1Affine.Generator, -sum), G2Affine.Generator);
            Assert.True(Pairing.ProductIsOne(pairs));
            pairs[count] = (Times(G1Affine.Generator, 1 - sum), G2Affine.Generator);
            Assert.False(Pairing.ProductIsOne(pairs));
        }

        Assert.True(Pairing.ProductIsOne([]));
        Assert.True(Pairing.ProductIsOne([(G1Affine.Infinity, G2Affine.Generator), (G1Affine.Generator, G2Affine.Infinity)]));
        Assert.False(Pairing.ProductIsOne([(G1Affine.Infinity, G2Affine.Generator), (G1Affine.Generator, G2Affine.Generator)]));
        Assert.True(Pairing.ProductIsOne([(G1Affine.Generator, G2Affine.Generator), (-G1Affine.Generator, G2Affine.Generator)]));
    }

    /// <summary>The first valid input of go-ethereum's vectors for the pairing precompile (bn256Pairing.json, "jeff1").</summary>
    [Fact]
    public void A_published_precompile_input_holds_and_its_neighbours_do_not()
    {
        var input = Convert.FromHexString(
            "1c76476f4def4bb94541d57ebba1193381ffa7aa76ada664dd31c16024c43f59"
            + "3034dd2920f673e204fee2811c678745fc819b55d3e9d294e45c9b03a76aef41"
            + "209dd15ebff5d46c4bd888e51a93cf99a7329636c63514396b4a452003a35bf7"
            + "04bf11ca01483bfa8b34b43561848d28905960114c8ac04049af4b6315a41678"
            + "2bb8324af6cfc93537a2ad1a445cfd0ca2a71acd7ac41fadbf933c2a51be344d"
            + "120a2a4cf30c1bf9845f20c6fe39e07ea2cce61f0c9bb048165fe5e4de877550"
            + "111e129f1cf1097710d41c4ac70fcdfa5ba2023c6ff1cbeac322de49d1b6df7c"
            + "2032c61a830e3c17286de9462bf242fca2883585b93870a73853face6a6bf411"
            + "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
            + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
            + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
            + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa");
        var pairs = new (G1Affine Left, G2Affine Right)[2];
        for (var i = 0; i < 2; i++)
        {
            Assert.True(G1Affine.TryReadBigEndian(input.AsSpan(192 * i), out pairs[i].Left));
            Assert.True(G2Affine.TryReadBigEndian(input.AsSpan((192 * i) + 64), out pairs[i].Right));
        }

        Assert.True(Pairing.ProductIsOne(pairs));
        Assert.False(Pairing.ProductIsOne(pairs.AsSpan(0, 1)));
        pairs[0].Left = -pairs[0].Left;
        Assert.False(Pairing.ProductIsOne(pairs));
        pairs[1].Right = -pairs[1].Right;
        Assert.True(Pairing.ProductIsOne(pairs));
    }

    /// <summary>
    /// The Miller function as defined: over Fp12, with the second point carried to the curve itself, affine coordinates
    /// and the bits of 6x + 2.
    /// </summary>
    [Theory]
    [InlineData(5)]
    public void It_is_the_optimal_ate_pairing_as_defined(int seed)
    {
        var random = new RandomElements(seed);
        for (var trial = 0; trial < 3; trial++)
        {
            var (p, q) = (random.NextG1(), random.NextG2());
            var image = Untwist(q);
            var (first, second) = (Frobenius(image), Frobenius(Frobenius(image)));
            var length = (6 * s_x) + 2;
            var (f, t) = (Fp12.One, image);
            for (var bit = (int)length.GetBitLength() - 2; bit >= 0; bit--)
            {
                f = f.Square() * Line(t, t, p);
                t = AffineOracle.Add(t, t);
                if (((length >> bit) & 1).IsZero)
                    continue;
                f *= Line(t, image, p);
                t = AffineOracle.Add(t, image);
            }

            f *= Line(t, first, p);
            t = AffineOracle.Add(t, first);
            f *= Line(t, new AffinePoint<Fp12>(second.X, -second.Y), p);
            Assert.Equal(Pairing.FinalExponentiation(f), Value(p, q));
        }
    }

    [Fact]
    public void Prepared_lines_serve_many_pairings()
    {
        var random = new RandomElements(6);
        var q = random.NextG2();
        var lines = new MillerLines(q);
        Assert.False(lines.IsInfinity);
        Assert.True(new MillerLines(G2Affine.Infinity).IsInfinity);
        for (var i = 0; i < 3; i++)
        {
            var (p, a) = (random.NextG1(), random.NextFr());
            Assert.True(Pairing.PreparedProductIsOne([(Times(p, a), lines), (-p, new MillerLines(Times(q, a)))]));
            Assert.False(Pairing.PreparedProductIsOne([(Times(p, a), lines), (-p, lines)]));
        }

        Assert.True(Pairing.PreparedProductIsOne([(G1Affine.Generator, MillerLines.Generator), (-G1Affine.Generator, MillerLines.Generator)]));
    }

    /// <summary>(x, y) -> (x w^2, y w^3): from the twist to the curve over Fp12.</summary>
    private static AffinePoint<Fp12> Untwist(G2Affine point) => new(
        new Fp12(new Fp6(Fp2.Zero, point.X, Fp2.Zero), Fp6.Zero),
        new Fp12(Fp6.Zero, new Fp6(Fp2.Zero, point.Y, Fp2.Zero)));

    private static AffinePoint<Fp12> Frobenius(AffinePoint<Fp12> point) => new(point.X.Frobenius(), point.Y.Frobenius());

    /// <summary>The line through two points (their tangent if they are one), at a point of the first group.</summary>
    private static Fp12 Line(AffinePoint<Fp12> a, AffinePoint<Fp12> b, G1Affine at)
    {
        var slope = a == b
            ? (a.X.Square().Double() + a.X.Square()) * a.Y.Double().Inverse()
            : (b.Y - a.Y) * (b.X - a.X).Inverse();
        return Embed(at.Y) - a.Y - (slope * (Embed(at.X) - a.X));
    }

    private static Fp12 Embed(Fp value) => new(new Fp6(new Fp2(value, Fp.Zero), Fp2.Zero, Fp2.Zero), Fp6.Zero);

    private static Fp12 Value(G1Affine left, G2Affine right) => Pairing.FinalExponentiation(Pairing.MillerLoop([(left, new MillerLines(right))]));

    private static G1Affine Times(G1Affine point, Fr scalar) => (new G1Jacobian(point) * scalar).ToAffine();

    private static G2Affine Times(G2Affine point, Fr scalar) => (new G2Jacobian(point) * scalar).ToAffine();
}
