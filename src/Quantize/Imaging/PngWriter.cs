using System.Buffers.Binary;
using System.IO.Compression;

namespace ZkStyle.Quantize.Imaging;

/// <summary>Writes 8-bit PNG files, choosing each line's filter by the smallest sum of absolute differences.</summary>
public static class PngWriter
{
    /// <summary>Writes an RGB image.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="image">The image.</param>
    public static void Write(Stream stream, RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Write(stream, image.Width, image.Height, PngColourType.Rgb, RgbImage.Channels, image.Pixels);
    }

    /// <summary>Writes an image with transparency.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="image">The image.</param>
    public static void Write(Stream stream, RgbaImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Write(stream, image.Width, image.Height, PngColourType.Rgba, RgbaImage.Channels, image.Pixels);
    }

    /// <summary>Writes an RGB image to a file, under a temporary name until it is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="image">The image.</param>
    public static void WriteFile(string path, RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Files.AtomicFile.Write(path, stream => Write(stream, image));
    }

    /// <summary>The file as bytes.</summary>
    /// <param name="image">The image.</param>
    /// <returns>A whole PNG file.</returns>
    public static byte[] ToBytes(RgbImage image)
    {
        using var stream = new MemoryStream();
        Write(stream, image);
        return stream.ToArray();
    }

    private static void Write(Stream stream, int width, int height, PngColourType type, int stride, ReadOnlySpan<byte> pixels)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = (byte)type;
        header[10..].Clear();
        WriteChunk(stream, "IHDR"u8, header);
        WriteChunk(stream, "IDAT"u8, Compress(width, height, stride, pixels));
        WriteChunk(stream, "IEND"u8, []);
    }

    private static byte[] Compress(int width, int height, int stride, ReadOnlySpan<byte> pixels)
    {
        using var target = new MemoryStream();
        using (var deflater = new ZLibStream(target, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            ReadOnlySpan<byte> previous = new byte[width * stride];
            var best = new byte[1 + previous.Length];
            var candidate = new byte[previous.Length];
            for (var y = 0; y < height; y++)
            {
                var line = pixels.Slice(y * previous.Length, previous.Length);
                var bestCost = long.MaxValue;
                for (byte filter = 0; filter < PngFilter.Count; filter++)
                {
                    PngFilter.Apply(filter, line, previous, stride, candidate);
                    long cost = 0;
                    foreach (var value in candidate)
                        cost += Math.Abs((int)(sbyte)value);
                    if (cost >= bestCost)
                        continue;
                    bestCost = cost;
                    best[0] = filter;
                    candidate.CopyTo(best, 1);
                }

                deflater.Write(best);
                previous = line;
            }
        }

        return target.ToArray();
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        stream.Write(word);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(word, PngChecksums.Crc32(type, data));
        stream.Write(word);
    }
}
