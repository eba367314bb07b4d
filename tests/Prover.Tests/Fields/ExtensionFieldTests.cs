using System.Numerics;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

public class Fp2Tests : ExtensionFieldTests<Fp2>
{
    protected override int Degree => 2;

    [Fact]
    public void Bytes_have_the_order_of_EIP_197_and_are_canonical()
    {
        var random = new RandomElements(11);
        var value = random.NextFp2();
        var bytes = new byte[Fp2.ByteLength];
        value.WriteBigEndian(bytes);
        Assert.Equal(value.Imaginary.ToBigEndian(), bytes[..32]);
        Assert.Equal(value.Real.ToBigEndian(), bytes[32..]);
        Assert.True(Fp2.TryReadBigEndian(bytes, out var read));
        Assert.Equal(value, read);

        Assert.False(Fp2.TryReadBigEndian(bytes.AsSpan(1), out _));
        Assert.Throws<ArgumentException>(() => value.WriteBigEndian(new byte[63]));
        var modulus = Fp.Modulus.ToByteArray(isUnsigned: true, isBigEndian: true);
        Assert.False(Fp2.TryReadBigEndian([.. modulus, .. value.Real.ToBigEndian()], out _));
        Assert.False(Fp2.TryReadBigEndian([.. value.Real.ToBigEndian(), .. modulus], out _));
    }

    [Fact]
    public void The_conjugate_is_the_pth_power()
    {
        foreach (var value in Samples(3))
            Assert.Equal(value.Pow(Fp.Modulus), value.Conjugate());
    }

    [Fact]
    public void Minus_one_is_the_square_of_u_and_xi_has_no_root()
    {
        Assert.Equal(-Fp2.One, new Fp2(0, 1).Square());
        var order = (Fp.Modulus * Fp.Modulus) - 1;
        Assert.NotEqual(Fp2.One, Fp2.NonResidue.Pow(order / 2));
        Assert.NotEqual(Fp2.One, Fp2.NonResidue.Pow(order / 3));
        foreach (var value in Samples(4))
            Assert.Equal(value * Fp2.NonResidue, value.MultiplyByNonResidue());
    }

    protected override Fp2 Make(Fp[] c) => new(c[0], c[1]);

    /// <summary>Coefficients in powers of u.</summary>
    protected override Fp[] Coefficients(Fp2 value) => [value.Real, value.Imaginary];

    /// <summary>u^2 = -1.</summary>
    protected override void Reduce(Fp[] c, int power) => c[power - 2] -= c[power];
}

public class Fp6Tests : ExtensionFieldTests<Fp6>
{
    protected override int Degree => 6;

    [Fact]
    public void Shortcuts_agree_with_full_products()
    {
        var random = new RandomElements(12);
        var v = new Fp6(Fp2.Zero, Fp2.One, Fp2.Zero);
        foreach (var value in Samples(5))
        {
            var (a, b) = (random.NextFp2(), random.NextFp2());
            Assert.Equal(value * v, value.MultiplyByV());
            Assert.Equal(value * new Fp6(a, Fp2.Zero, Fp2.Zero), value * a);
            Assert.Equal(value * new Fp6(a, b, Fp2.Zero), value.MultiplySparse(a, b));
        }
    }

    protected override Fp6 Make(Fp[] c) => TowerBasis.ToFp6(c);

    /// <summary>v satisfies (v^3 - 9)^2 + 1 = 0 over Fp.</summary>
    protected override Fp[] Coefficients(Fp6 value) => TowerBasis.FromFp6(value);

    protected override void Reduce(Fp[] c, int power) => TowerBasis.Reduce(c, power, 3);
}

public class Fp12Tests : ExtensionFieldTests<Fp12>
{
    protected override int Degree => 12;

    [Fact]
    public void Frobenius_is_the_pth_power_and_has_order_twelve()
    {
        foreach (var value in Samples(6).Take(4))
        {
            Assert.Equal(value.Pow(Fp.Modulus), value.Frobenius());
            var image = value;
            for (var i = 0; i < 12; i++)
            {
                if (i == 6)
                    Assert.Equal(value.Conjugate(), image);
                image = image.Frobenius();
            }

            Assert.Equal(value, image);
        }
    }

    [Fact]
    public void Line_products_agree_with_full_products()
    {
        var random = new RandomElements(13);
        foreach (var value in Samples(7))
        {
            var (a, b, c) = (random.NextFp2(), random.NextFp2(), random.NextFp2());
            var line = new Fp12(new Fp6(a, Fp2.Zero, Fp2.Zero), new Fp6(b, c, Fp2.Zero));
            Assert.Equal(value * line, value.MultiplyByLine(a, b, c));
        }
    }

    protected override Fp12 Make(Fp[] c) => new(
        TowerBasis.ToFp6([.. Enumerable.Range(0, 6).Select(i => c[2 * i])]),
        TowerBasis.ToFp6([.. Enumerable.Range(0, 6).Select(i => c[(2 * i) + 1])]));

    /// <summary>Coefficients in powers of w, of which v = w^2 and u = w^6 - 9.</summary>
    protected override Fp[] Coefficients(Fp12 value)
    {
        var even = TowerBasis.FromFp6(value.C0);
        var odd = TowerBasis.FromFp6(value.C1);
        return [.. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? even[i / 2] : odd[i / 2])];
    }

    protected override void Reduce(Fp[] c, int power) => TowerBasis.Reduce(c, power, 6);
}

