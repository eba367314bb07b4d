using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>Fruit, plants and things of every day, as icons.</summary>
internal static class Things
{
    public static RgbImage Apple()
    {
        var body = Outline.Smooth(32, 19, 40, 15, 51, 18, 56, 31, 52, 46, 43, 57, 36, 58, 32, 56.5, 28, 58, 21, 57, 12, 46, 8, 31, 13, 18, 24, 15);
        var leaf = Outline.Smooth(34, 12, 40, 4, 51, 4, 46, 12);
        return new Canvas(0xFDF6E3).Fill(body, Paints.Radial(23, 27, 38, 0xF8574A, 0xA8121C)).Stroke(body, 1.2, 0x7C0C14)
            .Fill(Outline.Ellipse(20, 28, 4, 7, 20), 0xFFFFFF, 0.55, 0.8)
            .Stroke(Outline.Curve(32, 20, 32, 12, 35, 6), 2.6, 0x6B4423).Fill(leaf, Paints.Linear(36, 12, 0x4C9A2A, 50, 4, 0x8CCB4E)).Stroke(leaf, 1, 0x2F6B1C).Finish();
    }

    public static RgbImage Pear()
    {
        var body = Outline.Smooth(32, 10, 39, 14, 42, 25, 51, 37, 51, 50, 42, 59, 32, 60, 22, 59, 13, 50, 13, 37, 22, 25, 25, 14);
        return new Canvas(0xE9D8F2).Fill(body, Paints.Radial(25, 38, 34, 0xE4EC6A, 0x96AE22)).Stroke(body, 1.3, 0x5E7414)
            .Fill(Outline.Ellipse(23, 41, 3.2, 7, 12), 0xFFFFFF, 0.5, 0.8).Fill(Outline.Ellipse(43, 46, 6, 9), 0xE0903A, 0.35, 2, body)
            .Stroke(Outline.Curve(32, 12, 31, 7, 34, 3), 2.6, 0x6B4423).Fill(Outline.Smooth(34, 9, 41, 3, 51, 6, 44, 12), 0x5A9E32).Finish();
    }

    public static RgbImage Banana()
    {
        var peel = Outline.Smooth(12, 6, 17, 6, 19, 17, 26, 31, 38, 40, 53, 41, 58, 45, 55, 50, 42, 56, 27, 53, 15, 41, 10, 24, 10, 12);
        return new Canvas(0xBFE6EE).Fill(peel, Paints.Linear(40, 34, 0xFFE45C, 22, 54, 0xE8B41E)).Stroke(peel, 1.4, 0x8A6410)
            .Stroke(Outline.Curve(15, 12, 16, 26, 24, 40, 36, 48, 52, 47), 1.3, 0xC08E18)
            .Fill(Outline.Box(10.5, 2.5, 6.5, 7, 1.5), 0x7A5A1A).Fill(Outline.Disc(56.2, 46.8, 3), 0x5A4212).Finish();
    }

    public static RgbImage Cherries()
    {
        var canvas = new Canvas(0xFFFFFF).Stroke(Outline.Curve(19, 40, 24, 24, 38, 7), 2.2, 0x5A7A28).Stroke(Outline.Curve(46, 44, 45, 26, 38, 7), 2.2, 0x5A7A28)
            .Fill(Outline.Smooth(38, 8, 26, 3, 14, 7, 22, 14), 0x5CAE3C).Stroke(Outline.Curve(37, 8, 28, 8, 17, 8), 0.9, 0x35702A);
        foreach (var (x, y) in ((double, double)[])[(18, 46), (46, 49)])
        {
            canvas.Fill(Outline.Disc(x, y, 12), Paints.Ball(x, y, 12, 0xC8142E)).Stroke(Outline.Disc(x, y, 12), 1.1, 0x780A1C)
                .Fill(Outline.Ellipse(x - 4.5, y - 5, 2.2, 3.2, 30), 0xFFFFFF, 0.8, 0.4).Fill(Outline.Ellipse(x + 1, y - 10.5, 4, 1.6), 0x8A0C20);
        }

        return canvas.Finish();
    }

