using System.Diagnostics.CodeAnalysis;
using ZkStyle.Quantize.Files;

namespace ZkStyle.Quantize.Imaging;

/// <summary>
/// Reads JPEG files (ITU-T T.81): baseline, extended and progressive with Huffman codes and 8 bits a sample, every
/// sampling factor, restart markers, grey, YCbCr, RGB, CMYK and YCCK. Pictures are turned upright as Exif says; colour
/// profiles are not applied: samples are taken as sRGB. Arithmetic coded, lossless, hierarchical and 12-bit files are
/// refused by name. A file that ends early is refused and not filled up with grey; bytes after its end are passed over.
/// Hostile files are refused within time and memory proportional to their size and to <see cref="PictureLimits"/>.
/// </summary>
public static class JpegReader
{
    private static ReadOnlySpan<byte> Signature => [JpegMarker.Prefix, JpegMarker.StartOfImage, JpegMarker.Prefix];

    /// <summary>Whether bytes start as every JPEG file does.</summary>
    /// <param name="file">The file, or its first bytes.</param>
    /// <returns>Whether a start-of-image marker and the first byte of another are there.</returns>
    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Reads a picture from a stream.</summary>
    /// <param name="stream">A JPEG file; read to its end.</param>
    /// <param name="limits">What the file may ask for; null means <see cref="PictureLimits.Default"/>.</param>
    /// <returns>The picture, upright and opaque.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, of a kind that is not read, or exceeds the limits; the message is one line.</exception>
    public static RgbaImage Read(Stream stream, PictureLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= PictureLimits.Default;
        return Read(BoundedReading.ReadToEnd(stream, limits.MaxFileBytes, "The JPEG file"), limits);
    }

    /// <summary>Reads a picture from bytes in memory.</summary>
    /// <param name="file">A whole JPEG file.</param>
    /// <param name="limits">What the file may ask for; null means <see cref="PictureLimits.Default"/>.</param>
    /// <returns>The picture, upright and opaque.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, of a kind that is not read, or exceeds the limits; the message is one line.</exception>
    public static RgbaImage Read(ReadOnlySpan<byte> file, PictureLimits? limits = null)
    {
        limits ??= PictureLimits.Default;
        if (file.Length > limits.MaxFileBytes)
            throw new InvalidDataException($"The JPEG file is longer than the {limits.MaxFileBytes} bytes accepted.");
        if (!Recognizes(file))
            throw new InvalidDataException("This is not a JPEG file: its first three bytes are not those of one.");
        return new JpegFile(limits).Read(file);
    }

    /// <summary>Reads a picture from bytes nobody vouches for.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="limits">What the file may ask for; null means <see cref="PictureLimits.Default"/>.</param>
    /// <param name="image">The picture when the result is true.</param>
    /// <param name="error">One line naming what is wrong when the result is false.</param>
    /// <returns>Whether the bytes are a picture within the limits.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> file, PictureLimits? limits, [NotNullWhen(true)] out RgbaImage? image, [NotNullWhen(false)] out string? error) =>
        PictureReading.Try(Read, file, limits, out image, out error);
}
