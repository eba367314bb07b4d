using Xunit.Abstractions;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>Random numbers whose seed a failing test prints.</summary>
internal static class Seeds
{
    public static Random Random(int seed, ITestOutputHelper? output = null)
    {
        output?.WriteLine($"seed {seed}");
        return new Random(seed);
    }

    public static Fr Element(Random random)
    {
        var bytes = new byte[32];
        random.NextBytes(bytes);
        return Fr.ReduceBigEndian(bytes);
    }
}
