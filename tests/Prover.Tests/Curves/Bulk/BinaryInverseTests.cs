using System.Numerics;
using ZkStyle.Prover.Curves.Bulk;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves.Bulk;

public class BinaryInverseTests
{
    [Theory]
    [InlineData(1)]
    public void Inverses_are_those_of_powers(int seed)
    {
        Check<BaseFieldModulus>(seed);
        Check<ScalarFieldModulus>(seed);
    }

    private static void Check<TModulus>(int seed)
        where TModulus : struct, IFieldModulus
    {
        var random = new RandomElements(seed);
        var p = PrimeField<TModulus>.Modulus;
        var radix = BigInteger.ModPow(BigInteger.One << 256, p - 2, p);
        Assert.Equal(PrimeField<TModulus>.Zero, BinaryInverse<TModulus>.Invert(PrimeField<TModulus>.Zero));

        // Representations 2^k, 2^k - 1 and p - 2^k use up the most or the fewest steps.
        var values = new List<BigInteger>();
        for (var k = 0; k < 254; k++)
        {
            var power = BigInteger.One << k;
            values.AddRange([power * radix, (power - 1) * radix, (p - power) * radix, power, p - power]);
        }

        for (var i = 0; i < 3_000; i++)
            values.Add(random.Next<TModulus>().ToBigInteger());
        foreach (var value in values.Select(PrimeField<TModulus>.FromBigInteger).Where(v => !v.IsZero))
        {
            var inverse = BinaryInverse<TModulus>.Invert(value);
            Assert.True(inverse.IsReducedLimbs());
            Assert.Equal(PrimeField<TModulus>.One, inverse * value);
        }
    }
}
