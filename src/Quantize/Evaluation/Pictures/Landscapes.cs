using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>Views out of doors, with the noise and softness of photographs.</summary>
internal static class Landscapes
{
    public static RgbImage Sunset()
    {
        const double Horizon = 38;
        var sky = Paints.Vertical((0, 0x2E3A6E), (14, 0x7A4A86), (26, 0xE06A5A), (34, 0xFBB04A), (Horizon, 0xFFDF8A));
        return new Canvas((x, y) =>
            {
                if (y > Horizon)
                {
                    var ripple = ValueNoise.Fractal(5, x * 0.09, (y - Horizon) * (1.6 - ((y - Horizon) * 0.03)), 3);
                    var glitter = PortableMath.Exp(-((x - 36) * (x - 36)) / (18 + ((y - Horizon) * 2.2)));
                    return sky(x, (2 * Horizon) - y).Mix(0x1C2448, 0.52 + ((y - Horizon) * 0.008)).Mix(0xFFD27A, glitter * Math.Clamp((ripple - 0.36) * 4.5, 0, 1)) * (0.82 + (ripple * 0.36));
                }

                var cloud = Math.Clamp((ValueNoise.Fractal(11, x * 0.045, y * 0.17) - 0.5) * 3.4, 0, 1) * (1 - (y / Horizon * 0.5));
                return sky(x, y).Mix(((Colour)0x5A3A6A).Mix(0xFF8A5A, y / Horizon), cloud * 0.8);
            })
            .Fill(Outline.Disc(36, 33, 9), 0xFFE9A0, 0.5, 2.4).Fill(Outline.Disc(36, 33, 5), 0xFFF8D8, 1, 0.2)
            .Finish(0.012, 1);
    }

    public static RgbImage MountainLake()
    {
        const double Shore = 43;
        Paint view = (x, y) =>
        {
            var near = Ridge(21, 42, 24, 0.055, x);
            var far = Ridge(33, 36, 22, 0.05, x + 9);
            var rock = ValueNoise.Fractal(41, x * 0.22, y * 0.3, 4);
            if (y > Ridge(51, 44, 7, 0.16, x))
                return ((Colour)0x1C3A2A).Mix(0x345A36, rock);
            if (y > near)
            {
                var light = ValueNoise.Fractal(43, (x * 0.16) + (y * 0.12), y * 0.05, 4) > 0.5 ? 1.15 : 0.72;
                return (y < 24 + (rock * 13) ? (Colour)0xF4F7FB : ((Colour)0x5A5A66).Mix(0x827A74, rock)) * light;
            }

            if (y > far)
                return ((Colour)0x8FA6C4).Mix(0xB8C8DC, rock);
            var cloud = Math.Clamp((ValueNoise.Fractal(61, x * 0.05, y * 0.11) - 0.5) * 4, 0, 1);
            return Paints.Vertical((0, 0x3F86CE), (30, 0xBFE0F4))(x, y).Mix(0xFFFFFF, cloud);
        };
        return new Canvas((x, y) =>
            {
                if (y < Shore)
                    return view(x, y);
                var depth = y - Shore;
                var ripple = (ValueNoise.Fractal(71, x * 0.08, depth * 0.9, 3) - 0.5) * depth * 0.25;
                return view(x + ripple, Shore - (depth * 1.9) + ripple).Mix(0x1E5A78, 0.34 + (depth * 0.012));
            })
            .Stroke(Outline.Line(0, Shore, 64, Shore), 0.8, 0xDCEBF2, 0.4, 0.3).Finish(0.01, 2);
    }

