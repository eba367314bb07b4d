using System.Buffers.Binary;

namespace ZkStyle.Quantize.Imaging;

/// <summary>A frame header (ITU-T T.81, B.2.2).</summary>
internal sealed class JpegFrame
{
    private const int HeaderBytes = 6;
    private const int ComponentBytes = 3;
    private const int MaxFactor = 4;

    private JpegFrame(int width, int height, bool progressive, JpegComponent[] components)
    {
        (Width, Height, IsProgressive, Components) = (width, height, progressive, components);
        HorizontalFactor = components.Max(component => component.Horizontal);
        VerticalFactor = components.Max(component => component.Vertical);
        foreach (var component in components)
            component.Fit(width, height, HorizontalFactor, VerticalFactor);
    }

    /// <summary>Pixels per line.</summary>
    public int Width { get; }

    /// <summary>Lines.</summary>
    public int Height { get; }

    /// <summary>Whether coefficients come in several passes.</summary>
    public bool IsProgressive { get; }

    /// <summary>One, three or four components.</summary>
    public JpegComponent[] Components { get; }

    /// <summary>The largest horizontal sampling factor.</summary>
    public int HorizontalFactor { get; }

    /// <summary>The largest vertical sampling factor.</summary>
    public int VerticalFactor { get; }

    /// <summary>Parses and checks a frame header; allocates nothing of the picture's size.</summary>
    /// <param name="marker">The header's marker.</param>
    /// <param name="data">The segment's data.</param>
    /// <param name="bytesLeft">Bytes of the file after the header.</param>
    /// <param name="limits">What the file may ask for.</param>
    /// <returns>The frame.</returns>
    /// <exception cref="InvalidDataException">A field is out of range, the process is not one the reader has, or the file is too short for the size.</exception>
    public static JpegFrame Parse(byte marker, ReadOnlySpan<byte> data, int bytesLeft, PictureLimits limits)
    {
        if (ForeignProcess(marker) is { } process)
            throw new InvalidDataException($"The JPEG file is {process}; baseline, extended and progressive files with Huffman codes are read, so save it as one of those.");
        if (data.Length < HeaderBytes)
            throw new InvalidDataException($"The JPEG frame header has {data.Length} bytes, at least {HeaderBytes} expected.");
        if (data[0] != 8)
            throw new InvalidDataException($"The JPEG file has {data[0]} bits a sample; 8 are read, so save it with 8.");
        int height = BinaryPrimitives.ReadUInt16BigEndian(data[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(data[3..]);
        if (height == 0)
            throw new InvalidDataException("The JPEG header leaves the number of lines to a DNL marker, which is not read; save the picture again.");
        if (!limits.Admit((uint)width, (uint)height))
            throw new InvalidDataException($"The JPEG image of {width}x{height} pixels is outside the limits: 1 to {limits.MaxSide} a side, {limits.MaxPixels} in all.");
        int count = data[5];
        if (count is not (1 or 3 or 4))
            throw new InvalidDataException($"The JPEG image has {count} components; 1 (grey), 3 (colour) and 4 (CMYK) are read.");
        if (data.Length != HeaderBytes + (ComponentBytes * count))
            throw new InvalidDataException($"The JPEG frame header has {data.Length} bytes, {HeaderBytes + (ComponentBytes * count)} expected for {count} components.");

        var components = new JpegComponent[count];
        for (var i = 0; i < count; i++)
            components[i] = ParseComponent(data.Slice(HeaderBytes + (ComponentBytes * i), ComponentBytes), components.AsSpan(0, i), single: count == 1);
        var frame = new JpegFrame(width, height, marker == JpegMarker.ProgressiveFrame, components);
        frame.CheckAgainst(bytesLeft);
        return frame;
    }

    // The shortest code has one bit. A sequential block has at least two codes (its DC coefficient and the end of the
    // block), a progressive one at least that of its DC coefficient. A header promising more blocks is a lie.
    private void CheckAgainst(int bytesLeft)
    {
        var blocks = Components.Sum(component => component.Blocks);
        if (blocks * (IsProgressive ? 1 : 2) > bytesLeft * 8L)
            throw new InvalidDataException($"The JPEG file has {bytesLeft} bytes after its header, which cannot hold {Width}x{Height} pixels.");
    }

    private static JpegComponent ParseComponent(ReadOnlySpan<byte> data, ReadOnlySpan<JpegComponent> before, bool single)
    {
        foreach (var other in before)
        {
            if (other.Id == data[0])
                throw new InvalidDataException($"The JPEG frame header has two components {data[0]}.");
        }

        var (horizontal, vertical, table) = (data[1] >> 4, data[1] & 15, data[2]);
        if (horizontal is 0 or > MaxFactor || vertical is 0 or > MaxFactor)
            throw new InvalidDataException($"The JPEG component {data[0]} has sampling factors {horizontal}x{vertical}; 1 to {MaxFactor} are possible.");
        if (table >= JpegTables.Slots)
            throw new InvalidDataException($"The JPEG component {data[0]} names the quantization table {table}; there are {JpegTables.Slots}.");
        // Factors are relative to each other; those of a single component say nothing.
        return single ? new JpegComponent(data[0], 1, 1, table) : new JpegComponent(data[0], horizontal, vertical, table);
    }

    private static string? ForeignProcess(byte marker) => (marker & 15) switch
    {
        0 or 1 or 2 => null,
        3 => "lossless (SOF3)",
        5 or 6 or 7 => $"hierarchical (SOF{marker & 15})",
        9 or 10 => $"arithmetic coded (SOF{marker & 15})",
        11 => "lossless and arithmetic coded (SOF11)",
        _ => $"hierarchical and arithmetic coded (SOF{marker & 15})",
    };
}
