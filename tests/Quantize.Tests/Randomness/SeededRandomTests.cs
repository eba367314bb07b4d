using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Tests.Randomness;

public class SeededRandomTests
{
    [Fact]
    public void Streams_repeat_and_differ()
    {
        ulong[] Take(ulong seed, ulong stream)
        {
            var random = new SeededRandom(seed, stream);
            return [.. Enumerable.Range(0, 50).Select(_ => random.NextBits())];
        }

        Assert.Equal(Take(3, 4), Take(3, 4));
        var all = new HashSet<ulong>();
        for (ulong seed = 0; seed < 20; seed++)
        {
            for (ulong stream = 0; stream < 20; stream++)
                all.UnionWith(Take(seed, stream));
        }

        Assert.Equal(20 * 20 * 50, all.Count);
    }

    [Fact]
    public void Distributions_have_their_moments()
    {
        var random = new SeededRandom(5);
        const int Count = 200_000;
        void Check(Func<double> draw, double mean, double deviation)
        {
            var values = Enumerable.Range(0, Count).Select(_ => draw()).ToArray();
            var average = values.Average();
            Assert.InRange(average, mean - (0.02 * deviation), mean + (0.02 * deviation));
            Assert.InRange(Math.Sqrt(values.Average(v => (v - average) * (v - average))), 0.98 * deviation, 1.02 * deviation);
        }

        Check(random.NextDouble, 0.5, 1 / Math.Sqrt(12));
        Check(random.NextNormal, 0, 1);
        Check(() => random.NextNoise(), 0, 1);
        Check(() => random.Next(2, 12), 6.5, Math.Sqrt(99 / 12.0));
        Check(() => random.Chance(0.3) ? 1 : 0, 0.3, Math.Sqrt(0.21));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(0));
    }
}
