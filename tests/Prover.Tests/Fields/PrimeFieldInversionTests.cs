using System.Numerics;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Tests.Fields;

/// <summary>The binary Euclidean algorithm beside Fermat's little theorem, in both fields.</summary>
public class PrimeFieldInversionTests
{
    [Theory]
    [InlineData(1)]
    public void Inverses_are_powers_to_p_minus_two(int seed)
    {
        Check<ScalarFieldModulus>(new RandomElements(seed));
        Check<BaseFieldModulus>(new RandomElements(seed));
    }

    /// <summary>The algorithm works on the Montgomery form, so that is what is short, sparse or close to p here.</summary>
    [Fact]
    public void Montgomery_forms_of_every_length_and_near_p_are_inverted()
    {
        CheckShapes<ScalarFieldModulus>();
        CheckShapes<BaseFieldModulus>();
    }

    private static void Check<TModulus>(RandomElements random)
        where TModulus : struct, IFieldModulus
    {
        Assert.True(PrimeField<TModulus>.Zero.Inverse().IsZero);
        for (var i = 0; i < 1000; i++)
        {
            var value = random.Next<TModulus>();
            Assert.Equal(value.Pow(PrimeField<TModulus>.Modulus - 2), value.Inverse());
        }

        for (var i = 0; i < 100_000; i++)
        {
            var value = random.Next<TModulus>();
            Assert.True((value * value.Inverse()).IsOne);
        }
    }

    private static void CheckShapes<TModulus>()
        where TModulus : struct, IFieldModulus
    {
        var p = PrimeField<TModulus>.Modulus;
        var inverseRadix = BigInteger.ModPow((BigInteger.One << 256) % p, p - 2, p);
        for (var length = 0; length < 254; length++)
        {
            var power = BigInteger.One << length;
            BigInteger[] shapes =
                [power, power - 1, power + 1, p - power, p - power - 1, (p / power) + 1, p / power, power * 0x5555 % p];
            foreach (var montgomery in shapes)
            {
                if (montgomery.Sign <= 0 || montgomery >= p)
                    continue;
                var value = montgomery * inverseRadix % p;
                var inverse = PrimeField<TModulus>.FromBigInteger(value).Inverse();
                Assert.True(inverse.IsReducedLimbs());
                Assert.Equal(BigInteger.ModPow(value, p - 2, p), inverse.ToBigInteger());
            }
        }
    }
}
