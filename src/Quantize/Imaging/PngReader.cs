using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using ZkStyle.Quantize.Files;

namespace ZkStyle.Quantize.Imaging;

/// <summary>
/// Reads PNG files (W3C PNG specification, third edition): every colour type, bit depth and interlacing, palettes,
/// transparency. Checksums are checked. Gamma and colour profiles are not applied: samples are taken as sRGB;
/// 16-bit samples are rounded to 8. Hostile files are refused within time and memory proportional to their size
/// and to <see cref="PictureLimits"/>.
/// </summary>
public static class PngReader
{
    private const int ChunkOverhead = 12;

    // Deflate cannot expand by more than this factor (258 bytes from two bits), so a header promising more is a lie.
    private const int MaxDeflateRatio = 1032;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Whether bytes start as every PNG file does.</summary>
    /// <param name="file">The file, or its first bytes.</param>
    /// <returns>Whether the eight bytes of the signature are there.</returns>
    public static bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <summary>Reads an image from a stream.</summary>
    /// <param name="stream">A PNG file; read to its end.</param>
    /// <param name="limits">What the file may ask for; null means <see cref="PictureLimits.Default"/>.</param>
    /// <returns>The image.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, not a PNG, or exceeds the limits; the message is one line.</exception>
    public static RgbaImage Read(Stream stream, PictureLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= PictureLimits.Default;
        return Read(BoundedReading.ReadToEnd(stream, limits.MaxFileBytes, "The PNG file"), limits);
    }

    /// <summary>Reads an image from bytes in memory.</summary>
    /// <param name="file">A whole PNG file.</param>
    /// <param name="limits">What the file may ask for; null means <see cref="PictureLimits.Default"/>.</param>
    /// <returns>The image.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, not a PNG, or exceeds the limits; the message is one line.</exception>
    public static RgbaImage Read(ReadOnlySpan<byte> file, PictureLimits? limits = null)
    {
        limits ??= PictureLimits.Default;
        if (file.Length > limits.MaxFileBytes)
            throw new InvalidDataException($"The PNG file is longer than the {limits.MaxFileBytes} bytes accepted.");
        if (!Recognizes(file))
            throw new InvalidDataException("This is not a PNG file: its first eight bytes are not the PNG signature.");

        var header = default(PngHeader);
        var sawHeader = false;
        var palette = PngPalette.None;
        var compressed = new MemoryStream();
        var dataEnded = false;
        var rest = file[Signature.Length..];
        while (true)
        {
            var (type, data, chunkLength) = NextChunk(rest);
            rest = rest[chunkLength..];
            if (!sawHeader && type != "IHDR")
                throw new InvalidDataException($"The PNG file starts with chunk {type}; IHDR must come first.");
            if (compressed.Length > 0 && type != "IDAT")
                dataEnded = true;
            switch (type)
            {
                case "IHDR":
                    if (sawHeader)
                        throw new InvalidDataException("The PNG file has two IHDR chunks.");
                    header = PngHeader.Parse(data, limits);
                    sawHeader = true;
                    break;
                case "PLTE":
                    if (compressed.Length > 0)
                        throw new InvalidDataException("The PNG file's PLTE chunk follows its image data.");
                    palette = palette.WithColours(data, header);
                    break;
                case "tRNS":
                    if (compressed.Length > 0)
                        throw new InvalidDataException("The PNG file's tRNS chunk follows its image data.");
                    palette = palette.WithTransparency(data, header);
                    break;
                case "IDAT":
                    if (dataEnded)
                        throw new InvalidDataException("The PNG file's IDAT chunks are not consecutive.");
                    compressed.Write(data);
                    break;
                case "IEND":
                    return Decode(header, palette, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
                default:
                    // Bit 5 of the first letter: lower case marks chunks a reader may skip.
                    if ((type[0] & 0x20) == 0)
                        throw new InvalidDataException($"The PNG file has an unknown critical chunk {type}.");
                    break;
            }
        }
    }

    /// <summary>Reads an image from bytes nobody vouches for.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="limits">What the file may ask for; null means <see cref="PictureLimits.Default"/>.</param>
    /// <param name="image">The image when the result is true.</param>
    /// <param name="error">One line naming what is wrong when the result is false.</param>
    /// <returns>Whether the bytes are an image within the limits.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> file, PictureLimits? limits, [NotNullWhen(true)] out RgbaImage? image, [NotNullWhen(false)] out string? error) =>
        PictureReading.Try(Read, file, limits, out image, out error);

    private static (string Type, byte[] Data, int ChunkLength) NextChunk(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < ChunkOverhead)
            throw new InvalidDataException("The PNG file ends before its IEND chunk.");
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > (uint)(rest.Length - ChunkOverhead))
            throw new InvalidDataException($"A PNG chunk claims {length} bytes, the file has {rest.Length - ChunkOverhead} left.");
        var typeBytes = rest.Slice(4, 4);
        foreach (var letter in typeBytes)
        {
            if (!char.IsAsciiLetter((char)letter))
                throw new InvalidDataException($"A PNG chunk's type holds the byte {letter}, which is no letter.");
        }

