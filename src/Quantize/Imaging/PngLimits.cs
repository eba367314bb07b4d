namespace ZkStyle.Quantize.Imaging;

/// <summary>What a PNG file may ask of its reader.</summary>
/// <param name="MaxFileBytes">The longest file accepted.</param>
/// <param name="MaxSide">The largest width or height accepted.</param>
/// <param name="MaxPixels">The most pixels accepted; the decoded image takes four bytes each.</param>
public sealed record PngLimits(int MaxFileBytes = 32 << 20, int MaxSide = 16384, int MaxPixels = 32 << 20)
{
    /// <summary>Up to 32 MiB of file, 16,384 pixels a side and 33.5 million pixels.</summary>
    public static PngLimits Default { get; } = new();
}
