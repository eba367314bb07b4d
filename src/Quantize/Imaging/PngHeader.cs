using System.Buffers.Binary;

namespace ZkStyle.Quantize.Imaging;

/// <summary>The IHDR chunk.</summary>
/// <param name="Width">Pixels per line.</param>
/// <param name="Height">Lines.</param>
/// <param name="BitDepth">Bits of a sample: 1, 2, 4, 8 or 16.</param>
/// <param name="ColourType">Which samples a pixel has.</param>
/// <param name="Interlaced">Whether the lines come in Adam7 order.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColourType ColourType, bool Interlaced)
{
    private const int Bytes = 13;

    /// <summary>Samples of one pixel.</summary>
    public int Samples => ColourType switch
    {
        PngColourType.Rgb => 3,
        PngColourType.GreyAlpha => 2,
        PngColourType.Rgba => 4,
        _ => 1,
    };

    /// <summary>Bytes between a byte and the one its filter predicts it from: a whole pixel, at least 1.</summary>
    public int FilterStride => Math.Max(1, Samples * BitDepth / 8);

    /// <summary>Parses and checks the chunk.</summary>
    /// <param name="data">The chunk's data.</param>
    /// <param name="limits">What the file may ask for.</param>
    /// <returns>The header.</returns>
    /// <exception cref="InvalidDataException">A field is out of range.</exception>
    public static PngHeader Parse(ReadOnlySpan<byte> data, PictureLimits limits)
    {
        if (data.Length != Bytes)
            throw new InvalidDataException($"The PNG header has {data.Length} bytes, 13 expected.");
        var width = BinaryPrimitives.ReadUInt32BigEndian(data);
        var height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (!limits.Admit(width, height))
            throw new InvalidDataException($"The PNG image of {width}x{height} pixels is outside the limits: 1 to {limits.MaxSide} a side, {limits.MaxPixels} in all.");
        int depth = data[8];
        var type = (PngColourType)data[9];
        var depthFits = type switch
        {
            PngColourType.Grey => depth is 1 or 2 or 4 or 8 or 16,
            PngColourType.Palette => depth is 1 or 2 or 4 or 8,
            PngColourType.Rgb or PngColourType.GreyAlpha or PngColourType.Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!depthFits)
            throw new InvalidDataException($"The PNG header combines colour type {data[9]} with bit depth {depth}, which PNG does not allow.");
        if (data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw new InvalidDataException($"The PNG header names unknown methods: compression {data[10]}, filter {data[11]}, interlace {data[12]}.");
        return new PngHeader((int)width, (int)height, depth, type, data[12] == 1);
    }
}
