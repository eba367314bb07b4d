namespace ZkStyle.Quantize.Imaging;

/// <summary>One pass over the image: the whole of it, or one of Adam7's seven sub-images.</summary>
/// <param name="X">First column.</param>
/// <param name="Y">First line.</param>
/// <param name="StepX">Columns between pixels.</param>
/// <param name="StepY">Lines between lines.</param>
/// <param name="Width">Pixels per line of the pass.</param>
/// <param name="Height">Lines of the pass.</param>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Width, int Height)
{
    private static readonly (int X, int Y, int StepX, int StepY)[] s_adam7 =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>The passes of an image in file order; passes without pixels are absent from the file and from here.</summary>
    /// <param name="header">The image's header.</param>
    /// <returns>One pass, or up to seven.</returns>
    public static IReadOnlyList<PngPass> Of(PngHeader header)
    {
        if (!header.Interlaced)
            return [new PngPass(0, 0, 1, 1, header.Width, header.Height)];
        var passes = new List<PngPass>();
        foreach (var (x, y, stepX, stepY) in s_adam7)
        {
            var width = (header.Width - x + stepX - 1) / stepX;
            var height = (header.Height - y + stepY - 1) / stepY;
            if (width > 0 && height > 0)
                passes.Add(new PngPass(x, y, stepX, stepY, width, height));
        }

        return passes;
    }

    /// <summary>Bytes of one line without its filter byte.</summary>
    /// <param name="header">The image's header.</param>
    /// <returns>At least 1.</returns>
    public int LineBytes(PngHeader header) => (int)((((long)Width * header.Samples * header.BitDepth) + 7) / 8);

    /// <summary>Bytes of the pass, filter bytes included.</summary>
    /// <param name="header">The image's header.</param>
    /// <returns>The bytes.</returns>
    public long RawBytes(PngHeader header) => (long)Height * (1 + LineBytes(header));
}
