using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>Whole animals.</summary>
internal static class Creatures
{
    private static readonly Colour s_ink = 0x2B2118;

    public static RgbImage Owl()
    {
        Colour brown = 0x8A5A34, dark = 0x4E3018;
        var body = Outline.Smooth(11, 5, 22, 11, 32, 10, 42, 11, 53, 5, 54, 22, 55, 42, 46, 56, 32, 60, 18, 56, 9, 42, 10, 22);
        var canvas = new Canvas(0x2E3E66).Fill(Outline.Disc(50, 12, 9), 0xF4EFC6).Stroke(Outline.Line(0, 60, 64, 60), 5, 0x5A3A22)
            .Fill(body, Paints.Linear(20, 8, 0xA87444, 44, 58, 0x744824)).Stroke(body, 1.3, dark)
            .Fill(Outline.Ellipse(32, 47, 13, 13), 0xE6CFA4, inside: body);
        for (var row = 0; row < 3; row++)
        {
            for (var i = -1; i <= 1; i++)
            {
                var (x, y) = (32 + (i * 6) + (row % 2 * 3), 41 + (row * 6.0));
                canvas.Stroke(Outline.Curve(x - 2, y, x, y + 2.2, x + 2, y), 1.2, brown, inside: body);
            }
        }

        var wing = Outline.Smooth(9, 28, 16, 32, 19, 44, 16, 55, 9, 44);
        canvas.Fill(wing, 0x63401F).Fill(wing.Mirrored(), 0x63401F);
        foreach (var x in (double[])[21.5, 42.5])
        {
            canvas.Fill(Outline.Disc(x, 23, 10), 0xF4E6C8).Stroke(Outline.Disc(x, 23, 10), 1.4, dark).Fill(Outline.Disc(x, 23, 6.2), 0xF5B21E)
                .Fill(Outline.Disc(x, 23, 3.7), s_ink).Fill(Outline.Disc(x - 1.3, 21.4, 1.3), 0xFFFFFF);
        }

        canvas.Fill(Outline.Polygon(28.5, 28, 35.5, 28, 32, 35.5), 0xF09A1E);
        foreach (var x in (double[])[23, 27, 37, 41])
            canvas.Stroke(Outline.Line(x, 57.5, x, 60.5), 2.4, 0xF09A1E);
        return canvas.Finish();
    }

    public static RgbImage Penguin()
    {
        Colour black = 0x23293A;
        var body = Outline.Smooth(32, 3, 43, 7, 46, 18, 51, 34, 49, 50, 41, 58, 32, 59, 23, 58, 15, 50, 13, 34, 18, 18, 21, 7);
        var belly = Outline.Smooth(32, 20, 40, 26, 43, 40, 40, 53, 32, 56, 24, 53, 21, 40, 24, 26);
        var face = Outline.Smooth(32, 16, 36, 11, 41, 13, 42, 19, 37, 25, 32, 26, 27, 25, 22, 19, 23, 13, 28, 11);
        var wing = Outline.Smooth(15, 25, 9, 36, 5, 47, 9, 48, 15, 42);
        var canvas = new Canvas(Paints.Vertical((0, 0xA8DCF5), (46, 0xD6F0FA), (48, 0xF2FAFE), (64, 0xDCEBF5)))
            .Fill(Outline.Ellipse(32, 59, 22, 4), 0x9DB4C6, soft: 1)
            .Fill(wing, black).Fill(wing.Mirrored(), black).Fill(body, Paints.Linear(18, 10, 0x39425A, 46, 56, black))
            .Fill(belly, Paints.Linear(26, 24, 0xFFFFFF, 40, 56, 0xDCE2EA)).Fill(face, 0xFFFFFF);
        foreach (var x in (double[])[27, 37])
        {
            canvas.Fill(Outline.Disc(x, 17, 2.2), s_ink).Fill(Outline.Disc(x - 0.7, 16.2, 0.7), 0xFFFFFF);
            canvas.Fill(Outline.Ellipse(x < 32 ? 24 : 40, 59, 7, 3), 0xF5A01E);
        }

        return canvas.Fill(Outline.Polygon(27.5, 20.5, 36.5, 20.5, 32, 27), 0xF5A01E).Finish();
    }

