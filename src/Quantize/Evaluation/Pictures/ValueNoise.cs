namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>Repeatable randomness of places: clouds, grain, ridges.</summary>
internal static class ValueNoise
{
    /// <summary>Noise of one sample, without any likeness between neighbours.</summary>
    /// <param name="seed">Which noise.</param>
    /// <param name="index">The sample.</param>
    /// <returns>Of mean 0 and variance about 1: the sum of four uniform numbers.</returns>
    public static double White(uint seed, int index)
    {
        double sum = -2;
        for (var i = 0; i < 4; i++)
            sum += Lattice(seed, index, i);
        return sum * 1.7320508;
    }

    /// <summary>A number for a point of the integer lattice.</summary>
    /// <param name="seed">Which lattice.</param>
    /// <param name="x">The point.</param>
    /// <param name="y">The point.</param>
    /// <returns>In [0, 1).</returns>
    public static double Lattice(uint seed, int x, int y)
    {
        unchecked
        {
            // Mixing steps of MurmurHash3 (Appleby, 2011).
            var h = seed ^ ((uint)x * 0x85EBCA6B) ^ ((uint)y * 0xC2B2AE35);
            h ^= h >> 16;
            h *= 0x85EBCA6B;
            h ^= h >> 13;
            h *= 0xC2B2AE35;
            h ^= h >> 16;
            return h / 4294967296.0;
        }
    }

    /// <summary>Smooth noise: lattice numbers, blended between points.</summary>
    /// <param name="seed">Which noise.</param>
    /// <param name="x">The place; one unit is one lattice step.</param>
    /// <param name="y">The place.</param>
    /// <returns>In [0, 1).</returns>
    public static double Smooth(uint seed, double x, double y)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        var (u, v) = (Ease(x - left), Ease(y - top));
        var upper = (Lattice(seed, left, top) * (1 - u)) + (Lattice(seed, left + 1, top) * u);
        var lower = (Lattice(seed, left, top + 1) * (1 - u)) + (Lattice(seed, left + 1, top + 1) * u);
        return (upper * (1 - v)) + (lower * v);
    }

    /// <summary>Fractal noise: octaves of smooth noise, each twice as fine and half as strong.</summary>
    /// <param name="seed">Which noise.</param>
    /// <param name="x">The place; one unit is a lattice step of the coarsest octave.</param>
    /// <param name="y">The place.</param>
    /// <param name="octaves">How many, at least 1.</param>
    /// <returns>In [0, 1), most often near a half.</returns>
    public static double Fractal(uint seed, double x, double y, int octaves = 4)
    {
        double sum = 0, weight = 0, strength = 1;
        for (var i = 0; i < octaves; i++)
        {
            sum += strength * Smooth(seed + (uint)i, x, y);
            weight += strength;
            (x, y, strength) = (2 * x, 2 * y, strength / 2);
        }

        return sum / weight;
    }

    private static double Ease(double t) => t * t * (3 - (2 * t));
}
