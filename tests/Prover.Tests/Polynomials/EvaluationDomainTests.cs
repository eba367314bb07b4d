using ZkStyle.Prover.Polynomials;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Polynomials;

public class EvaluationDomainTests
{
    [Fact]
    public void Roots_of_unity_have_their_order()
    {
        for (var logSize = 0; logSize <= EvaluationDomain.MaxLogSize; logSize++)
        {
            var root = EvaluationDomain.RootOfUnity(logSize);
            for (var i = 0; i < logSize; i++)
            {
                Assert.NotEqual(Fr.One, root);
                root = root.Square();
            }

            Assert.Equal(Fr.One, root);
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => EvaluationDomain.RootOfUnity(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EvaluationDomain.RootOfUnity(29));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvaluationDomain(29));
    }

    [Fact]
    public void The_coset_shift_generates_the_multiplicative_group()
    {
        // r - 1 = 2^28 * 3^2 * 13 * 29 * 983 * 11003 * 237073 * 405928799 * 1670836401704629 * 13818364434197438864469338081.
        System.Numerics.BigInteger[] primes =
            [2, 3, 13, 29, 983, 11003, 237073, 405928799, 1670836401704629, System.Numerics.BigInteger.Parse("13818364434197438864469338081", System.Globalization.CultureInfo.InvariantCulture)];
        var product = primes.Aggregate((a, b) => a * b) * (1 << 27) * 3;
        Assert.Equal(Fr.Modulus - 1, product);
        foreach (var prime in primes)
            Assert.NotEqual(Fr.One, EvaluationDomain.CosetShift.Pow((Fr.Modulus - 1) / prime));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    public void Small_transforms_agree_with_evaluation_point_by_point(int logSize)
    {
        var random = new RandomElements(logSize);
        var domain = new EvaluationDomain(logSize);
        var elements = domain.Elements();
        var coefficients = random.NextFrs(domain.Size);
        foreach (var shift in new[] { Fr.One, EvaluationDomain.CosetShift, random.NextFr(), -1 })
        {
            var expected = elements.Select(e => Horner(coefficients, shift * e)).ToArray();
            var values = (Fr[])coefficients.Clone();
            domain.ForwardCoset(values, shift);
            Assert.Equal(expected, values);
            domain.InverseCoset(values, shift);
            Assert.Equal(coefficients, values);
            if (shift != Fr.One)
                continue;
            domain.Forward(values);
            Assert.Equal(expected, values);
            domain.Inverse(values);
            Assert.Equal(coefficients, values);
        }

        for (var i = 0; i < elements.Length; i++)
        {
            Assert.Equal(elements[i], domain.Element(i));
            Assert.Equal(elements[i], domain.Element(i - domain.Size));
            Assert.Equal(elements[i], domain.Element(i + (3L * domain.Size)));
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(15)]
    public void Large_transforms_agree_at_random_points_for_every_number_of_threads(int logSize)
    {
        var random = new RandomElements(logSize);
        var domain = new EvaluationDomain(logSize);
        var coefficients = random.NextFrs(domain.Size);
        var shift = random.NextFr();
        var plain = (Fr[])coefficients.Clone();
        domain.Forward(plain, 1);
        var coset = (Fr[])coefficients.Clone();
        domain.ForwardCoset(coset, shift, 1);
        foreach (var i in new[] { 0, 1, domain.Size / 2, domain.Size - 1, random.Random.Next(domain.Size), random.Random.Next(domain.Size) })
        {
            Assert.Equal(Horner(coefficients, domain.Element(i)), plain[i]);
            Assert.Equal(Horner(coefficients, shift * domain.Element(i)), coset[i]);
        }

        foreach (var threads in new[] { 2, 3, 7 })
        {
            var values = (Fr[])coefficients.Clone();
            domain.Forward(values, threads);
            Assert.Equal(plain, values);
            domain.Inverse(values, threads);
            Assert.Equal(coefficients, values);
            domain.ForwardCoset(values, shift, threads);
            Assert.Equal(coset, values);
            domain.InverseCoset(values, shift, threads);
            Assert.Equal(coefficients, values);
        }
    }

    /// <summary>Low degrees take a shortcut on large domains.</summary>
    [Theory]
    [InlineData(14)]
    [InlineData(16)]
    public void Polynomials_of_every_degree_agree_at_random_points(int logSize)
    {
        var random = new RandomElements(logSize);
        var domain = new EvaluationDomain(logSize);
        var shift = random.NextFr();
        foreach (var length in new[] { 0, 1, 2, 4095, 8191, 8192, 8193, domain.Size / 4, (domain.Size / 4) + 1, domain.Size / 2, (domain.Size / 2) + 1 })
        {
            Fr[] coefficients = [.. random.NextFrs(length), .. new Fr[domain.Size - length]];
            foreach (var threads in new[] { 1, 3 })
            {
                var plain = (Fr[])coefficients.Clone();
                domain.Forward(plain, threads);
                var coset = (Fr[])coefficients.Clone();
                domain.ForwardCoset(coset, shift, threads);
                foreach (var i in new[] { 0, domain.Size / 2, domain.Size - 1, random.Random.Next(domain.Size) })
                {
                    Assert.Equal(Polynomial.Evaluate(coefficients, domain.Element(i)), plain[i]);
                    Assert.Equal(Polynomial.Evaluate(coefficients, shift * domain.Element(i)), coset[i]);
                }

                domain.InverseCoset(coset, shift, threads);
                Assert.Equal(coefficients, coset);
            }
        }
    }

    [Fact]
    public void Transforms_multiply_polynomials()
    {
        var random = new RandomElements(21);
        var domain = new EvaluationDomain(8);
        var (a, b) = (random.NextFrs(100), random.NextFrs(150));
        var product = new Fr[256];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
                product[i + j] += a[i] * b[j];
        }

        Fr[] left = [.. a, .. new Fr[156]], right = [.. b, .. new Fr[106]];
        domain.Forward(left);
        domain.Forward(right);
        for (var i = 0; i < 256; i++)
            left[i] *= right[i];
        domain.Inverse(left);
        Assert.Equal(product, left);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Lagrange_polynomials_interpolate(int logSize)
    {
        var random = new RandomElements(30 + logSize);
        var domain = new EvaluationDomain(logSize);
        var coefficients = random.NextFrs(domain.Size);
        var evaluations = (Fr[])coefficients.Clone();
        domain.Forward(evaluations);
        foreach (var point in new[] { random.NextFr(), Fr.Zero, Fr.One, domain.Omega, domain.OmegaInverse, EvaluationDomain.CosetShift })
        {
            var basis = domain.EvaluateLagrangeBasis(point, domain.Size);
            var sum = Fr.Zero;
            for (var i = 0; i < basis.Length; i++)
            {
                sum += basis[i] * evaluations[i];

                // L_i as a transform of the unit vector.
                var unit = new Fr[domain.Size];
                unit[i] = Fr.One;
                domain.Inverse(unit);
                Assert.Equal(Horner(unit, point), basis[i]);
            }

            Assert.Equal(Horner(coefficients, point), sum);
            Assert.Equal(sum, domain.EvaluateFromEvaluations(evaluations, point));
            Assert.Equal(basis[..1], domain.EvaluateLagrangeBasis(point, 1));
            Assert.Equal(point.Pow(domain.Size) - Fr.One, domain.EvaluateVanishing(point));
        }

        Assert.All(domain.Elements(), e => Assert.True(domain.EvaluateVanishing(e).IsZero));
        Assert.Empty(domain.EvaluateLagrangeBasis(7, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => domain.EvaluateLagrangeBasis(7, domain.Size + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => domain.EvaluateLagrangeBasis(7, -1));
    }

    [Fact]
    public void Wrong_lengths_and_a_zero_shift_are_refused()
    {
        var domain = new EvaluationDomain(3);
        Assert.Throws<ArgumentException>(() => domain.Forward(new Fr[7]));
        Assert.Throws<ArgumentException>(() => domain.Inverse(new Fr[9]));
        Assert.Throws<ArgumentException>(() => domain.ForwardCoset(new Fr[4], 5));
        Assert.Throws<ArgumentException>(() => domain.ForwardCoset(new Fr[8], 0));
        Assert.Throws<ArgumentException>(() => domain.InverseCoset(new Fr[8], 0));
        Assert.Throws<ArgumentException>(() => domain.EvaluateFromEvaluations(new Fr[7], 5));
    }

    private static Fr Horner(Fr[] coefficients, Fr point)
    {
        var sum = Fr.Zero;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            sum = (sum * point) + coefficients[i];
        return sum;
    }
}
