namespace ZkStyle.Quantize.Imaging;

/// <summary>What a picture file may ask of its reader. Checked before anything of the picture's size is allocated.</summary>
/// <param name="MaxFileBytes">The longest file accepted.</param>
/// <param name="MaxSide">The largest width or height accepted.</param>
/// <param name="MaxPixels">The most pixels accepted; the decoded image takes four bytes each, and reading a few times that.</param>
/// <param name="MaxScanSamples">
/// The most samples that all scans of a JPEG file may cover together: a progressive file sends its picture in many
/// passes, and an empty pass costs it next to nothing.
/// </param>
public sealed record PictureLimits(int MaxFileBytes = 32 << 20, int MaxSide = 16384, int MaxPixels = 32 << 20, long MaxScanSamples = 4L << 30)
{
    /// <summary>The most bytes that reading allocates for each pixel of a picture; besides, up to eight for each byte of the file.</summary>
    public const int MaxBytesPerPixel = 20;

    // Whatever a caller sets: arrays of four bytes a pixel have to stay possible.
    private const int MostPixels = 1 << 28;

    /// <summary>Up to 32 MiB of file, 16,384 pixels a side, 33.5 million pixels and 4.3 billion samples in scans.</summary>
    public static PictureLimits Default { get; } = new();

    /// <summary>Whether a picture of a size is accepted.</summary>
    /// <param name="width">Pixels per line.</param>
    /// <param name="height">Lines.</param>
    /// <returns>Whether both are at least 1 and within the limits.</returns>
    internal bool Admit(uint width, uint height) =>
        width > 0 && height > 0 && width <= (uint)MaxSide && height <= (uint)MaxSide && (long)width * height <= Math.Min(MaxPixels, MostPixels);
}