    public static RgbImage Desert()
    {
        var sand = (uint seed) => (Paint)((x, y) =>
            ((Colour)0xE8A860).Mix(0xF8CC8C, ValueNoise.Fractal(seed, x * 0.05, y * 0.2)) * (0.94 + (0.08 * PortableMath.Sin((y * 2.4) + (x * 0.25) + (6 * ValueNoise.Smooth(seed + 9, x * 0.08, y * 0.08))))));
        return new Canvas(Paints.Vertical((0, 0x3C88D0), (22, 0x9CCBEA), (30, 0xF2DFC0)))
            .Fill(Outline.Disc(50, 10, 4), 0xFFFFF0, 1, 0.6)
            .Fill(Terrain(x => 29 - (4 * ValueNoise.Fractal(3, x * 0.05, 0, 2))), 0xD8A878)
            .Fill(Outline.Smooth(-8, 45, 8, 36, 24, 26, 34, 32, 52, 38, 74, 36, 74, 70, -8, 70), sand(5))
            .Fill(Outline.Smooth(24, 26, 31, 31, 37, 38, 42, 48, 40, 60, 60, 60, 76, 44, 66, 38, 48, 37, 34, 32), Paints.Linear(30, 28, 0x9A5A34, 64, 52, 0xC88850))
            .Fill(Outline.Smooth(-10, 54, 14, 45, 36, 52, 56, 58, 76, 54, 76, 74, -10, 74), sand(15))
            .Fill(Outline.Smooth(14, 45, 28, 49.5, 38, 56, 44, 66, -10, 70, -10, 58, 4, 56), Paints.Linear(24, 48, 0x8C4E2C, 4, 66, 0xBC7C48), 0.85, 0.4)
            .Finish(0.012, 3);
    }

    public static RgbImage Forest()
    {
        var canvas = new Canvas(Paints.Vertical((0, 0xC8DCC0), (36, 0xE8EFD2), (40, 0x9CAE72), (64, 0x4A5A2C)));
        (double X, double Width, double Foot)[][] layers =
        [
            [(5, 1.6, 40), (13, 1.3, 39), (21, 1.8, 40), (27, 1.2, 39), (37, 1.4, 39), (43, 1.8, 40), (50, 1.3, 39), (58, 1.7, 40)],
            [(9, 2.8, 44), (19, 2.4, 43), (46, 2.8, 44), (55, 2.4, 43)],
            [(2, 5.4, 55), (61, 6, 57), (14, 3.8, 50), (52, 4, 51)],
        ];
        canvas.Fill(Outline.Polygon(30, 39.5, 34, 39.5, 48, 66, 12, 66), Paints.Linear(32, 40, 0xE8DCB4, 32, 64, 0xA4825A), 1, 0.7);
        for (var layer = 0; layer < layers.Length; layer++)
        {
            var bark = ((Colour)0xAEBE9C).Mix(0x2E2A1C, layer / 2.0);
            foreach (var (x, width, foot) in layers[layer])
            {
                canvas.Stroke(Outline.Curve(x, -4, x + 0.5, 20, x, foot), width, (px, py) => bark * (0.75 + (0.5 * ValueNoise.Fractal(8, px * 0.9, py * 0.12, 3))), 1, 0.6 - (0.25 * layer))
                    .Fill(Outline.Ellipse(x, foot + 0.5, width * 1.5, 1), bark * 0.8, 0.6, 0.6);
            }

            var leaves = ((Colour)0xB4CC8C).Mix(0x3A6A20, layer / 2.0);
            var reach = 16.0 - (3 * layer);
            canvas.Change((x, y, below) => below.Mix(leaves * (0.7 + (0.7 * ValueNoise.Fractal(91, x * 0.5, y * 0.5, 3))), Math.Clamp((ValueNoise.Fractal(80 + (uint)(10 * layer), x * 0.12, y * 0.14, 4) - 0.28 - (y / reach * 0.26)) * 8, 0, 0.9)))
                .Change((x, y, below) => below.Mix(0xF2F4DC, y is > 26 and < 44 ? 0.12 : 0.03));
        }

        return canvas.Change((x, y, below) => below + (((Colour)0xFFF6C8) * (0.34 * PortableMath.Exp(-((x - 32) * (x - 32) / 180) - ((y - 24) * (y - 24) / 260)))))
            .Change((x, y, below) => y < 41 ? below : below * (0.8 + (0.4 * ValueNoise.Fractal(97, x * 0.4, y * 0.6, 3)))).Finish(0.014, 4);
    }

