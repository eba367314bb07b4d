namespace ZkStyle.Quantize.Imaging;

/// <summary>Letters of 3x5 pixels, for labels on sheets.</summary>
internal static class PixelFont
{
    /// <summary>Pixels from one letter to the next.</summary>
    public const int Advance = 4;

    /// <summary>A letter's lines.</summary>
    public const int Height = 5;

    private const int Width = 3;

    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789-./_%:()+";

    // For each letter five lines of three pixels, octal digits from top to bottom: the digit's bit of 4 is the left pixel.
    private const string Glyphs =
        "257556565634443655567464774644345535575572227"
        + "111525565544447577556555525552656442556365655"
        + "342167222255557555525577555255552227124775557"
        + "262276124761216557117461634757712227575775716"
        + "007000000211244000075124502020244422111202720";

    /// <summary>Writes a line of text; letters are small ones, and what has no glyph is left blank.</summary>
    /// <param name="image">Where to write.</param>
    /// <param name="text">The text; what does not fit is cut off.</param>
    /// <param name="x">Left side of the first letter.</param>
    /// <param name="y">Upper side.</param>
    /// <param name="scale">How many times pixels are repeated in both directions.</param>
    /// <param name="level">The letters' grey.</param>
    public static void Write(RgbImage image, string text, int x, int y, int scale, byte level)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var letter = Letters.IndexOf(char.ToLowerInvariant(text[i]), StringComparison.Ordinal);
            if (letter < 0)
                continue;
            var glyph = Glyphs.AsSpan(letter * Height, Height);
            for (var p = 0; p < Width * Height * scale * scale; p++)
            {
                var (line, column) = (p / (Width * scale), p % (Width * scale));
                var (px, py) = (x + (i * Advance * scale) + column, y + line);
                if ((((glyph[line / scale] - '0') >> (Width - 1 - (column / scale))) & 1) != 0 && px < image.Width && py < image.Height)
                    image.Pixels.AsSpan(((py * image.Width) + px) * RgbImage.Channels, RgbImage.Channels).Fill(level);
            }
        }
    }
}