        var type = System.Text.Encoding.ASCII.GetString(typeBytes);
        var data = rest.Slice(8, (int)length);
        var crc = BinaryPrimitives.ReadUInt32BigEndian(rest[(8 + (int)length)..]);
        if (PngChecksums.Crc32(typeBytes, data) != crc)
            throw new InvalidDataException($"The PNG chunk {type} is damaged: its CRC does not match.");
        return (type, data.ToArray(), ChunkOverhead + (int)length);
    }

    private static RgbaImage Decode(PngHeader header, PngPalette palette, ReadOnlySpan<byte> compressed)
    {
        if (header.ColourType == PngColourType.Palette && palette.Count == 0)
            throw new InvalidDataException("The PNG file has palette colours but no PLTE chunk.");
        var passes = PngPass.Of(header);
        long rawBytes = 0;
        foreach (var pass in passes)
            rawBytes += pass.RawBytes(header);
        if (compressed.Length < 6 || rawBytes > (long)compressed.Length * MaxDeflateRatio)
            throw new InvalidDataException($"The PNG file's {compressed.Length} bytes of image data cannot hold {header.Width}x{header.Height} pixels.");

        var pixels = new byte[checked(RgbaImage.Channels * header.Width * header.Height)];
        using var inflater = new ZLibStream(new MemoryStream(compressed.ToArray()), CompressionMode.Decompress);
        uint adler = 1;
        foreach (var pass in passes)
        {
            var line = new byte[pass.LineBytes(header)];
            var previous = new byte[line.Length];
            var filter = new byte[1];
            for (var y = 0; y < pass.Height; y++)
            {
                Inflate(inflater, filter);
                Inflate(inflater, line);
                adler = PngChecksums.Adler32(PngChecksums.Adler32(adler, filter), line);
                PngFilter.Undo(filter[0], line, previous, header.FilterStride);
                palette.Expand(header, line, pass, y, pixels);
                (line, previous) = (previous, line);
            }
        }

        if (ReadSome(inflater, new byte[1]) != 0)
            throw new InvalidDataException("The PNG file's image data is longer than its pixels.");
        if (BinaryPrimitives.ReadUInt32BigEndian(compressed[^4..]) != adler)
            throw new InvalidDataException("The PNG file's image data is damaged: its Adler-32 checksum does not match.");
        return new RgbaImage(header.Width, header.Height, pixels);
    }

    private static void Inflate(ZLibStream inflater, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            var read = ReadSome(inflater, target);
            if (read == 0)
                throw new InvalidDataException("The PNG file's image data ends before its last pixel.");
            target = target[read..];
        }
    }

    private static int ReadSome(ZLibStream inflater, Span<byte> target)
    {
        try
        {
            return inflater.Read(target);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InvalidDataException("The PNG file's image data is not a valid zlib stream.", e);
        }
    }
}
