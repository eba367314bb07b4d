using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>Textures seen from near.</summary>
internal static class CloseUps
{
    public static RgbImage WoodGrain()
    {
        return new Canvas((x, y) =>
            {
                var (dx, dy) = ((x - 38) / 6.5, (y - 26) / 9.0);
                var knot = Math.Sqrt((dx * dx) + (dy * dy));
                var bend = 9 * PortableMath.Exp(-knot * 0.75) * (x < 38 ? -1 : 1);
                var line = knot < 1.25 ? knot * 5 : (x - bend + (5 * ValueNoise.Fractal(3, x * 0.03, y * 0.035, 2))) * 0.62;
                var ring = 0.5 + (0.5 * PortableMath.Sin(line * 2.4));
                var fibre = ValueNoise.Fractal(4, x * 1.6, y * 0.09, 3);
                var wood = ((Colour)0xC88A4C).Mix(0x7E4A22, (ring * 0.75) + ((fibre - 0.5) * 0.7));
                return knot < 1.25 ? wood.Mix(0x3A1E0E, 0.75 - (knot * 0.42)) : wood;
            })
            .Stroke(Outline.Line(13.5, -1, 13.5, 65), 1, 0x3A2010, 0.9, 0.2).Stroke(Outline.Line(14.8, -1, 14.8, 65), 0.6, 0xE4B27A, 0.5, 0.2).Finish(0.01, 31);
    }

    public static RgbImage Bricks()
    {
        const double Height = 10.667;
        const double Width = 21.334;
        return new Canvas((x, y) =>
            {
                var row = (int)Math.Floor(y / Height);
                var shifted = x + ((row & 1) * Width / 2);
                var column = (int)Math.Floor(shifted / Width);
                var (u, v) = (shifted - (column * Width), y - (row * Height));
                var edge = Math.Min(Math.Min(u, Width - u), Math.Min(v, Height - v)) + (0.5 * (ValueNoise.Fractal(5, x * 0.7, y * 0.7, 2) - 0.5));
                if (edge < 0.85)
                    return ((Colour)0xC2BAAC) * (0.82 + (0.3 * ValueNoise.Fractal(6, x * 0.9, y * 0.9, 3)));
                var clay = ((Colour)0xB4523A).Mix(ValueNoise.Lattice(7, column, row) > 0.5 ? 0x8A3828 : 0xC8744E, ValueNoise.Lattice(8, column, row) * 0.8);
                var light = v < 2 ? 1.12 : v > Height - 2 ? 0.8 : 1;
                return clay * (light * (0.76 + (0.5 * ValueNoise.Fractal(9, x * 0.6, y * 0.6, 4))));
            }).Finish(0.012, 32);
    }

    public static RgbImage Leaf()
    {
        var leaf = Outline.Smooth(6, 58, 8, 40, 18, 20, 38, 8, 58, 5, 56, 26, 44, 46, 24, 57);
        var canvas = new Canvas((x, y) => ((Colour)0x8A9C54).Mix(0x3A4A20, ValueNoise.Fractal(7, x * 0.07, y * 0.07, 3))).Blur(1.5)
            .Fill(leaf.Moved(2, 3), 0x141C0A, 0.6, 1.6)
            .Fill(leaf, (x, y) => ((Colour)0x4FA036).Mix(0x86CC4E, ValueNoise.Fractal(8, x * 0.1, y * 0.1, 3)) * (y - 58 > -(x - 6) * 1.02 ? 0.84 : 1.06))
            .Stroke(leaf, 0.9, 0x2A6420);
        for (var i = 0; i < 6; i++)
        {
            var (x, y) = (13 + (i * 7.2), 51.6 - (i * 7.4));
            canvas.Stroke(Outline.Curve(x, y, x - 1, y - 8, x + 3, y - 17), 1, 0xC4E890, 0.85, inside: leaf.Scaled(0.96))
                .Stroke(Outline.Curve(x, y, x + 8, y, x + 17, y - 5), 1, 0xC4E890, 0.85, inside: leaf.Scaled(0.96));
        }

        canvas.Stroke(Outline.Curve(1, 63, 8, 56.5, 30, 34, 57, 6), 1.7, 0xD4F0A0);
        foreach (var (x, y, r) in ((double, double, double)[])[(24, 33, 3.2), (41, 38, 2.6), (33, 17, 2.2)])
        {
            canvas.Fill(Outline.Disc(x + 0.6, y + 0.8, r), 0x1E4A18, 0.7, 0.4).Fill(Outline.Disc(x, y, r), Paints.Linear(x - r, y - r, 0x5AA83E, x + r, y + r, 0xD0F0B0))
                .Fill(Outline.Disc(x - (r * 0.35), y - (r * 0.4), r * 0.32), 0xFFFFFF);
        }

        return canvas.Finish(0.01, 33);
    }