    public static RgbImage Tree()
    {
        var canvas = new Canvas(Paints.Vertical((0, 0x8CD0F2), (48, 0xDDF3FC))).Fill(Outline.Ellipse(32, 66, 48, 16), 0x7BBF4A)
            .Fill(Outline.Polygon(28, 34, 36, 34, 38, 57, 42, 60, 22, 60, 26, 57), Paints.Linear(27, 40, 0x9A6434, 38, 40, 0x5E3A1C));
        foreach (var (x, y, r) in ((double, double, double)[])[(18, 31, 11), (46, 31, 11), (32, 34, 11), (23, 19, 12), (41, 19, 12), (32, 13, 11)])
            canvas.Fill(Outline.Disc(x, y, r + 0.9), 0x1F5E24).Fill(Outline.Disc(x, y, r), Paints.Ball(x, y, r * 1.2, 0x3E9A38));
        return canvas.Finish();
    }

    public static RgbImage Mushroom()
    {
        var cap = Outline.Smooth(4, 34, 8, 19, 20, 8, 32, 5.5, 44, 8, 56, 19, 60, 34, 46, 38.5, 32, 39.5, 18, 38.5);
        var stem = Outline.Smooth(23, 36, 41, 36, 42, 48, 45, 58, 32, 60.5, 19, 58, 22, 48);
        var canvas = new Canvas(0xCDE7F0).Fill(Outline.Ellipse(32, 60, 26, 4), 0x6FAE4C).Fill(stem, Paints.Linear(22, 50, 0xFFF6E0, 44, 50, 0xD8C49C)).Stroke(stem, 1.2, 0x96805A)
            .Fill(Outline.Ellipse(32, 37.5, 14, 3), 0xC9B488, inside: stem)
            .Fill(cap, Paints.Radial(24, 14, 42, 0xF2463A, 0xB0161C)).Stroke(cap, 1.4, 0x7A0E14);
        foreach (var (x, y, rx, ry) in ((double, double, double, double)[])[(31, 15, 6, 5), (15, 26, 4.4, 4.8), (47, 24, 5, 5), (32, 31, 4.6, 3.6), (8, 35, 3, 3), (57, 34, 3, 3)])
            canvas.Fill(Outline.Ellipse(x, y, rx, ry), 0xFFFFFF, inside: cap);
        return canvas.Finish();
    }

    public static RgbImage Cactus()
    {
        Colour green = 0x3F9A4A, dark = 0x1F5C2C;
        var canvas = new Canvas(0xFBD9A5);
        foreach (var line in (Outline[])[Outline.Curve(30, 36, 16, 35, 14, 20), Outline.Curve(32, 40, 47, 37, 49, 23), Outline.Line(32, 11, 32, 46)])
        {
            var width = line.Contours[0].Length == 2 ? 15 : 8.5;
            canvas.Stroke(line, width + 2, dark);
        }

        canvas.Stroke(Outline.Curve(30, 36, 16, 35, 14, 20), 8.5, green).Stroke(Outline.Curve(32, 40, 47, 37, 49, 23), 8.5, green)
            .Stroke(Outline.Line(32, 11, 32, 46), 15, Paints.Linear(25, 20, 0x62BE62, 40, 20, green));
        foreach (var x in (double[])[28.5, 35.5])
            canvas.Stroke(Outline.Line(x, 9, x, 46), 0.9, dark);
        return canvas.Fill(Outline.Star(32, 6, 6, 3, 6), 0xF06C9C).Fill(Outline.Disc(32, 6, 2), 0xFFE070)
            .Fill(Outline.Polygon(18, 46, 46, 46, 43, 62, 21, 62), Paints.Linear(18, 50, 0xD9743C, 46, 50, 0xA84E22)).Fill(Outline.Box(15, 43, 34, 6, 1.5), 0xE88A50)
            .Stroke(Outline.Box(15, 43, 34, 6, 1.5), 1, 0x7C3614).Finish();
    }

