using System.Numerics;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

/// <summary>Sums with one reduction beside BigInteger, in both fields.</summary>
public class PrimeFieldSumOfProductsTests
{
    [Theory]
    [InlineData(1)]
    public void Sums_of_any_number_of_products_agree_with_integers(int seed)
    {
        CheckSums<ScalarFieldModulus>(new RandomElements(seed));
        CheckSums<BaseFieldModulus>(new RandomElements(seed));
    }

    [Theory]
    [InlineData(2)]
    public void Small_multiples_agree_with_integers(int seed)
    {
        CheckSmallMultiples<ScalarFieldModulus>(new RandomElements(seed));
        CheckSmallMultiples<BaseFieldModulus>(new RandomElements(seed));
    }

    [Theory]
    [InlineData(3)]
    public void Integers_over_the_radix_are_integers_once_multiplied_by_it(int seed)
    {
        var random = new Random(seed);
        Assert.Equal((BigInteger.One << 256) % Fr.Modulus, Fr.Radix.ToBigInteger());
        for (var length = 0; length <= 31; length++)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            var expected = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
            Assert.Equal(expected, (Fr.IntegerOverRadix(bytes) * Fr.Radix).ToBigInteger());
            Array.Fill(bytes, (byte)0xff);
            Assert.Equal((BigInteger.One << (8 * length)) - 1, (Fr.Radix * Fr.IntegerOverRadix(bytes)).ToBigInteger());
        }
    }

    private static void CheckSums<TModulus>(RandomElements random)
        where TModulus : struct, IFieldModulus
    {
        var p = PrimeField<TModulus>.Modulus;
        var largest = -PrimeField<TModulus>.One;

        // The element whose Montgomery form is p - 1 has the largest limbs.
        var largestLimbs = largest * PrimeField<TModulus>.Radix.Inverse();
        for (var count = 0; count <= PrimeField<TModulus>.MaxProducts; count++)
        {
            for (var trial = 0; trial < 200; trial++)
            {
                var left = new PrimeField<TModulus>[count];
                var right = new PrimeField<TModulus>[count];
                var expected = BigInteger.Zero;
                for (var i = 0; i < count; i++)
                {
                    left[i] = Element(trial);
                    right[i] = Element(trial);
                    expected += left[i].ToBigInteger() * right[i].ToBigInteger();
                }

                PrimeField<TModulus>.SumOfProducts(left, right, out var sum);
                Assert.Equal(expected % p, sum.ToBigInteger());
                Assert.True(sum.IsReducedLimbs());
                if (count == 0)
                    continue;
                PrimeField<TModulus>.SumOfProducts(left, right, out right[^1]);
                Assert.Equal(sum, right[^1]);
            }
        }

        PrimeField<TModulus> Element(int trial) => trial switch
        {
            0 => largestLimbs,
            1 => largest,
            2 => PrimeField<TModulus>.Zero,
            < 50 => random.Random.Next(3) switch
            {
                0 => largestLimbs,
                1 => PrimeField<TModulus>.One,
                _ => random.Next<TModulus>(),
            },
            _ => random.Next<TModulus>(),
        };
    }

    private static void CheckSmallMultiples<TModulus>(RandomElements random)
        where TModulus : struct, IFieldModulus
    {
        // Around every multiple of p / factor, where the estimate of the quotient is tightest, in Montgomery form.
        var p = PrimeField<TModulus>.Modulus;
        var inverseRadix = PrimeField<TModulus>.Radix.Inverse();
        for (uint factor = 0; factor <= 13; factor++)
        {
            var values = new List<PrimeField<TModulus>> { random.Next<TModulus>(), random.Next<TModulus>() };
            for (var multiple = 0; multiple <= factor; multiple++)
            {
                for (var off = -1; off <= 1; off++)
                    values.Add(PrimeField<TModulus>.FromBigInteger((p * multiple / Math.Max(1, factor)) + off) * inverseRadix);
            }

            foreach (var value in values)
            {
                foreach (var addend in values)
                {
                    var expected = ((factor * value.ToBigInteger()) + addend.ToBigInteger()) % p;
                    PrimeField<TModulus>.MultiplyAddSmall(in value, factor, in addend, out var result);
                    Assert.Equal(expected, result.ToBigInteger());
                    Assert.True(result.IsReducedLimbs());
                    var alias = value;
                    PrimeField<TModulus>.MultiplyAddSmall(in alias, factor, in addend, out alias);
                    Assert.Equal(result, alias);
                }
            }
        }
    }
}
