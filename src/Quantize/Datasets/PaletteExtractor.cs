using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Datasets;

/// <summary>
/// Finds the colours of a collection: weighted k-means over its exact colours, seeded by the farthest colours, so that
/// rare hues get entries of their own. Colours that much of a cluster agrees on are kept exactly, so that flat areas
/// of pixel art lose nothing. Deterministic.
/// </summary>
public static class PaletteExtractor
{
    /// <summary>The most colours of a palette: what the circuit's index table holds.</summary>
    public const int MaxColours = 64;

    private const int Rounds = 40;

    // Counts are raised to this power: large flat areas count less than in proportion, or they would take all entries.
    private const double CountPower = 0.6;

    // A cluster's most used colour replaces its mean when it has this share of the cluster's pixels.
    private const double MajorityShare = 0.5;

    // Pictures with more colours than this are counted on a coarser grid first.
    private const int MaxDistinct = 1 << 16;

    /// <summary>Extracts a palette.</summary>
    /// <param name="pictures">Pictures at the resolution whose pixels matter, at least one.</param>
    /// <param name="colours">How many colours, from 2 to 64.</param>
    /// <returns>
    /// The colours, the most used first; exactly <paramref name="colours"/> of them, the last one repeated where the
    /// pictures have fewer.
    /// </returns>
    public static IReadOnlyList<RgbColour> Extract(IReadOnlyList<RgbImage> pictures, int colours)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentOutOfRangeException.ThrowIfLessThan(pictures.Count, 1, nameof(pictures));
        if (colours is < 2 or > MaxColours)
            throw new ArgumentOutOfRangeException(nameof(colours), colours, $"A palette has 2 to {MaxColours} colours.");
        var histogram = Count(pictures);
        var points = histogram.Keys.Order().Select(Unpack).ToArray();
        var counts = histogram.OrderBy(pair => pair.Key).Select(pair => (double)pair.Value).ToArray();
        var weights = Array.ConvertAll(counts, count => Math.Pow(count, CountPower));
        var centres = Farthest(points, weights, Math.Min(colours, points.Length));
        var owners = new int[points.Length];
        for (var round = 0; round < Rounds; round++)
        {
            Assign(points, centres, owners);
            Centre(points, weights, owners, centres);
        }

        Assign(points, centres, owners);
        return Round(points, counts, owners, centres, colours);
    }

    /// <summary>The entry of a palette that is nearest to a colour; the first one of equals.</summary>
    /// <param name="palette">The palette.</param>
    /// <param name="colour">The colour.</param>
    /// <returns>Its index.</returns>
    public static int Nearest(IReadOnlyList<RgbColour> palette, RgbColour colour)
    {
        ArgumentNullException.ThrowIfNull(palette);
        var (best, bestDistance) = (0, int.MaxValue);
        for (var k = 0; k < palette.Count; k++)
        {
            var (r, g, b) = (colour.Red - palette[k].Red, colour.Green - palette[k].Green, colour.Blue - palette[k].Blue);
            var distance = (r * r) + (g * g) + (b * b);
            if (distance < bestDistance)
                (best, bestDistance) = (k, distance);
        }

        return best;
    }

    private static Dictionary<int, long> Count(IReadOnlyList<RgbImage> pictures)
    {
        for (var dropped = 0; ; dropped++)
        {
            var histogram = new Dictionary<int, long>();
            var mask = 0xFF >> dropped << dropped;
            var half = dropped == 0 ? 0 : 1 << (dropped - 1);
            foreach (var picture in pictures)
            {
                for (var i = 0; i < picture.Pixels.Length && histogram.Count <= MaxDistinct; i += RgbImage.Channels)
                {
                    var key = (((picture.Pixels[i] & mask) | half) << 16) | (((picture.Pixels[i + 1] & mask) | half) << 8) | (picture.Pixels[i + 2] & mask) | half;
                    histogram[key] = histogram.GetValueOrDefault(key) + 1;
                }
            }

            if (histogram.Count <= MaxDistinct)
                return histogram;
        }
    }

    private static double[] Unpack(int key) => [key >> 16, (key >> 8) & 0xFF, key & 0xFF];

    private static double Distance(double[] a, double[] b)
    {
        var (r, g, blue) = (a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        return (r * r) + (g * g) + (blue * blue);
    }

    // The heaviest colour first, then each time the one of largest weight times squared distance to those chosen.
    private static double[][] Farthest(double[][] points, double[] weights, int colours)
    {
        var distances = new double[points.Length];
        Array.Fill(distances, 1);
        var centres = new double[colours][];
        for (var k = 0; k < colours; k++)
        {
            var best = 0;
            for (var i = 1; i < points.Length; i++)
            {
                if (distances[i] * weights[i] > distances[best] * weights[best])
                    best = i;
            }

            centres[k] = [.. points[best]];
            for (var i = 0; i < points.Length; i++)
                distances[i] = k == 0 ? Distance(points[i], centres[0]) : Math.Min(distances[i], Distance(points[i], centres[k]));
        }

        return centres;
    }

    private static void Assign(double[][] points, double[][] centres, int[] owners) =>
        Parallel.For(0, points.Length, i =>
        {
            var best = 0;
            for (var k = 1; k < centres.Length; k++)
            {
                if (Distance(points[i], centres[k]) < Distance(points[i], centres[best]))
                    best = k;
            }

            owners[i] = best;
        });

    private static void Centre(double[][] points, double[] weights, int[] owners, double[][] centres)
    {
        var sums = new double[centres.Length, RgbImage.Channels];
        var totals = new double[centres.Length];
        for (var i = 0; i < points.Length; i++)
        {
            totals[owners[i]] += weights[i];
            for (var c = 0; c < RgbImage.Channels; c++)
                sums[owners[i], c] += weights[i] * points[i][c];
        }

        for (var k = 0; k < centres.Length; k++)
        {
            if (totals[k] > 0)
                centres[k] = [sums[k, 0] / totals[k], sums[k, 1] / totals[k], sums[k, 2] / totals[k]];
        }
    }

    private static RgbColour[] Round(double[][] points, double[] counts, int[] owners, double[][] centres, int colours)
    {
        var totals = new double[centres.Length];
        var most = new int[centres.Length];
        Array.Fill(most, -1);
        for (var i = 0; i < points.Length; i++)
        {
            var k = owners[i];
            totals[k] += counts[i];
            if (most[k] < 0 || counts[i] > counts[most[k]])
                most[k] = i;
        }

        var entries = Enumerable.Range(0, centres.Length)
            .OrderByDescending(k => totals[k])
            .Select(k => most[k] >= 0 && counts[most[k]] > MajorityShare * totals[k] ? points[most[k]] : centres[k])
            .Select(colour => new RgbColour(ToByte(colour[0]), ToByte(colour[1]), ToByte(colour[2])))
            .ToList();
        while (entries.Count < colours)
            entries.Add(entries[^1]);
        return [.. entries];
    }

    private static byte ToByte(double value) => (byte)Math.Clamp(Math.Floor(value + 0.5), 0, 255);
}