    public static RgbImage Car()
    {
        var body = Outline.Smooth(4, 45, 4, 36, 13, 31, 20, 30, 26, 19, 42, 19, 50, 30, 58, 33, 60, 39, 60, 46, 32, 47.5);
        var windows = Outline.Polygon(23.5, 30.5, 28, 22, 40, 22, 46.5, 30.5);
        var canvas = new Canvas(Paints.Vertical((0, 0xCDEBF8), (50, 0xEFF8FC), (51, 0x9AA0A8), (64, 0x7C828C)))
            .Fill(Outline.Ellipse(32, 54, 28, 3), 0x4A4E58, 0.6, 1).Fill(body, Paints.Linear(32, 18, 0xF24C3D, 32, 47, 0xB81E22)).Stroke(body, 1.4, 0x6E1014)
            .Fill(windows, Paints.Linear(26, 22, 0xD6F2FF, 44, 31, 0x7CB8D8)).Stroke(Outline.Line(34, 20, 34, 31), 2, 0xB81E22)
            .Fill(Outline.Ellipse(57, 38, 2.6, 2), 0xFFF2A8).Fill(Outline.Ellipse(6.5, 38, 2, 2), 0xFFB03A).Stroke(Outline.Line(36, 36, 40, 36), 1.3, 0x6E1014);
        foreach (var x in (double[])[17, 47])
            canvas.Fill(Outline.Disc(x, 47, 8), 0x26282E).Fill(Outline.Disc(x, 47, 4.2), 0xC8CCD4).Fill(Outline.Disc(x, 47, 1.6), 0x5A5E68);
        return canvas.Finish();
    }

    public static RgbImage House()
    {
        var canvas = new Canvas(Paints.Vertical((0, 0x7EC4F0), (50, 0xD8F0FC))).Fill(Outline.Box(-2, 54, 68, 12), 0x6CB44A)
            .Fill(Outline.Box(44, 9, 6, 14), 0x9A4A34).Fill(Outline.Box(12, 28, 40, 28), Paints.Linear(12, 30, 0xFFF0CC, 52, 50, 0xE8CC98)).Stroke(Outline.Box(12, 28, 40, 28), 1.2, 0x8A6A3C)
            .Fill(Outline.Polygon(32, 6, 60, 31, 4, 31), Paints.Linear(32, 6, 0xE05A42, 32, 31, 0xB03A2C)).Stroke(Outline.Polygon(32, 6, 60, 31, 4, 31), 1.4, 0x6E2018)
            .Fill(Outline.Box(27, 38, 11, 18, 1), 0x7A4A26).Fill(Outline.Disc(35.5, 47.5, 1.1), 0xF4CE5A);
        foreach (var x in (double[])[15.5, 41.5])
        {
            canvas.Fill(Outline.Box(x, 36, 8, 9), 0x8CD2F4).Stroke(Outline.Box(x, 36, 8, 9), 1.3, 0xFFFFFF)
                .Stroke(Outline.Line(x + 4, 36, x + 4, 45), 1, 0xFFFFFF).Stroke(Outline.Line(x, 40.5, x + 8, 40.5), 1, 0xFFFFFF);
        }

        return canvas.Fill(Outline.Disc(32, 21, 4), 0x8CD2F4).Stroke(Outline.Disc(32, 21, 4), 1.3, 0xFFFFFF).Finish();
    }

    public static RgbImage Rocket()
    {
        var hull = Outline.Smooth(32, 3, 40, 13, 43, 27, 41, 42, 37, 47, 27, 47, 23, 42, 21, 27, 24, 13);
        var canvas = new Canvas(Paints.Vertical((0, 0x141A3C), (64, 0x3A2C66)));
        foreach (var (x, y) in ((double, double)[])[(8, 10), (54, 8), (13, 28), (57, 30), (5, 47), (50, 18), (58, 52), (16, 5)])
            canvas.Fill(Outline.Disc(x, y, 0.9), 0xFFFFFF);
        var fin = Outline.Smooth(22, 33, 12, 42, 11, 55, 24, 46);
        return canvas.Fill(Outline.Smooth(25, 46, 39, 46, 38, 54, 32, 63, 26, 54), 0xF58A1E).Fill(Outline.Smooth(28.5, 46, 35.5, 46, 35, 52, 32, 57, 29, 52), 0xFFE25A)
            .Fill(fin, 0xD8342C).Fill(fin.Mirrored(), 0xA8221E).Fill(hull, Paints.Linear(22, 20, 0xFFFFFF, 43, 24, 0xA8B0C4))
            .Fill(Outline.Box(18, -2, 28, 17), Paints.Linear(24, 10, 0xF04A3C, 40, 10, 0xB8221E), inside: hull).Fill(Outline.Box(26, 44, 12, 4, 1), 0x5A6074)
            .Fill(Outline.Disc(32, 26, 6), 0x3A4668).Fill(Outline.Disc(32, 26, 4.4), Paints.Linear(28, 22, 0xB8ECFF, 36, 30, 0x3C8CC8)).Finish();
    }

