namespace ZkStyle.Quantize.Imaging;

/// <summary>Letters of 3x5 pixels, for labels on sheets.</summary>
internal static class PixelFont
{
    /// <summary>Pixels from one letter to the next.</summary>
    public const int Advance = 4;

    /// <summary>A letter's lines.</summary>
    public const int Height = 5;

    private const int Width = 3;

    // Five lines of three pixels each, octal digits from top to bottom: bit 4 is the left pixel.
    private static readonly Dictionary<char, string> s_glyphs = new()
    {
        ['a'] = "25755", ['b'] = "65656", ['c'] = "34443", ['d'] = "65556", ['e'] = "74647", ['f'] = "74644", ['g'] = "34553", ['h'] = "55755",
        ['i'] = "72227", ['j'] = "11152", ['k'] = "55655", ['l'] = "44447", ['m'] = "57755", ['n'] = "65555", ['o'] = "25552", ['p'] = "65644",
        ['q'] = "25563", ['r'] = "65655", ['s'] = "34216", ['t'] = "72222", ['u'] = "55557", ['v'] = "55552", ['w'] = "55775", ['x'] = "55255",
        ['y'] = "55222", ['z'] = "71247", ['0'] = "75557", ['1'] = "26227", ['2'] = "61247", ['3'] = "61216", ['4'] = "55711", ['5'] = "74616",
        ['6'] = "34757", ['7'] = "71222", ['8'] = "75757", ['9'] = "75716", ['-'] = "00700", ['.'] = "00002", ['/'] = "11244", ['_'] = "00007",
        ['%'] = "51245", [':'] = "02020", ['('] = "24442", [')'] = "21112", ['+'] = "02720",
    };

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
            if (!s_glyphs.TryGetValue(char.ToLowerInvariant(text[i]), out var glyph))
                continue;
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
