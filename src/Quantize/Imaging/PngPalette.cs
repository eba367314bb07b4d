using System.Buffers.Binary;

namespace ZkStyle.Quantize.Imaging;

/// <summary>The PLTE and tRNS chunks, and the expansion of a line's samples to RGBA through them.</summary>
internal sealed class PngPalette
{
    private const int MaxColours = 256;

    // RGBA of each palette entry.
    private readonly byte[] _colours;

    // The one transparent grey or RGB value of tRNS at full bit depth, or null.
    private readonly ushort[]? _transparent;

    private PngPalette(byte[] colours, ushort[]? transparent)
    {
        _colours = colours;
        _transparent = transparent;
    }

    /// <summary>No colours and no transparency.</summary>
    public static PngPalette None { get; } = new([], null);

    /// <summary>Number of palette entries.</summary>
    public int Count => _colours.Length / RgbaImage.Channels;

    /// <summary>Adds the colours of a PLTE chunk.</summary>
    /// <param name="data">The chunk's data.</param>
    /// <param name="header">The image's header.</param>
    /// <returns>The palette with the colours.</returns>
    /// <exception cref="InvalidDataException">The chunk is malformed or misplaced.</exception>
    public PngPalette WithColours(ReadOnlySpan<byte> data, PngHeader header)
    {
        if (Count > 0)
            throw new InvalidDataException("The PNG file has two PLTE chunks.");
        if (header.ColourType is PngColourType.Grey or PngColourType.GreyAlpha)
            throw new InvalidDataException("The PNG file has a PLTE chunk although its colours are grey.");
        var most = header.ColourType == PngColourType.Palette ? 1 << header.BitDepth : MaxColours;
        if (data.IsEmpty || data.Length % 3 != 0 || data.Length / 3 > most)
            throw new InvalidDataException($"The PNG file's PLTE chunk has {data.Length} bytes; three for each of 1 to {most} colours expected.");
        var colours = new byte[data.Length / 3 * RgbaImage.Channels];
        for (var i = 0; i < data.Length / 3; i++)
        {
            data.Slice(i * 3, 3).CopyTo(colours.AsSpan(i * RgbaImage.Channels));
            colours[(i * RgbaImage.Channels) + 3] = 255;
        }

        return new PngPalette(colours, _transparent);
    }

    /// <summary>Adds the transparency of a tRNS chunk.</summary>
    /// <param name="data">The chunk's data.</param>
    /// <param name="header">The image's header.</param>
    /// <returns>The palette with the transparency.</returns>
    /// <exception cref="InvalidDataException">The chunk is malformed or misplaced.</exception>
    public PngPalette WithTransparency(ReadOnlySpan<byte> data, PngHeader header)
    {
        if (header.ColourType == PngColourType.Palette)
        {
            if (data.Length > Count)
                throw new InvalidDataException($"The PNG file's tRNS chunk has {data.Length} entries for {Count} palette colours.");
            var colours = (byte[])_colours.Clone();
            for (var i = 0; i < data.Length; i++)
                colours[(i * RgbaImage.Channels) + 3] = data[i];
            return new PngPalette(colours, null);
        }

        if (header.ColourType is PngColourType.GreyAlpha or PngColourType.Rgba)
            throw new InvalidDataException("The PNG file has a tRNS chunk although its pixels have alpha.");
        if (data.Length != 2 * header.Samples)
            throw new InvalidDataException($"The PNG file's tRNS chunk has {data.Length} bytes, {2 * header.Samples} expected.");
        var transparent = new ushort[header.Samples];
        for (var i = 0; i < transparent.Length; i++)
            transparent[i] = BinaryPrimitives.ReadUInt16BigEndian(data[(2 * i)..]);
        return new PngPalette(_colours, transparent);
    }

    /// <summary>Turns one unfiltered line into RGBA pixels of the image.</summary>
    /// <param name="header">The image's header.</param>
    /// <param name="line">The line's samples.</param>
    /// <param name="pass">The pass the line belongs to.</param>
    /// <param name="y">The line's number in the pass.</param>
    /// <param name="pixels">The image's RGBA bytes.</param>
    /// <exception cref="InvalidDataException">A pixel names a colour the palette does not have.</exception>
    public void Expand(PngHeader header, ReadOnlySpan<byte> line, PngPass pass, int y, Span<byte> pixels)
    {
        Span<ushort> samples = stackalloc ushort[4];
        var rowStart = (long)(pass.Y + (y * pass.StepY)) * header.Width;
        for (var x = 0; x < pass.Width; x++)
        {
            for (var s = 0; s < header.Samples; s++)
                samples[s] = Sample(line, header.BitDepth, (x * header.Samples) + s);
            var pixel = pixels.Slice((int)((rowStart + pass.X + (x * pass.StepX)) * RgbaImage.Channels), RgbaImage.Channels);
            if (header.ColourType == PngColourType.Palette)
            {
                if (samples[0] >= Count)
                    throw new InvalidDataException($"A PNG pixel names colour {samples[0]} of a palette of {Count}.");
                _colours.AsSpan(samples[0] * RgbaImage.Channels, RgbaImage.Channels).CopyTo(pixel);
                continue;
            }

            var colourSamples = header.ColourType is PngColourType.Grey or PngColourType.GreyAlpha ? 1 : 3;
            for (var c = 0; c < 3; c++)
                pixel[c] = ToByte(samples[Math.Min(c, colourSamples - 1)], header.BitDepth);
            if (header.Samples > colourSamples)
                pixel[3] = ToByte(samples[colourSamples], header.BitDepth);
            else
                pixel[3] = _transparent is not null && samples[..colourSamples].SequenceEqual(_transparent) ? (byte)0 : (byte)255;
        }
    }

    private static ushort Sample(ReadOnlySpan<byte> line, int depth, int index)
    {
        switch (depth)
        {
            case 8:
                return line[index];
            case 16:
                return BinaryPrimitives.ReadUInt16BigEndian(line[(2 * index)..]);
            default:
                var perByte = 8 / depth;
                var shift = 8 - (depth * ((index % perByte) + 1));
                return (ushort)((line[index / perByte] >> shift) & ((1 << depth) - 1));
        }
    }

    // sample * 255 / (2^depth - 1), rounded to nearest.
    private static byte ToByte(ushort sample, int depth)
    {
        var top = (1 << depth) - 1;
        return (byte)(((sample * 255) + (top / 2)) / top);
    }
}
