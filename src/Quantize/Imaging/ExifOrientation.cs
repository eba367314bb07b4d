using System.Buffers.Binary;

namespace ZkStyle.Quantize.Imaging;

/// <summary>How a camera was held: the orientation tag of Exif (JEITA CP-3451, 4.6.4, tag 0x0112).</summary>
internal static class ExifOrientation
{
    /// <summary>The picture is stored upright.</summary>
    public const int Upright = 1;

    private const ushort OrientationTag = 0x0112;
    private const ushort ShortType = 3;
    private const int EntryBytes = 12;
    private const int TiffHeaderBytes = 8;

    private static ReadOnlySpan<byte> Signature => "Exif\0\0"u8;

    /// <summary>
    /// Finds the orientation in an application segment. What is malformed says nothing: a picture is not refused for
    /// its notes.
    /// </summary>
    /// <param name="segment">The data of an APP1 segment.</param>
    /// <returns>1 to 8, or null when the segment has none.</returns>
    public static int? Find(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith(Signature))
            return null;
        var tiff = segment[Signature.Length..];
        var little = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < TiffHeaderBytes || (!little && !tiff.StartsWith("MM\0*"u8)))
            return null;
        var offset = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (offset > (uint)tiff.Length - 2)
            return null;
        var directory = tiff[(int)offset..];
        var count = Short(directory, little);
        directory = directory[2..];
        for (; count > 0 && directory.Length >= EntryBytes; count--, directory = directory[EntryBytes..])
        {
            if (Short(directory, little) != OrientationTag || Short(directory[2..], little) != ShortType)
                continue;
            int value = Short(directory[8..], little);
            return value is >= 1 and <= 8 ? value : null;
        }

        return null;
    }

    /// <summary>Whether an upright picture has the stored one's width as its height.</summary>
    /// <param name="orientation">1 to 8.</param>
    /// <returns>Whether lines become columns.</returns>
    public static bool SwapsSides(int orientation) => orientation > 4;

    /// <summary>Where a stored line goes in the upright picture.</summary>
    /// <param name="orientation">1 to 8.</param>
    /// <param name="width">The stored width.</param>
    /// <param name="height">The stored height.</param>
    /// <param name="y">The stored line.</param>
    /// <returns>The place of the line's first pixel, and from each pixel to the next.</returns>
    public static (int Start, int Step) LineOf(int orientation, int width, int height, int y) => orientation switch
    {
        2 => ((y * width) + width - 1, -1),
        3 => (((height - 1 - y) * width) + width - 1, -1),
        4 => ((height - 1 - y) * width, 1),
        5 => (y, height),
        6 => (height - 1 - y, height),
        7 => (((width - 1) * height) + height - 1 - y, -height),
        8 => (((width - 1) * height) + y, -height),
        _ => (y * width, 1),
    };

    private static ushort Short(ReadOnlySpan<byte> data, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(data) : BinaryPrimitives.ReadUInt16BigEndian(data);
}
