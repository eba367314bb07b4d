namespace ZkStyle.Quantize.Imaging;

/// <summary>The five line filters of PNG (specification, section 9).</summary>
internal static class PngFilter
{
    /// <summary>How many filters there are: none, sub, up, average, Paeth.</summary>
    public const int Count = 5;

    /// <summary>Undoes a filter in place.</summary>
    /// <param name="filter">The line's filter byte.</param>
    /// <param name="line">The filtered line; becomes the raw line.</param>
    /// <param name="previous">The raw line above, zeros for the first.</param>
    /// <param name="stride">Bytes of a pixel.</param>
    /// <exception cref="InvalidDataException">There is no such filter.</exception>
    public static void Undo(byte filter, Span<byte> line, ReadOnlySpan<byte> previous, int stride)
    {
        if (filter >= Count)
            throw new InvalidDataException($"The PNG file's image data names the filter {filter}; there are five.");
        for (var i = 0; i < line.Length; i++)
        {
            var left = i >= stride ? line[i - stride] : (byte)0;
            var upLeft = i >= stride ? previous[i - stride] : (byte)0;
            line[i] += Predict(filter, left, previous[i], upLeft);
        }
    }

    /// <summary>Applies a filter.</summary>
    /// <param name="filter">Which one, 0 to 4.</param>
    /// <param name="line">The raw line.</param>
    /// <param name="previous">The raw line above, zeros for the first.</param>
    /// <param name="stride">Bytes of a pixel.</param>
    /// <param name="result">The filtered line.</param>
    public static void Apply(byte filter, ReadOnlySpan<byte> line, ReadOnlySpan<byte> previous, int stride, Span<byte> result)
    {
        for (var i = 0; i < line.Length; i++)
        {
            var left = i >= stride ? line[i - stride] : (byte)0;
            var upLeft = i >= stride ? previous[i - stride] : (byte)0;
            result[i] = (byte)(line[i] - Predict(filter, left, previous[i], upLeft));
        }
    }

    private static byte Predict(byte filter, byte left, byte up, byte upLeft) => filter switch
    {
        1 => left,
        2 => up,
        3 => (byte)((left + up) / 2),
        4 => Paeth(left, up, upLeft),
        _ => 0,
    };

    private static byte Paeth(byte left, byte up, byte upLeft)
    {
        var estimate = left + up - upLeft;
        var toLeft = Math.Abs(estimate - left);
        var toUp = Math.Abs(estimate - up);
        var toUpLeft = Math.Abs(estimate - upLeft);
        if (toLeft <= toUp && toLeft <= toUpLeft)
            return left;
        return toUp <= toUpLeft ? up : upLeft;
    }
}