    public static RgbImage Beach()
    {
        var trunk = Outline.Curve(13, 58, 15, 44, 21, 30, 29, 20);
        var canvas = new Canvas((x, y) =>
            {
                var foam = 43 + (2.4 * PortableMath.Sin((x * 0.16) + 1)) + (1.6 * ValueNoise.Smooth(6, x * 0.3, 0));
                if (y < 27)
                    return Paints.Vertical((0, 0x3E9CE0), (27, 0xC4E8F8))(x, y).Mix(0xFFFFFF, Math.Clamp((ValueNoise.Fractal(16, x * 0.05, y * 0.12) - 0.52) * 5, 0, 1));
                if (y < foam)
                    return Paints.Vertical((27, 0x1A6CB0), (38, 0x28AABC), (46, 0x8AE0D4))(x, y) * (0.88 + (0.24 * ValueNoise.Fractal(26, x * 0.12, y * 0.9, 3)));
                var wet = y < foam + 4 ? 0.84 : 1;
                return ((Colour)0xF2DCA8).Mix(0xE2C284, ValueNoise.Fractal(36, x * 0.3, y * 0.5)) * wet;
            });
        canvas.Change((x, y, below) =>
        {
            var foam = 43 + (2.4 * PortableMath.Sin((x * 0.16) + 1)) + (1.6 * ValueNoise.Smooth(6, x * 0.3, 0));
            return below.Mix(0xFFFFFF, 1.1 - (Math.Abs(y - foam) * 0.9));
        });
        canvas.Fill(Outline.Ellipse(22, 59, 13, 2), 0x7A6238, 0.6, 1).Stroke(trunk, 3.4, (x, y) => ((Colour)0x8A6238) * (0.72 + (0.4 * ValueNoise.Smooth(46, x * 0.4, y * 0.8))));
        foreach (var (x, y) in ((double, double)[])[(8, 22), (14, 12), (29, 5), (45, 11), (50, 23), (38, 30), (17, 31)])
        {
            var (dx, dy) = (x - 29, y - 20);
            var leaf = Outline.Smooth(29, 20, 29 + (dx * 0.5) - (dy * 0.12), 20 + (dy * 0.5) - 4, x, y + 3, 29 + (dx * 0.5) + (dy * 0.1), 20 + (dy * 0.5) + 0.6);
            canvas.Fill(leaf, Paints.Linear(29, 18, 0x2A7A30, x, y, 0x66B042)).Stroke(leaf, 0.5, 0x1E5424);
        }

        return canvas.Fill(Outline.Disc(28, 22, 1.9), 0x6B4423).Fill(Outline.Disc(31, 22.5, 1.7), 0x563418).Finish(0.01, 5);
    }

    public static RgbImage CityNight()
    {
        const double Water = 48;
        (double X, double Width, double Top)[] towers = [(-1, 9, 33), (7, 8, 24), (14, 6, 37), (19, 10, 14), (28, 8, 30), (35, 11, 8), (45, 7, 34), (50, 8, 20), (57, 8, 36)];
        Paint view = (x, y) =>
        {
            for (var i = towers.Length - 1; i >= 0; i--)
            {
                var (left, width, top) = towers[i];
                if (x < left || x > left + width || y < top)
                    continue;
                var (column, row) = ((int)Math.Floor((x - left) / 1.9), (int)Math.Floor((y - top) / 2.4));
                var (inX, inY) = (((x - left) / 1.9) - column, ((y - top) / 2.4) - row);
                var lit = ValueNoise.Lattice(17 + (uint)i, column, row) > 0.6 && row > 0 && (x - left) > 0.9 && left + width - x > 0.9 && inX is > 0.15 and < 0.85 && inY is > 0.2 and < 0.8;
                var wall = ((Colour)0x0C1024).Mix(0x343E62, 0.25 + (0.75 * ValueNoise.Lattice(99, i, 0)));
                return lit ? ((Colour)0xFFC86A).Mix(0xFFF4D8, ValueNoise.Lattice(3, column, row)) : wall * (x - left < width * 0.3 ? 1.35 : 0.9);
            }

            var star = ValueNoise.Lattice(77, (int)Math.Floor(x), (int)Math.Floor(y)) > 0.985 && y < 24 ? 0.6 : 0;
            return Paints.Vertical((0, 0x1A2458), (26, 0x5A3E86), (40, 0xD0648A), (48, 0xF0A07A))(x, y).Mix(0xFFFFFF, star);
        };
        return new Canvas((x, y) =>
            {
                if (y < Water)
                    return view(x, y);
                var ripple = (ValueNoise.Fractal(9, x * 0.1, y * 1.1, 3) - 0.5) * (y - Water) * 0.5;
                return view(x + ripple, Water - ((y - Water) * 1.4) + ripple).Mix(0x0A1028, 0.4 + (0.3 * ValueNoise.Smooth(10, x * 0.15, y * 1.5)));
            })
            .Fill(Outline.Disc(12, 9, 4.6), 0xFFF6D8, 1, 0.15).Fill(Outline.Disc(12, 9, 8), 0xFFF6D8, 0.18, 2)
            .Fill(Outline.Box(40.6, -2, 0.9, 9), 0x2E3A60).Fill(Outline.Disc(41, 1.5, 0.8), 0xFF4A3A).Finish(0.014, 6);
    }

