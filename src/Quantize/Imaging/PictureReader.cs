using System.Diagnostics.CodeAnalysis;
using ZkStyle.Quantize.Files;

namespace ZkStyle.Quantize.Imaging;

/// <summary>Reads pictures of any format the library knows, told apart by their first bytes and never by their names.</summary>
public static class PictureReader
{
    private const string Accepted = "PNG and JPEG are accepted";

    /// <summary>Reads a picture from a stream.</summary>
    /// <param name="stream">A PNG or JPEG file; read to its end.</param>
    /// <param name="limits">What the file may ask for; null means <see cref="PictureLimits.Default"/>.</param>
    /// <returns>The picture, upright.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, of another format, or exceeds the limits; the message is one line.</exception>
    public static RgbaImage Read(Stream stream, PictureLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= PictureLimits.Default;
        return Read(BoundedReading.ReadToEnd(stream, limits.MaxFileBytes, "The picture file"), limits);
    }

    /// <summary>Reads a picture from bytes in memory.</summary>
    /// <param name="file">A whole PNG or JPEG file.</param>
    /// <param name="limits">What the file may ask for; null means <see cref="PictureLimits.Default"/>.</param>
    /// <returns>The picture, upright.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, of another format, or exceeds the limits; the message is one line.</exception>
    public static RgbaImage Read(ReadOnlySpan<byte> file, PictureLimits? limits = null)
    {
        if (PngReader.Recognizes(file))
            return PngReader.Read(file, limits);
        if (JpegReader.Recognizes(file))
            return JpegReader.Read(file, limits);
        throw new InvalidDataException(Describe(file));
    }

    /// <summary>Reads a picture from bytes nobody vouches for.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="limits">What the file may ask for; null means <see cref="PictureLimits.Default"/>.</param>
    /// <param name="picture">The picture when the result is true.</param>
    /// <param name="error">One line naming what is wrong when the result is false.</param>
    /// <returns>Whether the bytes are a picture within the limits.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> file, PictureLimits? limits, [NotNullWhen(true)] out RgbaImage? picture, [NotNullWhen(false)] out string? error) =>
        PictureReading.Try(Read, file, limits, out picture, out error);

    private static string Describe(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
            return $"The picture file is empty; {Accepted}.";
        return NameOf(file) is { } name
            ? $"This is a {name}; {Accepted}, so convert it."
            : $"This is no picture: its first bytes are those of no known format; {Accepted}.";
    }

    private static string? NameOf(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("GIF8"u8))
            return "GIF picture";
        if (file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8))
            return "WebP picture";
        if (file.StartsWith("BM"u8))
            return "BMP picture";
        if (file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8))
            return "TIFF picture";
        if (file.Length >= 12 && file[4..].StartsWith("ftyp"u8))
            return file[8..].StartsWith("avif"u8) ? "AVIF picture" : file[8..].StartsWith("hei"u8) || file[8..].StartsWith("mif1"u8) ? "HEIC picture" : "video file";
        if (file.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ']) || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x0A]))
            return "JPEG XL picture";
        if (file.StartsWith((ReadOnlySpan<byte>)[0, 0, 0, 12, (byte)'j', (byte)'P', (byte)' ', (byte)' ']) || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0x4F, 0xFF, 0x51]))
            return "JPEG 2000 picture";
        if (file.StartsWith("<svg"u8) || file.StartsWith("<?xml"u8))
            return "SVG or XML file";
        return file.StartsWith("%PDF"u8) ? "PDF document" : null;
    }
}