    public static RgbImage Fish()
    {
        var body = Outline.Smooth(6, 33, 14, 22, 27, 16, 40, 20, 49, 30, 52, 33, 49, 37, 40, 46, 27, 50, 14, 44);
        var tail = Outline.Smooth(47, 33, 55, 22, 62, 18, 60, 33, 62, 48, 55, 44);
        var fin = Outline.Smooth(20, 19, 28, 7, 40, 10, 41, 21);
        var canvas = new Canvas(Paints.Vertical((0, 0x5CC4E8), (64, 0x1F6FB0)));
        foreach (var (x, y, r) in ((double, double, double)[])[(8, 14, 3), (13, 8, 2), (5, 5, 1.5), (55, 58, 2)])
            canvas.Stroke(Outline.Disc(x, y, r), 1, 0xD8F4FF);
        canvas.Fill(tail, Paints.Linear(48, 33, 0xF47B20, 62, 33, 0xFFB04A)).Stroke(tail, 1.2, 0xB84A10)
            .Fill(fin, 0xFFB04A).Stroke(fin, 1.2, 0xB84A10)
            .Fill(Outline.Smooth(24, 47, 30, 58, 37, 56, 36, 46), 0xFFB04A)
            .Fill(body, Paints.Linear(26, 16, 0xFF9838, 26, 50, 0xE8601A)).Stroke(body, 1.4, 0xB84A10);
        foreach (var x in (double[])[21, 37])
            canvas.Stroke(Outline.Curve(x, 14, x + 3.5, 33, x, 52), 5.2, 0xFFFFFF, inside: body.Scaled(0.97, 29, 33)).Stroke(Outline.Curve(x - 3, 14, x + 0.5, 33, x - 3, 52), 0.9, s_ink, inside: body)
                .Stroke(Outline.Curve(x + 3, 14, x + 6.5, 33, x + 3, 52), 0.9, s_ink, inside: body);
        return canvas.Fill(Outline.Smooth(27, 34, 35, 32, 36, 38, 31, 42), 0xFFB04A).Stroke(Outline.Smooth(27, 34, 35, 32, 36, 38, 31, 42), 0.9, 0xB84A10)
            .Fill(Outline.Disc(14.5, 29.5, 3.6), 0xFFFFFF).Fill(Outline.Disc(13.8, 29.7, 2.2), s_ink).Stroke(Outline.Curve(6.5, 36, 10, 37.5, 13, 36.5), 1.1, s_ink).Finish();
    }

    public static RgbImage Bee()
    {
        var body = Outline.Ellipse(33, 38, 21, 15);
        var canvas = new Canvas(0xDDF2C4)
            .Fill(Outline.Ellipse(27, 17, 8, 14, -18), 0xF2FBFF, 0.9).Stroke(Outline.Ellipse(27, 17, 8, 14, -18), 1.2, 0x7FA6B8)
            .Fill(Outline.Ellipse(42, 17, 7, 13, 18), 0xF2FBFF, 0.9).Stroke(Outline.Ellipse(42, 17, 7, 13, 18), 1.2, 0x7FA6B8)
            .Fill(Outline.Polygon(51, 34, 62, 40, 51, 44), s_ink)
            .Fill(body, Paints.Linear(30, 22, 0xFFE05A, 34, 54, 0xF0AE14));
        foreach (var x in (double[])[29, 38, 47])
            canvas.Stroke(Outline.Curve(x, 20, x + 3, 38, x, 56), 4.6, 0x33261A, inside: body);
        return canvas.Stroke(body, 1.4, 0x33261A)
            .Stroke(Outline.Curve(16, 28, 12, 20, 7, 17), 1.4, 0x33261A).Fill(Outline.Disc(7, 17, 2), 0x33261A)
            .Stroke(Outline.Curve(20, 26, 18, 17, 14, 12), 1.4, 0x33261A).Fill(Outline.Disc(14, 12, 2), 0x33261A)
            .Fill(Outline.Disc(19, 35, 3), 0x33261A).Fill(Outline.Disc(18, 34, 1), 0xFFFFFF).Stroke(Outline.Curve(15, 42, 18, 45, 22, 44), 1.3, 0x33261A).Finish();
    }

    public static RgbImage Crab()
    {
        Colour red = 0xE2452F, dark = 0x8C2014;
        var canvas = new Canvas(0xF5DFA8);
        for (var i = 0; i < 3; i++)
        {
            var leg = Outline.Curve(17, 40 + (i * 4), 8 - i, 42 + (i * 5.5), 5 + (i * 3), 50 + (i * 4.5));
            canvas.Stroke(leg, 3, red * 0.85).Stroke(leg.Mirrored(), 3, red * 0.85);
        }

        var claw = Outline.Smooth(12, 4, 20, 9, 21, 18, 13, 23, 5, 18, 4, 8, 10, 13);
        foreach (var mirrored in (bool[])[false, true])
        {
            var arm = Outline.Curve(17, 35, 9, 30, 12, 20);
            canvas.Stroke(mirrored ? arm.Mirrored() : arm, 4, red).Fill(mirrored ? claw.Mirrored() : claw, red).Stroke(mirrored ? claw.Mirrored() : claw, 1.3, dark);
            var x = mirrored ? 38.5 : 25.5;
            canvas.Stroke(Outline.Line(x, 32, x, 21), 2.4, red).Fill(Outline.Disc(x, 19, 4.2), 0xFFFFFF).Stroke(Outline.Disc(x, 19, 4.2), 1, dark).Fill(Outline.Disc(x + (mirrored ? -0.8 : 0.8), 19.4, 2.1), s_ink);
        }

        var shell = Outline.Smooth(32, 27, 44, 29, 52, 38, 48, 49, 38, 54, 32, 54.5, 26, 54, 16, 49, 12, 38, 20, 29);
        return canvas.Fill(shell, Paints.Linear(30, 27, 0xF4654C, 34, 55, 0xC93420)).Stroke(shell, 1.4, dark)
            .Stroke(Outline.Curve(25, 45, 32, 49, 39, 45), 1.8, dark).Fill(Outline.Disc(22, 37, 1.8), 0xFF9A84).Fill(Outline.Disc(42, 37, 1.8), 0xFF9A84).Finish();
    }
}