/// <summary>
/// A tower of Fp as one extension by t with t^h = 9 + u: t = v, h = 3 or t = w, h = 6. Then u = t^h - 9 and
/// t^2h = 18 t^h - 82.
/// </summary>
internal static class TowerBasis
{
    /// <summary>(a0 + b0 u) + (a1 + b1 u) v + (a2 + b2 u) v^2, with u = v^3 - 9.</summary>
    public static Fp[] FromFp6(Fp6 value) =>
    [
        value.C0.Real - (9 * value.C0.Imaginary), value.C1.Real - (9 * value.C1.Imaginary), value.C2.Real - (9 * value.C2.Imaginary),
        value.C0.Imaginary, value.C1.Imaginary, value.C2.Imaginary,
    ];

    public static Fp6 ToFp6(Fp[] c) => new(
        new Fp2(c[0] + (9 * c[3]), c[3]), new Fp2(c[1] + (9 * c[4]), c[4]), new Fp2(c[2] + (9 * c[5]), c[5]));

    public static void Reduce(Fp[] c, int power, int h)
    {
        c[power - h] += 18 * c[power];
        c[power - (2 * h)] -= 82 * c[power];
    }
}

/// <summary>
/// Each extension beside plain polynomial arithmetic modulo one irreducible polynomial over Fp, and the laws of a field.
/// </summary>
/// <typeparam name="T">The field.</typeparam>
public abstract class ExtensionFieldTests<T>
    where T : unmanaged, IField<T>
{
    protected abstract int Degree { get; }

    [Fact]
    public void Operations_agree_with_polynomials_modulo_the_minimal_polynomial()
    {
        var samples = Samples(1);
        foreach (var a in samples)
        {
            Assert.Equal(a, Make(Coefficients(a)));
            Assert.Equal(Schoolbook(a, a), a.Square());
            Assert.Equal(a + a, a.Double());
            Assert.Equal(T.Zero - a, -a);
            foreach (var b in samples)
            {
                Assert.Equal(Schoolbook(a, b), a * b);
                Assert.Equal(Make([.. Coefficients(a).Zip(Coefficients(b), (x, y) => x + y)]), a + b);
                Assert.Equal(Make([.. Coefficients(a).Zip(Coefficients(b), (x, y) => x - y)]), a - b);
                Assert.Equal(Coefficients(a).SequenceEqual(Coefficients(b)), a == b);
                Assert.Equal(a != b, !a.Equals((object)b));
            }
        }
    }

    [Fact]
    public void The_laws_of_a_field_hold()
    {
        var samples = Samples(2);
        foreach (var (a, b, c) in samples.Zip(samples.Skip(3), samples.Skip(5)))
        {
            Assert.Equal(a * b, b * a);
            Assert.Equal(a * (b * c), a * b * c);
            Assert.Equal(a * (b + c), (a * b) + (a * c));
            Assert.Equal(a * T.One, a);
            Assert.Equal(a + T.Zero, a);
            Assert.Equal(a.IsZero ? T.Zero : T.One, a * a.Inverse());
            Assert.Equal(a.Inverse().Inverse(), a);
            Assert.Equal(a.GetHashCode(), (a + T.Zero).GetHashCode());
            Assert.NotEmpty(a.ToString()!);
        }

        Assert.True(T.Zero.IsZero);
        Assert.False(T.One.IsZero);
        var order = BigInteger.Pow(Fp.Modulus, Degree) - 1;
        Assert.Equal(T.One, FieldExtensions.Pow(samples[^1], order));
        Assert.Equal(samples[^1].Inverse(), FieldExtensions.Pow(samples[^1], -1));
        Assert.Equal(T.One, FieldExtensions.Pow(T.Zero, 0));
    }

    [Fact]
    public void Batch_inversion_serves_extensions()
    {
        var samples = Samples(8);
        var inverses = samples.ToArray();
        FieldExtensions.BatchInvert(inverses.AsSpan());
        Assert.Equal(samples.Select(s => s.Inverse()), inverses);
    }

    protected abstract T Make(Fp[] c);

    protected abstract Fp[] Coefficients(T value);

    /// <summary>Folds the coefficient of one power, at least the degree, into lower ones.</summary>
    protected abstract void Reduce(Fp[] c, int power);

    /// <summary>Zero, one, minus one, single coefficients, the largest coefficients, and random elements.</summary>
    protected T[] Samples(int seed)
    {
        var random = new RandomElements(seed);
        var samples = new List<T> { T.Zero, T.One, -T.One, Make([.. Enumerable.Repeat((Fp)(-1), Degree)]) };
        for (var i = 0; i < Degree; i++)
            samples.Add(Make([.. Enumerable.Range(0, Degree).Select(j => i == j ? random.NextFp() : 0)]));
        for (var i = 0; i < 6; i++)
            samples.Add(Make([.. Enumerable.Range(0, Degree).Select(_ => random.NextFp())]));
        return [.. samples];
    }

    private T Schoolbook(T left, T right)
    {
        var (a, b) = (Coefficients(left), Coefficients(right));
        var product = new Fp[(2 * Degree) - 1];
        for (var i = 0; i < Degree; i++)
        {
            for (var j = 0; j < Degree; j++)
                product[i + j] += a[i] * b[j];
        }

        for (var power = product.Length - 1; power >= Degree; power--)
            Reduce(product, power);
        return Make(product[..Degree]);
    }
}
