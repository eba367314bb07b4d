using System.Numerics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Tests.Fields;
using static ZkStyle.Prover.Tests.Curves.MsmInputs;

namespace ZkStyle.Prover.Tests.Curves;

public class MsmTests
{
    [Theory]
    [InlineData(1)]
    public void Sizes_from_none_to_a_thousand_agree_with_single_products(int seed)
    {
        var random = new RandomElements(seed);
        foreach (var size in new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 31, 64, 100, 255, 1000 })
        {
            var (bases, logs) = Line(random, size);
            var scalars = random.NextFrs(size);
            var expected = Expected(logs, scalars);
            Assert.Equal(size <= 17 ? Naive(bases, scalars) : expected, expected);
            foreach (var threads in new[] { 1, 3 })
                Assert.Equal(expected, Msm.Compute(bases, scalars, threads));
        }
    }

    [Theory]
    [InlineData(2)]
    public void Adversarial_bases_and_scalars_agree_with_single_products(int seed)
    {
        var random = new RandomElements(seed);
        foreach (var size in new[] { 1, 2, 7, 8, 33, 300 })
        {
            foreach (var (bases, logs) in AdversarialBases(random, size))
            {
                foreach (var scalars in AdversarialScalars(random, size))
                {
                    Assert.Equal(Expected(logs, scalars), Msm.Compute(bases, scalars, 1));
                    Assert.Equal(Expected(logs, scalars), Msm.Compute(bases, scalars, 2));
                }
            }
        }
    }

    [Theory]
    [InlineData(3)]
    public void Small_integers_of_every_length_agree_with_single_products(int seed)
    {
        var random = new RandomElements(seed);
        var (bases, logs) = Line(random, 200);
        for (var bits = 0; bits < 64; bits++)
        {
            var scalars = new long[bases.Length];
            for (var i = 0; i < scalars.Length; i++)
            {
                var magnitude = bits == 63 ? random.Random.NextInt64() : random.Random.NextInt64(1L << bits);
                scalars[i] = i % 3 == 0 ? -magnitude : magnitude;
            }

            scalars[7] = bits == 0 ? 0 : -(1L << (bits - 1));
            scalars[8] = bits == 63 ? long.MinValue : (1L << bits) - 1;
            var expected = Expected(logs, [.. scalars.Select(Fr.FromInt64)]);
            foreach (var threads in new[] { 1, 2 })
                Assert.Equal(expected, Msm.ComputeSmall(bases, scalars, threads));
        }
    }

    [Theory]
    [InlineData(4)]
    public void Adversarial_bases_and_small_integers_agree_with_single_products(int seed)
    {
        var random = new RandomElements(seed);
        foreach (var size in new[] { 0, 1, 2, 3, 9, 500 })
        {
            foreach (var (bases, logs) in AdversarialBases(random, size))
            {
                foreach (var scalars in AdversarialIntegers(random, size))
                {
                    var expected = Expected(logs, [.. scalars.Select(Fr.FromInt64)]);
                    foreach (var threads in new[] { 1, 3 })
                        Assert.Equal(expected, Msm.ComputeSmall(bases, scalars, threads));
                }
            }
        }
    }

    /// <summary>Errors of long accumulations show only at size: full, small, all-equal and duplicated inputs.</summary>
    [Theory]
    [InlineData(5)]
    public void Forty_thousand_points_agree_with_one_product(int seed)
    {
        const int Size = 40_000;
        var random = new RandomElements(seed);
        var (bases, logs) = Line(random, Size);
        var scalars = random.NextFrs(Size);
        Assert.Equal(Expected(logs, scalars), Msm.Compute(bases, scalars));

        Array.Fill(scalars, scalars[0]);
        Assert.Equal(Expected(logs, scalars), Msm.Compute(bases, scalars));

        var integers = Enumerable.Range(0, Size).Select(_ => random.Random.NextInt64(-(1L << 23), 1L << 23)).ToArray();
        Assert.Equal(Expected(logs, [.. integers.Select(Fr.FromInt64)]), Msm.ComputeSmall(bases, integers));

        Array.Fill(bases, bases[0]);
        Array.Fill(logs, logs[0]);
        Assert.Equal(Expected(logs, scalars), Msm.Compute(bases, scalars));
        Assert.Equal(Expected(logs, [.. integers.Select(Fr.FromInt64)]), Msm.ComputeSmall(bases, integers));
    }

    [Fact]
    public void Lengths_must_agree()
    {
        Assert.Throws<ArgumentException>(() => Msm.Compute(new G1Affine[3], new Fr[2]));
        Assert.Throws<ArgumentException>(() => Msm.ComputeSmall(new G1Affine[3], new long[4]));
    }

    [Theory]
    [InlineData(6)]
    public void Digits_of_every_width_recompose_their_scalars(int seed)
    {
        var random = new RandomElements(seed);
        Fr[] scalars = [.. EdgeScalars, .. random.NextFrs(20)];
        for (var width = 2; width <= 15; width++)
        {
            var digits = new FieldDigits(scalars, 1);
            Assert.Equal(scalars.Select(s => s.ToBigInteger()), Recompose(digits, width));
            foreach (var bits in new[] { 1, 8, 17, 40, 62 })
            {
                long[] integers = [.. Enumerable.Range(0, 30).Select(i => random.Random.NextInt64(1 - (1L << bits), 1L << bits)), (1L << bits) - 1, 1 - (1L << bits)];
                var small = new SmallDigits(integers);
                Assert.Equal(bits, small.ScalarBits);
                Assert.Equal(integers.Select(i => (BigInteger)i), Recompose(small, width));
            }
        }
    }

    private static BigInteger[] Recompose(IScalarDigits digits, int width)
    {
        var windows = digits.SetWidth(width);
        var sums = new BigInteger[digits.Count];
        var row = new short[digits.Count];
        for (var window = 0; window < windows; window++)
        {
            digits.ReadDigits(window, 0, row);
            for (var i = 0; i < row.Length; i++)
            {
                Assert.InRange(Math.Abs((int)row[i]), 0, 1 << (width - 1));
                sums[i] += (BigInteger)row[i] << (window * width);
            }
        }

        return sums;
    }
}
