using System.Numerics;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

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
