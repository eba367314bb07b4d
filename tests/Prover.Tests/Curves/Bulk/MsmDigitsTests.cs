using System.Numerics;
using ZkStyle.Prover.Curves.Bulk;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves.Bulk;

public unsafe class MsmDigitsTests
{
    /// <summary>The counts make the plan choose narrow and wide windows.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 300)]
    [InlineData(3, 5_001)]
    [InlineData(4, 150_000)]
    public void Digits_recompose_their_scalars(int seed, int count)
    {
        var random = new RandomElements(seed);
        var drawn = random.NextFrs(Math.Min(count, 500));
        var scalars = new Fr[count];
        for (var i = 0; i < count; i++)
            scalars[i] = i < MsmInputs.EdgeScalars.Length ? MsmInputs.EdgeScalars[i] : drawn[i % drawn.Length];
        var expected = scalars.Select(s => s.ToBigInteger()).ToArray();
        using (var digits = MsmDigits.FromElements(scalars, 2))
            Check(expected, digits);

        using var buffer = new BlockBuffer(count);
        var padded = new Fr[buffer.Blocks * BlockLayout.Lanes];
        scalars.CopyTo(padded, 0);
        fixed (Fr* source = padded)
        {
            for (var block = 0; block < buffer.Blocks; block++)
                FrVector256.FromElements(source + (block * BlockLayout.Lanes), buffer.Block(block));
        }

        using (var digits = MsmDigits.FromBlocks<FrVector256>(buffer, count, 2))
            Check(expected, digits);

        foreach (var bits in new[] { 1, 8, 17, 40, 62 })
        {
            var integers = new long[count];
            for (var i = 0; i < count; i++)
                integers[i] = random.Random.NextInt64(1 - (1L << bits), 1L << bits);
            (integers[0], integers[1], integers[2]) = ((1L << bits) - 1, 1 - (1L << bits), 0);
            var (length, nonZero) = MsmDigits.Measure(integers);
            Assert.Equal((bits, integers.Count(i => i != 0)), (length, nonZero));
            using var small = MsmDigits.FromIntegers(integers, bits, nonZero, 2);
            Check([.. integers.Select(i => (BigInteger)i)], small);
        }
    }

    [Theory]
    [InlineData(5)]
    public void Every_width_recomposes_the_extremes(int seed)
    {
        var random = new RandomElements(seed);
        Fr[] scalars = [.. MsmInputs.EdgeScalars, .. random.NextFrs(90)];
        for (var width = 2; width <= 16; width++)
        {
            using (var digits = MsmDigits.FromElements(scalars, 1, width))
                Check([.. scalars.Select(s => s.ToBigInteger())], digits);
            for (var bits = 1; bits <= 62; bits++)
            {
                if (!MsmPlan.IsPossible(width, bits))
                    continue;
                var top = (1L << bits) - 1;
                long[] integers = [top, -top, top - 1, 1 - top, (top + 1) / 2, -(top + 1) / 2, 0, 1, -1, random.Random.NextInt64(-top, top)];
                using var digits = MsmDigits.FromIntegers(integers, bits, integers.Length, 1, width);
                Check([.. integers.Select(i => (BigInteger)i)], digits);
            }
        }
    }

    private static void Check(BigInteger[] expected, MsmDigits digits)
    {
        for (var i = 0; i < expected.Length; i += 1 + (expected.Length / 2_000))
        {
            var sum = BigInteger.Zero;
            for (var window = 0; window < digits.Windows; window++)
            {
                int digit = digits.Window(window, i, 1)[0];
                Assert.InRange(Math.Abs(digit), 0, 1 << (digits.Width - 1));
                sum += (BigInteger)digit << (window * digits.Width);
            }

            Assert.Equal(expected[i], sum);
        }
    }
}
