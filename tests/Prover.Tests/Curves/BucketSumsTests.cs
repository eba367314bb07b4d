using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves;

/// <summary>The scalar sums, which machines with vectors take for few points alone.</summary>
public class BucketSumsTests
{
    [Theory]
    [InlineData(1, 300)]
    [InlineData(2, 40_000)]
    public void Full_and_small_scalars_agree_with_the_logarithms(int seed, int size)
    {
        var random = new RandomElements(seed);
        var (bases, logs) = MsmInputs.Line(random, size);
        for (var i = 0; i < size; i += 1 + random.Random.Next(100))
            (bases[i], logs[i]) = i % 3 == 0 ? (G1Affine.Infinity, Fr.Zero) : (-bases[size - 1], -logs[size - 1]);
        var scalars = random.NextFrs(size);
        Assert.Equal(MsmInputs.Expected(logs, scalars), new BucketSums(bases, new FieldDigits(scalars, 2), 2).Compute());

        var integers = Enumerable.Range(0, size).Select(_ => random.Random.NextInt64(-(1L << 23), 1L << 23)).ToArray();
        var expected = MsmInputs.Expected(logs, [.. integers.Select(Fr.FromInt64)]);
        Assert.Equal(expected, new BucketSums(bases, new SmallDigits(integers), 1).Compute());
    }
}
