using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Training;

/// <summary>Draws a training's losses over its steps, on a logarithmic scale.</summary>
internal static class LossCurve
{
    private const int Width = 640;
    private const int Height = 360;
    private const int Margin = 34;
    private const int GlyphWidth = 4;
    private const int GlyphHeight = 5;

    private static readonly byte[] s_paper = [250, 250, 250];
    private static readonly byte[] s_ink = [60, 60, 60];
    private static readonly byte[] s_grid = [222, 222, 222];
    private static readonly byte[] s_raw = [188, 208, 236];
    private static readonly byte[] s_smooth = [36, 88, 168];

    // Three columns by five lines per digit, bits from the upper left.
    private static readonly Dictionary<char, int> s_glyphs = new()
    {
        ['0'] = 0b111101101101111,
        ['1'] = 0b010110010010111,
        ['2'] = 0b111001111100111,
        ['3'] = 0b111001111001111,
        ['4'] = 0b101101111001001,
        ['5'] = 0b111100111001111,
        ['6'] = 0b111100111101111,
        ['7'] = 0b111001010010010,
        ['8'] = 0b111101111101111,
        ['9'] = 0b111101111001111,
        ['.'] = 0b000000000000010,
    };

    /// <summary>Draws the curve: every step's loss in light blue, a running average in dark blue.</summary>
    /// <param name="losses">The losses, at least one, each positive.</param>
    /// <returns>A picture of 640x360 pixels.</returns>
    /// <exception cref="InvalidOperationException">There is no loss.</exception>
    public static RgbImage Draw(IReadOnlyList<float> losses)
    {
        if (losses.Count == 0)
            throw new InvalidOperationException("There is no loss to draw before the first training step.");
        var image = new RgbImage(Width, Height);
        for (var i = 0; i < Width * Height; i++)
            s_paper.CopyTo(image.Pixels, i * RgbImage.Channels);
        var logs = losses.Select(loss => Math.Log10(Math.Max(loss, 1e-9f))).ToArray();
        var low = Math.Floor(logs.Min() * 4) / 4;
        var high = Math.Max(low + 0.25, Math.Ceiling(logs.Max() * 4) / 4);
        for (var tick = low; tick <= high + 1e-9; tick += 0.25)
        {
            Line(image, Margin, Row(tick, low, high), Width - 8, Row(tick, low, high), s_grid);
            Text(image, 2, Row(tick, low, high) - 2, Math.Pow(10, tick).ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture));
        }

        for (var quarter = 0; quarter <= 4; quarter++)
        {
            var step = losses.Count * quarter / 4;
            var x = Column(step, losses.Count);
            Line(image, x, 8, x, Height - Margin, s_grid);
            var label = step.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Text(image, Math.Min(x, Width - (label.Length * GlyphWidth) - 2), Height - Margin + 8, label);
        }

        Plot(image, logs, low, high, s_raw);
        var smooth = (double[])logs.Clone();
        for (var i = 1; i < smooth.Length; i++)
            smooth[i] = smooth[i - 1] + (Math.Max(0.02, 1.0 / (i + 1)) * (smooth[i] - smooth[i - 1]));
        Plot(image, smooth, low, high, s_smooth);
        return image;
    }

    private static void Plot(RgbImage image, double[] values, double low, double high, byte[] colour)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var before = Math.Max(0, i - 1);
            Line(image, Column(before + 1, values.Length), Row(values[before], low, high), Column(i + 1, values.Length), Row(values[i], low, high), colour);
        }
    }

    private static int Column(int step, int steps) => Margin + ((Width - 8 - Margin) * step / steps);

    private static int Row(double value, double low, double high) =>
        Height - Margin - (int)Math.Round((Height - Margin - 8) * (value - low) / (high - low));

    private static void Line(RgbImage image, int x0, int y0, int x1, int y1, byte[] colour)
    {
        var length = Math.Max(1, Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0)));
        for (var i = 0; i <= length; i++)
            Set(image, x0 + ((x1 - x0) * i / length), y0 + ((y1 - y0) * i / length), colour);
    }

    private static void Text(RgbImage image, int x, int y, string text)
    {
        foreach (var character in text)
        {
            var glyph = s_glyphs[character];
            for (var bit = 0; bit < 3 * GlyphHeight; bit++)
            {
                if ((glyph >> ((3 * GlyphHeight) - 1 - bit) & 1) != 0)
                    Set(image, x + (bit % 3), y + (bit / 3), s_ink);
            }

            x += GlyphWidth;
        }
    }

    private static void Set(RgbImage image, int x, int y, byte[] colour)
    {
        if ((uint)x < (uint)image.Width && (uint)y < (uint)image.Height)
            colour.CopyTo(image.Pixels, ((y * image.Width) + x) * RgbImage.Channels);
    }
}
