using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>How close a set of decoded pictures is to the originals.</summary>
/// <param name="Psnr">Peak signal-to-noise ratio of all pictures together, in decibels; at most <see cref="MaxPsnr"/>.</param>
/// <param name="MeanPsnr">The mean of the pictures' own ratios, in decibels, each at most <see cref="MaxPsnr"/>.</param>
/// <param name="Ssim">The mean structural similarity, at the native resolution.</param>
public sealed record Quality(double Psnr, double MeanPsnr, double Ssim)
{
    /// <summary>What equal pictures score: more than any picture of 64x64 pixels with a difference can.</summary>
    public const double MaxPsnr = 99;

    /// <summary>The native side of Nouns, and what other collections are compared at.</summary>
    public const int NativeSide = 32;

    /// <summary>Compares pictures pair by pair.</summary>
    /// <param name="originals">The originals, at least one, square.</param>
    /// <param name="decoded">The decoded pictures, in the same order.</param>
    /// <param name="side">
    /// The native side, which divides the pictures': structural similarity is computed on pictures averaged down to it, because windows
    /// of 7x7 doubled pixels would see half as much of a picture. Ratios are computed on the pictures as they are.
    /// </param>
    /// <returns>The figures.</returns>
    public static Quality Of(IReadOnlyList<RgbImage> originals, IReadOnlyList<RgbImage> decoded, int side = NativeSide)
    {
        ArgumentNullException.ThrowIfNull(originals);
        ArgumentNullException.ThrowIfNull(decoded);
        if (originals.Count == 0 || originals.Count != decoded.Count)
            throw new ArgumentException($"{originals.Count} originals and {decoded.Count} decoded pictures cannot be compared.", nameof(decoded));
        var errors = originals.Zip(decoded, ImageMetrics.MeanSquaredError).ToArray();
        var similarities = new double[originals.Count];
        Parallel.For(0, similarities.Length, i => similarities[i] = ImageMetrics.Ssim(NativePicture.Of(originals[i], side), NativePicture.Of(decoded[i], side)));
        return new Quality(Bounded(errors.Average()), errors.Average(Bounded), similarities.Average());
    }

    private static double Bounded(double error) => Math.Min(ImageMetrics.Psnr(error), MaxPsnr);
}