    public static RgbImage Meadow()
    {
        var canvas = new Canvas((x, y) => Paints.Vertical((0, 0x4A9CE4), (26, 0xC8E6F8))(x, y)
                .Mix(0xFFFFFF, Math.Clamp((ValueNoise.Fractal(12, x * 0.06, y * 0.12) - 0.47) * 4.5, 0, 0.95)))
            .Fill(Terrain(x => 27 - (7 * ValueNoise.Fractal(31, x * 0.04, 0, 3))), Paints.Linear(0, 20, 0x8CAEC0, 0, 30, 0x9CC09C))
            .Fill(Terrain(x => 31 - (6 * ValueNoise.Fractal(32, x * 0.05, 3, 3))), Paints.Linear(0, 26, 0x5E9648, 0, 34, 0x84B45A))
            .Fill(Terrain(x => 33 - (1.5 * PortableMath.Sin(x * 0.08))), (x, y) => Paints.Vertical((32, 0x9CC860), (64, 0x3C7A26))(x, y) * (0.72 + (0.56 * ValueNoise.Fractal(33, x * (1.4 - (y * 0.012)), y * 0.35, 3))));
        foreach (var (x, y, size) in ((double, double, double)[])[(47, 25, 5), (53, 27, 4), (8, 29, 3)])
            canvas.Fill(Outline.Ellipse(x, y, size, size * 1.1), (px, py) => ((Colour)0x2E5A24).Mix(0x5A8C3C, ValueNoise.Fractal(34, px * 0.8, py * 0.8, 3)), 1, 0.25);
        for (var i = 0; i < 46; i++)
        {
            var depth = i / 45.0;
            var (x, y) = (ValueNoise.Lattice(35, i, 0) * 64, 36 + (27 * depth * depth));
            var size = 0.5 + (3 * depth * depth);
            var red = ((Colour)0xE2281E).Mix(0xF4542E, ValueNoise.Lattice(36, i, 1));
            if (depth > 0.5)
                canvas.Stroke(Outline.Curve(x, y, x + 0.4, y + (size * 2), x, y + (size * 4)), size * 0.22, 0x35682A);
            canvas.Fill(Outline.Ellipse(x, y, size, size * 0.78), red).Fill(Outline.Ellipse(x, y + (size * 0.3), size * 0.8, size * 0.42), red * 0.72);
            if (depth > 0.5)
                canvas.Fill(Outline.Disc(x, y, size * 0.26), 0x261418);
        }

        return canvas.Finish(0.012, 7);
    }

    // The height, downwards, of a mountain range's edge: sharp noise of several octaves.
    private static double Ridge(uint seed, double foot, double height, double scale, double x)
    {
        double sum = 0, weight = 0.6;
        for (var i = 0; i < 4; i++)
        {
            sum += weight * (1 - Math.Abs((2 * ValueNoise.Smooth(seed + (uint)i, x * scale, 0.5)) - 1));
            (scale, weight) = (scale * 2, weight * 0.45);
        }

        return foot - (height * sum);
    }

    private static Outline Terrain(Func<double, double> edge)
    {
        var corners = new List<double>();
        for (var x = -1.0; x <= 65; x += 0.5)
            corners.AddRange([x, edge(x)]);
        corners.AddRange([65, 66, -1, 66]);
        return Outline.Polygon([.. corners]);
    }
}
