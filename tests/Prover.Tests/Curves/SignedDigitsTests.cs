using System.Numerics;
using ZkStyle.Prover.Curves;

namespace ZkStyle.Prover.Tests.Curves;

public class SignedDigitsTests
{
    [Theory]
    [InlineData(1)]
    public void Digits_give_the_integer_and_are_odd_small_and_far_apart(int seed)
    {
        var random = new Random(seed);
        var values = new List<UInt128> { 0, 1, 2, 3, ulong.MaxValue, MillerLines.BnParameter, ((UInt128)1 << 120) - 1 };
        for (var i = 0; i < 100; i++)
            values.Add(new UInt128((ulong)random.NextInt64(1L << 56), (ulong)random.NextInt64()) >> random.Next(120));
        for (var width = 2; width <= 8; width++)
        {
            foreach (var value in values)
            {
                var digits = SignedDigits.NonAdjacent(value, width);
                var sum = BigInteger.Zero;
                var last = -width;
                for (var i = 0; i < digits.Length; i++)
                {
                    sum += digits[i] * (BigInteger.One << i);
                    if (digits[i] == 0)
                        continue;
                    Assert.True(i - last >= width, $"digits {last} and {i} of {value} at width {width}");
                    Assert.Equal(1, Math.Abs(digits[i] % 2));
                    Assert.InRange(Math.Abs((int)digits[i]), 1, (1 << (width - 1)) - 1);
                    last = i;
                }

                Assert.Equal((BigInteger)value, sum);
                Assert.True(digits.Length == 0 || digits[^1] > 0);
            }
        }
    }
}