    public static RgbImage Eye()
    {
        var opening = Outline.Smooth(3, 36, 14, 24, 30, 18, 46, 22, 58, 33, 62, 37, 50, 45, 33, 49, 16, 45);
        var canvas = new Canvas((x, y) => ((Colour)0xE2AE8C).Mix(0xC88A68, ValueNoise.Fractal(5, x * 0.16, y * 0.16, 4)) * (1.06 - (Math.Abs(y - 30) * 0.004)))
            .Stroke(Outline.Curve(4, 30, 16, 17, 32, 11.5, 48, 15, 60, 27), 2, 0x9A5E44, 0.8, 0.9)
            .Fill(opening, Paints.Vertical((18, 0xC4B4B0), (30, 0xFAF6F2), (48, 0xE4D6D0)))
            .Fill(Outline.Disc(32, 33, 14.5), (x, y) =>
            {
                var (dx, dy) = (x - 32, y - 33);
                var r = Math.Sqrt((dx * dx) + (dy * dy));
                // Fibres run outwards: noise on the direction, hardly any along the radius.
                var fibre = ValueNoise.Fractal(6, (dx / r * 9) + 20, (dy / r * 9) + (r * 0.12), 3);
                var iris = ((Colour)0x2A6E8E).Mix(0x8CC8D8, fibre * 1.3).Mix(0xC89A4A, Math.Clamp(1.9 - (r * 0.22), 0, 0.7));
                return r > 12.6 ? iris * 0.4 : iris;
            }, inside: opening)
            .Fill(Outline.Disc(32, 33, 5.6), 0x0A0A0C, inside: opening)
            .Fill(Outline.Smooth(0, 30, 14, 22, 30, 16, 46, 20, 62, 33, 46, 27, 30, 24, 14, 29), 0x2A1A16, 0.5, 1.2, opening)
            .Fill(Outline.Ellipse(27, 28, 3, 2.4), 0xFFFFFF, 0.95, 0.2).Fill(Outline.Disc(37, 38, 1.2), 0xFFFFFF, 0.6, 0.3)
            .Stroke(Outline.Curve(3, 36, 14, 24, 30, 18, 46, 22, 58, 33, 62, 37), 1.8, 0x2A1612).Stroke(Outline.Curve(62, 37, 50, 45, 33, 49, 16, 45, 3, 36), 0.9, 0x9A5E50);
        for (var i = 0; i < 13; i++)
        {
            var t = i / 12.0;
            var (x, y) = (7 + (52 * t), 30 - (12.5 * PortableMath.Sin(Math.PI * Math.Min(1, (t * 0.86) + 0.1))));
            canvas.Stroke(Outline.Curve(x, y + 1.2, x + ((t - 0.5) * 4), y - 3, x + ((t - 0.5) * 11), y - 6.4), 0.9, 0x1C100E);
        }

        return canvas.Stroke(Outline.Curve(2, 11, 18, 3, 38, 1.5, 62, 9), 4.4, (x, y) => ((Colour)0x4A2C1C).Mix(0x7A4E34, ValueNoise.Fractal(8, (x * 1.4) + y, y * 0.6, 2)), 0.95, 0.4).Finish(0.01, 34);
    }
}
