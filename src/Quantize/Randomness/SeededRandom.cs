using System.Numerics;

namespace ZkStyle.Quantize.Randomness;

/// <summary>
/// The random numbers of data sets and training: xoshiro256** (Blackman and Vigna, "Scrambled linear
/// pseudorandom number generators", 2018), seeded through SplitMix64. The same seed gives the same numbers on
/// every machine and runtime version, which <see cref="Random"/> does not promise. Not for secrets.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts the stream number <paramref name="stream"/> of the seed; streams are independent.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="stream">Which of the seed's streams, for example a sample's number.</param>
    public SeededRandom(ulong seed, ulong stream = 0)
    {
        var state = seed;
        state = SplitMix(ref state) ^ BitOperations.RotateLeft(stream * 0xD1342543DE82EF95UL, 23);
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>64 random bits.</summary>
    /// <returns>Any value.</returns>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A uniform number in [0, 1).</summary>
    /// <returns>A multiple of 2^-53.</returns>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uniform integer in [0, <paramref name="count"/>).</summary>
    /// <param name="count">How many values, at least 1.</param>
    /// <returns>The integer; the bias of the multiply-shift method is below count / 2^64.</returns>
    public int Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return (int)Math.BigMul(NextBits(), (ulong)count, out _);
    }

    /// <summary>A uniform integer in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    /// <param name="from">The lowest value.</param>
    /// <param name="to">One past the highest value.</param>
    /// <returns>The integer.</returns>
    public int Next(int from, int to) => from + Next(to - from);

    /// <summary>A uniform number in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    /// <param name="from">The lowest value.</param>
    /// <param name="to">The end of the interval.</param>
    /// <returns>The number.</returns>
    public double Uniform(double from, double to) => from + ((to - from) * NextDouble());

    /// <summary>True with the given probability.</summary>
    /// <param name="probability">In [0, 1].</param>
    /// <returns>Whether the event happened.</returns>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>A normally distributed number of mean 0 and variance 1 (Box and Muller, 1958).</summary>
    /// <returns>The number.</returns>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>
    /// A number of mean 0 and variance 1 that is nearly normal (the sum of four uniform ones, never past 3.47):
    /// cheap enough to draw for every sample of a picture.
    /// </summary>
    /// <returns>The number.</returns>
    public float NextNoise()
    {
        var bits = NextBits();
        var sum = (float)(bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        // Four uniform integers below 2^16 have mean 4 * 32767.5 and standard deviation 2^16 / sqrt(3).
        return (sum - 131070f) * (1.7320508f / 65536f);
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
