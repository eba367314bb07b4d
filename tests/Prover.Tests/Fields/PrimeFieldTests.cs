using System.Numerics;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

/// <summary>Every operation beside its BigInteger twin, on crossed edge values and on random ones.</summary>
/// <typeparam name="TModulus">The prime.</typeparam>
public abstract class PrimeFieldTests<TModulus>
    where TModulus : struct, IFieldModulus
{
    private static BigInteger P => PrimeField<TModulus>.Modulus;

    [Fact]
    public void Constants_belong_to_the_prime()
    {
        var mod64 = BigInteger.One << 64;
        Assert.Equal(mod64 - 1, P * TModulus.MontgomeryFactor % mod64);
        Assert.InRange((int)P.GetBitLength(), 254, 254);
        Assert.True(BigInteger.ModPow(3, P - 1, P).IsOne);
        Assert.Equal(BigInteger.Zero, PrimeField<TModulus>.Zero.ToBigInteger());
        Assert.Equal(BigInteger.One, PrimeField<TModulus>.One.ToBigInteger());
        Assert.True(PrimeField<TModulus>.One.IsOne);
        Assert.Equal(default, PrimeField<TModulus>.Zero);
    }

    [Fact]
    public void Edge_values_agree_with_integers()
    {
        var edges = Edges();
        foreach (var a in edges)
        {
            CheckUnary(a);
            foreach (var b in edges)
                CheckBinary(a, b);
        }
    }

    [Theory]
    [InlineData(1)]
    public void Random_values_agree_with_integers(int seed)
    {
        var random = new Random(seed);
        var edges = Edges();
        for (var i = 0; i < 10_000; i++)
        {
            var a = NextInteger(random);
            CheckBinary(a, NextInteger(random));
            CheckBinary(a, edges[random.Next(edges.Length)]);
            if (i % 500 == 0)
                CheckUnary(a);
        }
    }

    /// <summary>Limbs of all ones and all zeros drive the carries that random values rarely meet.</summary>
    [Theory]
    [InlineData(3)]
    public void Values_with_extreme_Montgomery_limbs_agree_with_integers(int seed)
    {
        var random = new Random(seed);
        var inverseRadix = BigInteger.ModPow((BigInteger.One << 256) % P, P - 2, P);
        ulong[] words = [0, 1, 2, ulong.MaxValue, ulong.MaxValue - 1, 1UL << 63, (1UL << 63) - 1, (1UL << 32) - 1];
        var values = new List<BigInteger>();
        while (values.Count < 400)
        {
            var montgomery = BigInteger.Zero;
            for (var limb = 0; limb < 4; limb++)
                montgomery = (montgomery << 64) + (limb == 0 ? words[random.Next(words.Length)] % TModulus.P3 : words[random.Next(words.Length)]);
            if (montgomery < P)
                values.Add(montgomery * inverseRadix % P);
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (i % 20 == 0)
                CheckUnary(values[i]);
            for (var j = 0; j < 20; j++)
                CheckBinary(values[i], values[random.Next(values.Count)]);
        }
    }

    [Fact]
    public void Results_may_take_the_place_of_arguments()
    {
        foreach (var value in Edges())
        {
            var expectedSquare = value * value % P;
            var a = Element(value);
            PrimeField<TModulus>.Multiply(in a, in a, out a);
            Assert.Equal(expectedSquare, a.ToBigInteger());

            a = Element(value);
            var b = Element(P - 2);
            PrimeField<TModulus>.Multiply(in b, in a, out a);
            Assert.Equal(value * (P - 2) % P, a.ToBigInteger());

            a = Element(value);
            PrimeField<TModulus>.Multiply(in a, in b, out b);
            Assert.Equal(value * (P - 2) % P, b.ToBigInteger());

            a = Element(value);
            a += a;
            a -= a.Double() - a;
            Assert.True(a.IsZero);
        }
    }

    [Fact]
    public void Only_canonical_bytes_are_read()
    {
        foreach (var value in Edges())
        {
            var bytes = BigEndian(value);
            Assert.True(PrimeField<TModulus>.TryReadBigEndian(bytes, out var element));
            Assert.Equal(value, element.ToBigInteger());
            Assert.Equal(bytes, element.ToBigEndian());
        }

        BigInteger[] refused = [P, P + 1, (2 * P) - 1, 2 * P, 5 * P, (BigInteger.One << 256) - 1, BigInteger.One << 255, P + (BigInteger.One << 64)];
        foreach (var value in refused)
        {
            Assert.False(PrimeField<TModulus>.TryReadBigEndian(BigEndian(value), out var element));
            Assert.True(element.IsZero);
            Assert.Equal(value % P, PrimeField<TModulus>.ReduceBigEndian(BigEndian(value)).ToBigInteger());
        }

        for (var length = 0; length < 32; length++)
        {
            Assert.False(PrimeField<TModulus>.TryReadBigEndian(new byte[length], out _));
            Assert.Throws<ArgumentException>(() => PrimeField<TModulus>.ReduceBigEndian(new byte[length]));
            Assert.Throws<ArgumentException>(() => PrimeField<TModulus>.One.WriteBigEndian(new byte[length]));
        }

        Assert.Throws<ArgumentException>(() => PrimeField<TModulus>.One.WriteCanonicalLimbs(new ulong[3]));
    }

    [Fact]
    public void Integers_of_every_kind_become_elements()
    {
        foreach (var value in new long[] { 0, 1, -1, 2, -2, int.MaxValue, int.MinValue, long.MaxValue, long.MinValue, 1L << 53 })
        {
            var expected = ((value % P) + P) % P;
            PrimeField<TModulus> converted = value;
            Assert.Equal(expected, converted.ToBigInteger());
            Assert.Equal(expected, PrimeField<TModulus>.FromInt64(value).ToBigInteger());
            Assert.Equal(expected, PrimeField<TModulus>.FromBigInteger(value).ToBigInteger());
        }

        foreach (var value in new ulong[] { 0, 1, ulong.MaxValue, 1UL << 63 })
            Assert.Equal(value, PrimeField<TModulus>.FromUInt64(value).ToBigInteger());
        foreach (var value in Edges())
        {
            Assert.Equal(value, PrimeField<TModulus>.FromBigInteger(value - (7 * P)).ToBigInteger());
            Assert.Equal(value, PrimeField<TModulus>.FromBigInteger(value + (P * P)).ToBigInteger());
        }
    }

    [Fact]
    public void People_read_signed_decimals()
    {
        Assert.Equal("-3", Element(P - 3).ToString());
        Assert.Equal("3", Element(3).ToString());
        Assert.Equal(((P - 1) / 2).ToString(System.Globalization.CultureInfo.InvariantCulture), Element((P - 1) / 2).ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(257)]
    public void Batch_inversion_keeps_zeros_and_inverts_the_rest(int count)
    {
        var random = new RandomElements(count);
        var values = Enumerable.Range(0, count).Select(i => i % 3 == 1 ? default : random.Next<TModulus>()).ToArray();
        var inverses = (PrimeField<TModulus>[])values.Clone();
        FieldExtensions.BatchInvert(inverses.AsSpan());
        Assert.Equal(values.Select(v => v.Inverse()), inverses);

        var zeros = new PrimeField<TModulus>[count];
        FieldExtensions.BatchInvert(zeros.AsSpan());
        Assert.All(zeros, zero => Assert.True(zero.IsZero));
        if (count > 0)
            Assert.Throws<ArgumentException>(() => FieldExtensions.BatchInvert(values.AsSpan(), new PrimeField<TModulus>[count - 1]));
    }

    private static void CheckBinary(BigInteger a, BigInteger b)
    {
        var (x, y) = (Element(a), Element(b));
        Assert.Equal((a + b) % P, (x + y).ToBigInteger());
        Assert.Equal((a - b + P) % P, (x - y).ToBigInteger());
        Assert.Equal(a * b % P, (x * y).ToBigInteger());
        Assert.Equal(a == b, x == y);
        Assert.Equal(a != b, x != y);
        Assert.Equal(a == b, x.Equals((object)y));
        if (a == b)
            Assert.Equal(x.GetHashCode(), y.GetHashCode());
    }

    private static void CheckUnary(BigInteger a)
    {
        var x = Element(a);
        Assert.Equal((P - a) % P, (-x).ToBigInteger());
        Assert.Equal(2 * a % P, x.Double().ToBigInteger());
        Assert.Equal(a * a % P, x.Square().ToBigInteger());
        Assert.Equal(a.IsZero, x.IsZero);
        Assert.Equal(a.IsOne, x.IsOne);
        Assert.Equal(BigInteger.ModPow(a, P - 2, P), x.Inverse().ToBigInteger());
        foreach (var exponent in new[] { BigInteger.Zero, BigInteger.One, 2, 255, 256, (P - 1) / 2, P - 2, P })
        {
            Assert.Equal(BigInteger.ModPow(a, exponent, P), x.Pow(exponent).ToBigInteger());
            Assert.Equal(BigInteger.ModPow(BigInteger.ModPow(a, P - 2, P), exponent, P), x.Pow(-exponent).ToBigInteger());
        }

        Span<ulong> limbs = stackalloc ulong[5];
        limbs[4] = 77;
        x.WriteCanonicalLimbs(limbs);
        for (var i = 0; i < 4; i++)
            Assert.Equal((ulong)((a >> (64 * i)) & ulong.MaxValue), limbs[i]);
        Assert.Equal(77UL, limbs[4]);
    }

    private static PrimeField<TModulus> Element(BigInteger value) => PrimeField<TModulus>.FromBigInteger(value);

    private static BigInteger NextInteger(Random random)
    {
        var bytes = new byte[40];
        random.NextBytes(bytes);
        return new BigInteger(bytes, isUnsigned: true) % P;
    }

    private static byte[] BigEndian(BigInteger value)
    {
        var bytes = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[32 - bytes.Length], .. bytes];
    }

    private static BigInteger[] Edges()
    {
        var radix = BigInteger.One << 256;
        var edges = new List<BigInteger>
        {
            0, 1, 2, 3, P - 1, P - 2, (P - 1) / 2, (P + 1) / 2, P / 3,
            radix % P, radix * radix % P, P - (radix % P), BigInteger.ModPow(radix % P, P - 2, P),
        };
        foreach (var k in new[] { 31, 32, 63, 64, 65, 127, 128, 191, 192, 193, 253 })
        {
            edges.Add(BigInteger.One << k);
            edges.Add((BigInteger.One << k) - 1);
            edges.Add((BigInteger.One << k) + 1);
            edges.Add(P - (BigInteger.One << k));
        }

        return [.. edges.Select(e => ((e % P) + P) % P).Distinct()];
    }
}
