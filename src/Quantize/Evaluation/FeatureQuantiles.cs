using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>
/// How random features are distributed over a set of pictures: 100 quantiles of each feature, at three scales and after
/// each of two layers. The mean distance of two sets' quantiles is, up to a factor, the one-dimensional Wasserstein
/// distance of a feature's distributions (Villani, "Topics in optimal transportation", 2003).
/// </summary>
internal sealed class FeatureQuantiles
{
    /// <summary>How many quantiles, evenly spaced from 0.005 to 0.995.</summary>
    public const int Quantiles = 100;

    /// <summary>Features are taken at so many places at most, drawn by a fixed seed.</summary>
    public const int MaxPlaces = 20_000;

    /// <summary>The least side of a picture: 5x5 windows must fit at the coarsest scale.</summary>
    public const int MinSide = 20;

    private const ulong PlaceSeed = 5;
    private const double MinSpread = 1e-3;

    private static readonly int[] s_scales = [1, 2, 4];

    private readonly float[][] _sets;

    private FeatureQuantiles(float[][] sets) => _sets = sets;

    /// <summary>Measures a set of pictures.</summary>
    /// <param name="pictures">Planes of square pictures of one side.</param>
    /// <param name="side">The side, at least 20 and a multiple of 4.</param>
    /// <param name="cancellation">Stops measuring.</param>
    /// <returns>The quantiles.</returns>
    public static FeatureQuantiles Of(IReadOnlyList<float[]> pictures, int side, CancellationToken cancellation = default)
    {
        if (side < MinSide || side % s_scales[^1] != 0)
            throw new ArgumentException($"Pictures to measure have sides of at least {MinSide} and a multiple of {s_scales[^1]} pixels, got {side}.", nameof(side));
        var sets = new List<float[]>();
        foreach (var scale in s_scales)
        {
            var pooled = pictures.Select(picture => NativePicture.Pool(picture, side, scale)).ToArray();
            for (var layer = 0; layer < RandomFeatures.Layers; layer++)
                sets.Add(Measure(pooled, side / scale, layer, cancellation));
        }

        return new FeatureQuantiles([.. sets]);
    }

    /// <summary>How far another set's features are from this one's, in units of this one's spread.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>The mean over quantiles, features, layers and scales of the quantiles' difference, divided by the standard deviation of this set's quantiles of that feature (at least 0.001).</returns>
    public double DistanceTo(FeatureQuantiles other)
    {
        double total = 0;
        for (var set = 0; set < _sets.Length; set++)
        {
            for (var c = 0; c < RandomFeatures.Count; c++)
            {
                var own = _sets[set].AsSpan(c * Quantiles, Quantiles);
                var others = other._sets[set].AsSpan(c * Quantiles, Quantiles);
                double sum = 0, squares = 0, difference = 0;
                for (var q = 0; q < Quantiles; q++)
                {
                    sum += own[q];
                    squares += (double)own[q] * own[q];
                    difference += Math.Abs(own[q] - others[q]);
                }

                var variance = Math.Max(0, squares - (sum * sum / Quantiles)) / (Quantiles - 1);
                total += difference / Quantiles / Math.Max(Math.Sqrt(variance), MinSpread);
            }
        }

        return total / (_sets.Length * RandomFeatures.Count);
    }

    private static float[] Measure(float[][] pictures, int side, int layer, CancellationToken cancellation)
    {
        var reach = side - (2 * (layer + 1));
        var places = Places(pictures.Length * reach * reach);
        var values = new float[RandomFeatures.Count][];
        for (var c = 0; c < values.Length; c++)
            values[c] = new float[places.Length];
        const int Chunk = 256;
        var options = new ParallelOptions { CancellationToken = cancellation };
        Parallel.For(0, (places.Length + Chunk - 1) / Chunk, options, chunk =>
        {
            Span<float> features = stackalloc float[RandomFeatures.Count];
            for (var i = chunk * Chunk; i < Math.Min(places.Length, (chunk + 1) * Chunk); i++)
            {
                var (picture, cell) = (places[i] / (reach * reach), places[i] % (reach * reach));
                RandomFeatures.Standard.At(pictures[picture], side, layer, cell / reach, cell % reach, features);
                for (var c = 0; c < features.Length; c++)
                    values[c][i] = features[c];
            }
        });
        var quantiles = new float[RandomFeatures.Count * Quantiles];
        Parallel.For(0, RandomFeatures.Count, options, c =>
        {
            Array.Sort(values[c]);
            for (var q = 0; q < Quantiles; q++)
                quantiles[(c * Quantiles) + q] = Quantile(values[c], 0.005 + (q * 0.01));
        });
        return quantiles;
    }

    // Linear between the sorted values' positions.
    private static float Quantile(float[] sorted, double share)
    {
        var position = share * (sorted.Length - 1);
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return (float)(sorted[below] + ((position - below) * (sorted[above] - (double)sorted[below])));
    }

    // All places, or as many as are taken, drawn without repetition (Fisher and Yates).
    private static int[] Places(int count)
    {
        var places = new int[count];
        for (var i = 0; i < count; i++)
            places[i] = i;
        if (count <= MaxPlaces)
            return places;
        var random = new SeededRandom(PlaceSeed);
        for (var i = 0; i < MaxPlaces; i++)
        {
            var j = random.Next(i, count);
            (places[i], places[j]) = (places[j], places[i]);
        }

        return places[..MaxPlaces];
    }
}
