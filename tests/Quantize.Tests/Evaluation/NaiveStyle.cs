using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Tests.Evaluation;

/// <summary>The style distances in double precision, each step written as it is defined; nothing is sampled.</summary>
internal static class NaiveStyle
{
    /// <summary>Distance of two sets' features.</summary>
    public static double Distance(IReadOnlyList<RgbImage> own, IReadOnlyList<RgbImage> other, bool structure)
    {
        double total = 0;
        var count = 0;
        foreach (var scale in (int[])[1, 2, 4])
        {
            for (var layer = 0; layer < 2; layer++)
            {
                var (a, b) = (Features(own, structure, scale, layer), Features(other, structure, scale, layer));
                for (var f = 0; f < RandomFeatures.Count; f++, count++)
                {
                    var (qa, qb) = (Quantiles(a[f]), Quantiles(b[f]));
                    var mean = qa.Average();
                    var spread = Math.Sqrt(qa.Sum(q => (q - mean) * (q - mean)) / (qa.Length - 1));
                    total += qa.Zip(qb, (x, y) => Math.Abs(x - y)).Average() / Math.Max(spread, 1e-3);
                }
            }
        }

        return total / count;
    }

    private static double[] Quantiles(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return [.. Enumerable.Range(0, 100).Select(i =>
        {
            var at = (0.005 + (0.01 * i)) * (sorted.Length - 1);
            var below = (int)Math.Floor(at);
            return below + 1 < sorted.Length ? (sorted[below] * (below + 1 - at)) + (sorted[below + 1] * (at - below)) : sorted[below];
        })];
    }

    private static List<double>[] Features(IReadOnlyList<RgbImage> pictures, bool structure, int scale, int layer)
    {
        var features = Enumerable.Range(0, RandomFeatures.Count).Select(_ => new List<double>()).ToArray();
        foreach (var picture in pictures)
        {
            var planes = Enumerable.Range(0, 3).Select(c => Plane(picture, c)).ToArray();
            if (structure)
                planes = [.. Enumerable.Repeat(Structure(planes), 3)];
            planes = [.. planes.Select(plane => Pool(plane, scale))];
            var standard = RandomFeatures.Standard;
            var first = Convolve([.. planes.Select(plane => Map(plane, v => (v - 0.5) * 2))], standard.FirstWeights.ToArray(), standard.FirstBias.ToArray());
            first = [.. first.Select(plane => Map(plane, v => Math.Max(v, 0)))];
            var last = layer == 0 ? first : Convolve(first, standard.SecondWeights.ToArray(), standard.SecondBias.ToArray());
            for (var f = 0; f < features.Length; f++)
                features[f].AddRange(last[f].Cast<double>());
        }

        return features;
    }

    private static double[,] Plane(RgbImage picture, int channel)
    {
        var plane = new double[picture.Height, picture.Width];
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
                plane[y, x] = picture.Pixels[(((y * picture.Width) + x) * 3) + channel] / 255.0;
        }

        return plane;
    }

    private static double[,] Structure(double[][,] planes)
    {
        var side = planes[0].GetLength(0);
        var light = new double[side, side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
                light[y, x] = (0.299 * planes[0][y, x]) + (0.587 * planes[1][y, x]) + (0.114 * planes[2][y, x]);
        }

        var result = new double[side, side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                double mean = 0;
                for (var dy = -4; dy <= 4; dy++)
                {
                    for (var dx = -4; dx <= 4; dx++)
                        mean += light[Reflect(y + dy), Reflect(x + dx)] / 81;
                }

                result[y, x] = light[y, x] - mean + 0.5;
            }
        }

        return result;

        int Reflect(int i) => i < 0 ? -i : i >= side ? side - 1 - (i - (side - 1)) : i;
    }

    private static double[,] Pool(double[,] plane, int block)
    {
        var side = plane.GetLength(0) / block;
        var result = new double[side, side];
        for (var y = 0; y < side * block; y++)
        {
            for (var x = 0; x < side * block; x++)
                result[y / block, x / block] += plane[y, x] / (block * block);
        }

        return result;
    }

    private static double[,] Map(double[,] plane, Func<double, double> map)
    {
        var result = (double[,])plane.Clone();
        for (var y = 0; y < result.GetLength(0); y++)
        {
            for (var x = 0; x < result.GetLength(1); x++)
                result[y, x] = map(plane[y, x]);
        }

        return result;
    }

    // Weights [input, line, column, output].
    private static double[][,] Convolve(double[][,] inputs, float[] weights, float[] bias)
    {
        var side = inputs[0].GetLength(0) - 2;
        return [.. bias.Select((b, o) =>
        {
            var result = new double[side, side];
            for (var y = 0; y < side; y++)
            {
                for (var x = 0; x < side; x++)
                {
                    double sum = b;
                    for (var i = 0; i < inputs.Length; i++)
                    {
                        for (var ky = 0; ky < 3; ky++)
                        {
                            for (var kx = 0; kx < 3; kx++)
                                sum += weights[(((((i * 3) + ky) * 3) + kx) * bias.Length) + o] * inputs[i][y + ky, x + kx];
                        }
                    }

                    result[y, x] = sum;
                }
            }

            return result;
        })];
    }
}
