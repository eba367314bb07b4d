using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>How close pictures are to each other.</summary>
public static class ImageMetrics
{
    private const int Window = 7;
    private const double Peak = 255;

    /// <summary>The mean squared difference of two pictures' samples.</summary>
    /// <param name="a">A picture.</param>
    /// <param name="b">Another of the same size.</param>
    /// <returns>In squared 8-bit steps.</returns>
    public static double MeanSquaredError(RgbImage a, RgbImage b)
    {
        CheckSizes(a, b);
        long sum = 0;
        for (var i = 0; i < a.Pixels.Length; i++)
        {
            long difference = a.Pixels[i] - b.Pixels[i];
            sum += difference * difference;
        }

        return sum / (double)a.Pixels.Length;
    }

    /// <summary>Peak signal-to-noise ratio: 10 log10(255^2 / mean squared error).</summary>
    /// <param name="meanSquaredError">The mean squared error in squared 8-bit steps.</param>
    /// <returns>In decibels; infinite for equal pictures.</returns>
    public static double Psnr(double meanSquaredError) => 10 * Math.Log10(Peak * Peak / meanSquaredError);

    /// <summary>
    /// Structural similarity (Wang et al., 2004) with uniform 7x7 windows wholly inside the picture, constants
    /// (0.01 * 255)^2 and (0.03 * 255)^2, averaged over windows and the three channels.
    /// </summary>
    /// <param name="a">A picture of at least 7x7 pixels.</param>
    /// <param name="b">Another of the same size.</param>
    /// <returns>1 for equal pictures.</returns>
    public static double Ssim(RgbImage a, RgbImage b)
    {
        CheckSizes(a, b);
        if (a.Width < Window || a.Height < Window)
            throw new ArgumentException($"Structural similarity needs pictures of at least {Window}x{Window} pixels, got {a.Width}x{a.Height}.", nameof(a));
        const double C1 = 0.01 * Peak * 0.01 * Peak, C2 = 0.03 * Peak * 0.03 * Peak, Count = Window * Window;
        double total = 0;
        for (var c = 0; c < RgbImage.Channels; c++)
        {
            for (var y = 0; y <= a.Height - Window; y++)
            {
                for (var x = 0; x <= a.Width - Window; x++)
                {
                    long sumA = 0, sumB = 0, squaresA = 0, squaresB = 0, products = 0;
                    for (var dy = 0; dy < Window; dy++)
                    {
                        var at = ((((y + dy) * a.Width) + x) * RgbImage.Channels) + c;
                        for (var dx = 0; dx < Window; dx++, at += RgbImage.Channels)
                        {
                            long va = a.Pixels[at], vb = b.Pixels[at];
                            sumA += va;
                            sumB += vb;
                            squaresA += va * va;
                            squaresB += vb * vb;
                            products += va * vb;
                        }
                    }

                    var (meanA, meanB) = (sumA / Count, sumB / Count);
                    var (varianceA, varianceB) = ((squaresA / Count) - (meanA * meanA), (squaresB / Count) - (meanB * meanB));
                    var covariance = (products / Count) - (meanA * meanB);
                    total += ((2 * meanA * meanB) + C1) * ((2 * covariance) + C2)
                        / (((meanA * meanA) + (meanB * meanB) + C1) * (varianceA + varianceB + C2));
                }
            }
        }

        return total / (RgbImage.Channels * (a.Height - Window + 1) * (a.Width - Window + 1));
    }

    private static void CheckSizes(RgbImage a, RgbImage b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Width != b.Width || a.Height != b.Height)
            throw new ArgumentException($"Pictures of {a.Width}x{a.Height} and {b.Width}x{b.Height} pixels cannot be compared.", nameof(b));
    }
}
