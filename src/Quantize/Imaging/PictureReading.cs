using System.Diagnostics.CodeAnalysis;

namespace ZkStyle.Quantize.Imaging;

/// <summary>Reads pictures from bytes nobody vouches for, with an answer in place of an exception.</summary>
internal static class PictureReading
{
    /// <summary>A format's reader, which throws <see cref="InvalidDataException"/> with one line naming what is wrong.</summary>
    /// <param name="file">A whole file.</param>
    /// <param name="limits">What the file may ask for; null means <see cref="PictureLimits.Default"/>.</param>
    /// <returns>The picture.</returns>
    public delegate RgbaImage Reader(ReadOnlySpan<byte> file, PictureLimits? limits);

    /// <summary>Reads a picture.</summary>
    /// <param name="read">The reader.</param>
    /// <param name="file">The bytes.</param>
    /// <param name="limits">What the file may ask for; null means <see cref="PictureLimits.Default"/>.</param>
    /// <param name="picture">The picture when the result is true.</param>
    /// <param name="error">One line naming what is wrong when the result is false.</param>
    /// <returns>Whether the bytes are a picture within the limits.</returns>
    public static bool Try(
        Reader read, ReadOnlySpan<byte> file, PictureLimits? limits, [NotNullWhen(true)] out RgbaImage? picture, [NotNullWhen(false)] out string? error)
    {
        try
        {
            picture = read(file, limits);
            error = null;
            return true;
        }
        catch (InvalidDataException e)
        {
            picture = null;
            error = e.Message;
            return false;
        }
    }
}