    public static RgbImage Guitar()
    {
        Colour dark = 0x5A2C0E;
        var body = Outline.Smooth(24, 28, 31, 27, 36, 34, 40, 39, 40, 49, 33, 57, 22, 60, 11, 56, 6, 46, 9, 37, 17, 34).Turned(0);
        return new Canvas(0xD8ECD8).Fill(body, Paints.Radial(20, 42, 26, 0xF2A444, 0xB4601C)).Stroke(body, 1.6, dark)
            .Fill(Outline.Disc(26, 41, 6), 0x3A1E0C).Stroke(Outline.Disc(26, 41, 6.4), 1, 0xF8DCA0)
            .Stroke(Outline.Line(25, 42, 54, 11), 4.6, 0x6B3A18).Stroke(Outline.Line(52, 13.2, 59, 6), 7, 0x3E2210)
            .Stroke(Outline.Line(14.6, 48.8, 20.4, 54), 2.6, 0x3A1E0C)
            .Stroke(Outline.Line(17, 50.2, 55, 9.4), 0.7, 0xF4EAD0).Stroke(Outline.Line(18.4, 51.6, 56.4, 10.8), 0.7, 0xF4EAD0).Finish();
    }

    public static RgbImage Umbrella()
    {
        var dome = Outline.Smooth(3, 34, 7, 20, 18, 9, 32, 5.5, 46, 9, 57, 20, 61, 34, 51.5, 30, 42, 34, 32, 30, 22, 34, 12.5, 30);
        var canvas = new Canvas(0xD4DCE8);
        for (var i = 0; i < 7; i++)
            canvas.Stroke(Outline.Line(6 + (i * 9), 44 + (i % 3 * 5), 4 + (i * 9), 51 + (i % 3 * 5)), 1.3, 0x6C92C4);
        return canvas.Stroke(Outline.Curve(32, 5, 32, 30, 32, 53, 36, 59, 42, 58, 44, 52), 2.6, 0x6B4423)
            .Fill(dome, Paints.Linear(8, 10, 0x8A5CD8, 56, 34, 0x5A2EA0)).Fill(Outline.Smooth(32, 5, 24, 14, 22, 34, 32, 30), 0xF4C84A, inside: dome)
            .Fill(Outline.Smooth(32, 5, 46, 12, 61, 34, 51.5, 30, 46, 16), 0xF4C84A, inside: dome).Stroke(dome, 1.4, 0x3A1C6E)
            .Stroke(Outline.Curve(32, 5.5, 24, 14, 22, 34), 1, 0x3A1C6E).Stroke(Outline.Curve(32, 5.5, 40, 14, 42, 34), 1, 0x3A1C6E).Stroke(Outline.Line(32, 2, 32, 6), 2, 0x3A1C6E).Finish();
    }

    public static RgbImage Heart()
    {
        var heart = Outline.Smooth(32, 18, 39, 8.5, 50, 8, 58, 17, 57, 30, 47, 44, 35, 56, 32, 59, 29, 56, 17, 44, 7, 30, 6, 17, 14, 8, 25, 8.5);
        return new Canvas(0xFFF0F3).Fill(heart, Paints.Radial(22, 20, 42, 0xFF5A6E, 0xC4102E)).Stroke(heart, 1.5, 0x8C0A20)
            .Fill(Outline.Ellipse(18, 20, 4, 7, 35), 0xFFFFFF, 0.7, 0.6).Finish();
    }

