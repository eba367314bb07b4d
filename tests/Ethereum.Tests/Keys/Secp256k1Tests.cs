using System.Numerics;
using System.Security.Cryptography;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Keys;

public class Secp256k1Tests
{
    [Fact]
    public void The_constants_are_the_platforms()
    {
        using var ecdsa = ECDsa.Create(Account.Curve);
        // The platform may know a named curve by its name alone; multiplying G by 1 and n - 1 shows the rest.
        Assert.True(Secp256k1.IsOnCurve(Secp256k1.G));
        Assert.Equal(Multiply(1), Secp256k1.G);
        Assert.Equal(PlatformMultiply(1), Secp256k1.G);
        Assert.Equal(PlatformMultiply(Secp256k1.N - 1), Negate(Secp256k1.G));
        Assert.Equal(256, ecdsa.KeySize);
        Assert.Equal(Secp256k1.N, 2 * Secp256k1.HalfN + 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Multiples_of_the_generator_are_the_platforms_public_keys(int seed)
    {
        var random = new RandomValues(seed);
        BigInteger[] factors = [1, 2, 3, Secp256k1.HalfN, Secp256k1.N - 2, Secp256k1.N - 1, .. Enumerable.Range(0, 20).Select(_ => random.Unsigned(256) % (Secp256k1.N - 1) + 1)];
        foreach (var factor in factors)
            Assert.Equal(PlatformMultiply(factor), Multiply(factor));
    }

    [Theory]
    [InlineData(3)]
    public void Double_multiplication_is_linear(int seed)
    {
        var random = new RandomValues(seed);
        for (var i = 0; i < 20; i++)
        {
            var a = random.Unsigned(256) % Secp256k1.N;
            var b = random.Unsigned(256) % Secp256k1.N;
            var k = random.Unsigned(256) % (Secp256k1.N - 1) + 1;
            var expected = (a + b * k) % Secp256k1.N;
            var actual = Secp256k1.MultiplyAdd(a, b, Multiply(k)!.Value);
            Assert.Equal(expected.IsZero ? null : PlatformMultiply(expected), actual);
        }
    }

    [Fact]
    public void The_cases_that_addition_formulas_leave_out_are_right()
    {
        var g = Secp256k1.G;
        Assert.Null(Secp256k1.MultiplyAdd(0, 0, g));
        Assert.Null(Secp256k1.MultiplyAdd(5, Secp256k1.N - 5, g));
        Assert.Null(Secp256k1.MultiplyAdd(5, 5, Negate(g)));
        Assert.Equal(PlatformMultiply(10), Secp256k1.MultiplyAdd(5, 5, g));
        Assert.Equal(PlatformMultiply(3), Secp256k1.MultiplyAdd(5, 2, Negate(g)));
        Assert.Equal(PlatformMultiply(12), Secp256k1.MultiplyAdd(0, 6, PlatformMultiply(2)));
        // 4 G + 4 (-2 G) doubles -4 G + ...: the running sum meets the point it adds.
        Assert.Equal(PlatformMultiply(9), Secp256k1.MultiplyAdd(3, 2, PlatformMultiply(3)));
    }

    [Fact]
    public void Lift_gives_both_roots_or_none()
    {
        int points = 0, none = 0;
        for (BigInteger x = 1; x <= 100; x++)
        {
            if (Secp256k1.Lift(x, yIsOdd: true) is { } odd)
            {
                var even = Secp256k1.Lift(x, yIsOdd: false)!.Value;
                Assert.True(Secp256k1.IsOnCurve(odd) && Secp256k1.IsOnCurve(even));
                Assert.True(!odd.Y.IsEven && even.Y.IsEven);
                Assert.Equal(even, Negate(odd));
                points++;
            }
            else
            {
                Assert.Null(Secp256k1.Lift(x, yIsOdd: false));
                none++;
            }
        }

        Assert.True(points > 30 && none > 30);
        Assert.Equal(Secp256k1.G, Secp256k1.Lift(Secp256k1.G.X, !Secp256k1.G.Y.IsEven));
        Assert.Null(Secp256k1.Lift(Secp256k1.P, false));
        Assert.Null(Secp256k1.Lift(-1, false));
    }

    [Fact]
    public void Points_off_the_curve_or_not_reduced_are_known()
    {
        var g = Secp256k1.G;
        Assert.False(Secp256k1.IsOnCurve(new(g.X, g.Y + 1)));
        Assert.False(Secp256k1.IsOnCurve(new(g.X + Secp256k1.P, g.Y)));
        Assert.False(Secp256k1.IsOnCurve(new(g.X, -g.Y)));
        Assert.False(Secp256k1.IsOnCurve(new(0, 0)));
    }

    private static Secp256k1.Point? Multiply(BigInteger factor) => Secp256k1.MultiplyAdd(factor, 0, Secp256k1.G);

    private static Secp256k1.Point Negate(Secp256k1.Point point) => point with { Y = Secp256k1.P - point.Y };

    private static Secp256k1.Point PlatformMultiply(BigInteger factor)
    {
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = Account.Curve, D = Bytes32.FromInteger(factor).ToArray() });
        var q = ecdsa.ExportParameters(false).Q;
        return new(Uint256.Read(q.X), Uint256.Read(q.Y));
    }
}
