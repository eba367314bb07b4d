using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Polynomials;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Polynomials;

public class ScalarBlockPolynomialTests : BlockPolynomialTests<FrScalar>;

public class Vector256BlockPolynomialTests : BlockPolynomialTests<FrVector256>;

public class Vector512BlockPolynomialTests : BlockPolynomialTests<FrVector512>;

public abstract class BlockPolynomialTests<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(1 << 11)]
    public void A_value_is_that_of_Horners_rule(int length)
    {
        var random = new RandomElements(length);
        var coefficients = random.NextFrs(length);
        using var buffer = Blocks(coefficients);
        foreach (var point in new[] { Fr.Zero, Fr.One, -Fr.One, random.NextFr() })
        {
            var expected = coefficients.Reverse().Aggregate(Fr.Zero, (sum, c) => (sum * point) + c);
            Assert.Equal(expected, BlockPolynomial<TField>.Evaluate(buffer, point));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(60)]
    public void A_combination_is_the_sum_of_the_multiples(int terms)
    {
        const int Length = 4_096;
        var random = new RandomElements(terms);
        var factors = random.NextFrs(terms);
        var sources = factors.Select(_ => random.NextFrs(Length)).ToArray();
        var buffers = sources.Select(Blocks).ToArray();
        BlockPolynomial<TField>.Combine(factors, buffers, buffers[^1], maxThreads: 2);

        var values = Elements(buffers[^1]);
        for (var i = 0; i < Length; i++)
        {
            var expected = Fr.Zero;
            for (var t = 0; t < terms; t++)
                expected += factors[t] * sources[t][i];
            Assert.Equal(expected, values[i]);
        }

        Array.ForEach(buffers, b => b.Dispose());
    }

    [Theory]
    [InlineData(8, 1)]
    [InlineData(32, 2)]
    [InlineData(64, 1)]
    [InlineData(64, 2)]
    [InlineData(1 << 12, 1)]
    [InlineData(1 << 12, 3)]
    [InlineData(1 << 12, 4)]
    public void Division_by_a_linear_factor_is_synthetic_division(int length, int threads)
    {
        var random = new RandomElements(length);
        var coefficients = random.NextFrs(length);
        foreach (var point in new[] { Fr.Zero, Fr.One, random.NextFr() })
        {
            using var buffer = Blocks(coefficients);
            var remainder = BlockPolynomial<TField>.DivideByLinear(buffer, point, threads);
            var expected = (Fr[])coefficients.Clone();
            Assert.Equal(Polynomial.DivideByLinear(expected, point), remainder);
            Assert.Equal(expected, Elements(buffer));
        }
    }

    private static BlockBuffer Blocks(Fr[] elements)
    {
        var buffer = new BlockBuffer(elements.Length);
        BlockConversion<TField>.FromElements(elements, buffer, maxThreads: 1);
        return buffer;
    }

    private static Fr[] Elements(BlockBuffer buffer)
    {
        var elements = new Fr[buffer.Length];
        BlockConversion<TField>.ToElements(buffer, elements, maxThreads: 1);
        return elements;
    }
}
