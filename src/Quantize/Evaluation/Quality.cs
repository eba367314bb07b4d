namespace ZkStyle.Quantize.Evaluation;

/// <summary>How close a set of decoded pictures is to the originals.</summary>
/// <param name="Psnr">Peak signal-to-noise ratio of all pictures together, in decibels.</param>
/// <param name="MeanPsnr">The mean of the pictures' own ratios, in decibels.</param>
/// <param name="Ssim">The mean structural similarity.</param>
public sealed record Quality(double Psnr, double MeanPsnr, double Ssim)
{
    /// <summary>Compares pictures pair by pair.</summary>
    /// <param name="originals">The originals, at least one.</param>
    /// <param name="decoded">The decoded pictures, in the same order.</param>
    /// <returns>The figures.</returns>
    public static Quality Of(IReadOnlyList<Imaging.RgbImage> originals, IReadOnlyList<Imaging.RgbImage> decoded)
    {
        ArgumentNullException.ThrowIfNull(originals);
        ArgumentNullException.ThrowIfNull(decoded);
        if (originals.Count == 0 || originals.Count != decoded.Count)
            throw new ArgumentException($"{originals.Count} originals and {decoded.Count} decoded pictures cannot be compared.", nameof(decoded));
        var errors = originals.Zip(decoded, ImageMetrics.MeanSquaredError).ToArray();
        return new Quality(
            ImageMetrics.Psnr(errors.Average()), errors.Average(ImageMetrics.Psnr), originals.Zip(decoded, ImageMetrics.Ssim).Average());
    }
}
