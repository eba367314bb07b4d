using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Polynomials;

public class PolynomialTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    [InlineData(20_000)]
    public void Evaluation_is_the_sum_of_powers(int length)
    {
        var random = new RandomElements(length);
        var coefficients = random.NextFrs(length);
        foreach (var point in new[] { random.NextFr(), 0, 1, -1 })
        {
            var (sum, power) = (Fr.Zero, Fr.One);
            foreach (var coefficient in coefficients)
            {
                sum += coefficient * power;
                power *= point;
            }

            Assert.Equal(sum, Polynomial.Evaluate(coefficients, point, 1));
            Assert.Equal(sum, Polynomial.Evaluate(coefficients, point, 3));
            Assert.Equal(sum, Polynomial.Evaluate(coefficients, point));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(500)]
    public void Division_leaves_quotient_and_remainder(int length)
    {
        var random = new RandomElements(length);
        var dividend = random.NextFrs(length);
        foreach (var point in new[] { random.NextFr(), Fr.Zero, Fr.One })
        {
            var quotient = (Fr[])dividend.Clone();
            var remainder = Polynomial.DivideByLinear(quotient, point);
            Assert.Equal(Polynomial.Evaluate(dividend, point), remainder);
            Assert.True(quotient[^1].IsZero);

            // quotient * (X - point) + remainder
            var product = new Fr[length];
            for (var i = 0; i < length; i++)
                product[i] = (i == 0 ? remainder : quotient[i - 1]) - (point * quotient[i]);
            Assert.Equal(dividend, product);
        }

        Assert.True(Polynomial.DivideByLinear([], 5).IsZero);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(10, 3)]
    [InlineData(20_000, 9_000)]
    [InlineData(9_000, 9_000)]
    public void Linear_combinations_are_those_of_coefficients(int targetLength, int sourceLength)
    {
        var random = new RandomElements(targetLength);
        var (target, source, factor) = (random.NextFrs(targetLength), random.NextFrs(sourceLength), random.NextFr());
        foreach (var threads in new[] { 1, 2, -1 })
        {
            var sum = (Fr[])target.Clone();
            Polynomial.AddScaled(sum, factor, source, threads);
            Assert.Equal(target.Select((t, i) => i < sourceLength ? t + (factor * source[i]) : t), sum);
        }

        if (sourceLength == targetLength)
        {
            var scaled = (Fr[])target.Clone();
            Polynomial.MultiplyAdd(scaled, factor, source);
            Assert.Equal(target.Select((t, i) => (factor * t) + source[i]), scaled);
        }

        Assert.Throws<ArgumentException>(() => Polynomial.AddScaled(source, factor, [.. target, 1]));
    }
}