    public static RgbImage Star()
    {
        var star = Outline.Star(32, 34, 29, 12.5, 5);
        return new Canvas(0x2F5FB8).Fill(star, Paints.Radial(28, 26, 32, 0xFFF07A, 0xF5B014)).Stroke(star, 2.2, 0xC07A08).Finish();
    }

    public static RgbImage Key()
    {
        Colour gold = 0xE8B428, dark = 0x7C5808;
        var bow = Outline.Disc(18, 20, 14).With(Outline.Disc(16, 18, 5.6));
        var shaft = Outline.Line(27, 29, 55, 57);
        var canvas = new Canvas(0xE4EEF6).Stroke(shaft, 7.4, dark).Stroke(Outline.Line(44, 46, 51, 39), 6.6, dark).Stroke(Outline.Line(51.5, 53.5, 58, 47), 6.6, dark);
        return canvas.Stroke(bow, 1.6, dark).Stroke(Outline.Line(44, 46, 51, 39), 4.4, gold).Stroke(Outline.Line(51.5, 53.5, 58, 47), 4.4, gold).Stroke(shaft, 5, gold)
            .Fill(bow, Paints.Linear(8, 8, 0xFFE07A, 28, 32, 0xC8901A)).Stroke(bow, 1.2, dark).Finish();
    }

    public static RgbImage Book()
    {
        var cover = Outline.Polygon(10, 12, 44, 6, 52, 48, 18, 56);
        var pages = Outline.Polygon(18, 56, 52, 48, 56, 51, 55, 55, 22, 62, 17, 60);
        return new Canvas(0xF2E6D0).Fill(Outline.Polygon(18, 62, 56, 55, 62, 57, 24, 64), 0x8A7A60, 0.5, 1).Fill(pages, 0xFFFDF2).Stroke(Outline.Line(19, 58.5, 55, 51), 0.8, 0xB8AE94).Stroke(Outline.Line(20, 60.3, 55, 53), 0.8, 0xB8AE94)
            .Fill(Outline.Polygon(10, 12, 18, 56, 17, 60.5, 8, 17), 0x123C74).Fill(cover, Paints.Linear(12, 12, 0x3A84D8, 48, 50, 0x1C54A4)).Stroke(cover, 1.3, 0x0E2C58)
            .Stroke(Outline.Polygon(15.5, 15.5, 41, 11, 47.5, 44.6, 22, 50.5), 1.1, 0xF4CE5A).Fill(Outline.Star(31.5, 30.5, 9, 3.8, 5).Turned(-10, 31.5, 30.5), 0xF4CE5A).Finish();
    }

    public static RgbImage Sailboat()
    {
        var hull = Outline.Polygon(8, 45, 57, 45, 49, 56, 17, 56);
        return new Canvas(Paints.Vertical((0, 0x9AD8F4), (44, 0xE4F6FC))).Fill(Outline.Disc(53, 11, 6), 0xFFD84A)
            .Fill(Outline.Polygon(35, 5, 54, 40, 35, 40), Paints.Linear(35, 20, 0xF25A4A, 54, 40, 0xC43428)).Fill(Outline.Polygon(30.5, 9, 30.5, 40, 11, 40), Paints.Linear(12, 36, 0xFFFFFF, 30, 20, 0xD8E0EA))
            .Stroke(Outline.Line(33, 3, 33, 46), 2.2, 0x6B4423).Fill(hull, Paints.Linear(32, 45, 0xA4622C, 32, 56, 0x6E3C18)).Stroke(Outline.Line(8.5, 46.5, 56.5, 46.5), 2, 0xF2D8A8)
            .Fill(Outline.Smooth(-4, 54, 6, 51.5, 16, 54, 26, 51.5, 36, 54, 46, 51.5, 56, 54, 68, 51.5, 68, 68, -4, 68), Paints.Vertical((52, 0x3A9AD8), (64, 0x1C60A8))).Finish();
    }
}
