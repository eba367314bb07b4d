using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>Faces as messages have them: two people's moods and animals' heads.</summary>
internal static class Faces
{
    private static readonly Colour s_ink = 0x2B2118;

    public static RgbImage Smiley()
    {
        var head = Outline.Disc(32, 32, 27);
        var canvas = new Canvas(0xFFFFFF).Fill(head, Paints.Radial(26, 22, 38, 0xFFE566, 0xF7A823)).Stroke(head, 1.6, 0xC97A12);
        foreach (var x in (double[])[22, 42])
            canvas.Fill(Outline.Ellipse(x, 25, 3.6, 5.4), 0x5A3410);
        var mouth = Outline.Smooth(15, 36, 24, 39, 32, 40, 40, 39, 49, 36, 45, 46, 38, 51.5, 32, 52.5, 26, 51.5, 19, 46);
        return canvas.Fill(mouth, 0x6B2A12).Fill(Outline.Box(14, 34, 36, 9.5, 3), 0xFFFFFF, inside: mouth.Scaled(0.92, 32, 42))
            .Fill(Outline.Ellipse(32, 53, 9, 6), 0xE8544E, inside: mouth).Finish();
    }

    public static RgbImage Sunglasses()
    {
        var head = Outline.Disc(32, 32, 27);
        var lens = Outline.Smooth(10, 21, 20, 20, 30, 22, 29, 31, 23, 35, 15, 34, 10, 28);
        return new Canvas(0x7CC8F2).Fill(head, Paints.Radial(26, 22, 38, 0xFFE566, 0xF7A823)).Stroke(head, 1.6, 0xC97A12)
            .Stroke(Outline.Line(5.5, 23, 58.5, 23), 3, 0x1B1B22, inside: head)
            .Fill(lens, 0x1B1B22).Fill(lens.Mirrored(), 0x1B1B22)
            .Stroke(Outline.Line(14, 29, 19, 23), 2, 0x6F7A99).Stroke(Outline.Line(40, 29, 45, 23), 2, 0x6F7A99)
            .Stroke(Outline.Curve(20, 44, 27, 48.5, 36, 48.5, 45, 42), 3, 0x6B2A12).Finish();
    }

    public static RgbImage Cat()
    {
        Colour fur = 0xF0A040, dark = 0xB86A1E;
        var ear = Outline.Polygon(9, 4, 30, 17, 11, 32);
        var head = Outline.Smooth(32, 13, 46, 15, 55, 26, 57, 38, 50, 50, 40, 56, 32, 57, 24, 56, 14, 50, 7, 38, 9, 26, 18, 15);
        var canvas = new Canvas(0x8CD3C2);
        foreach (var mirrored in (bool[])[false, true])
        {
            var side = mirrored ? ear.Mirrored() : ear;
            canvas.Fill(side, fur).Stroke(side, 1.5, dark).Fill(side.Scaled(0.55, mirrored ? 47 : 17, 19), 0xF7B7B0);
        }

        canvas.Fill(head, Paints.Radial(30, 26, 38, 0xFFBE63, 0xE28F2C)).Stroke(head, 1.5, dark);
        foreach (var x in (double[])[26, 32, 38])
            canvas.Stroke(Outline.Line(x, 14, 32 + ((x - 32) * 0.6), 22), 2.4, dark);
        Eyes(canvas, 21, 33, 5.4, 0x9CD34A, slit: true);
        canvas.Fill(Outline.Ellipse(27.2, 46.5, 6.5, 5.2), 0xFFF1DC).Fill(Outline.Ellipse(36.8, 46.5, 6.5, 5.2), 0xFFF1DC)
            .Fill(Outline.Smooth(28.4, 40.8, 35.6, 40.8, 32, 45), 0xE56A75)
            .Stroke(Outline.Curve(25, 49, 29, 50.4, 32, 46.5, 35, 50.4, 39, 49), 1.2, s_ink);
        for (var i = -1; i <= 1; i++)
            canvas.Stroke(Outline.Line(19, 45 + (i * 2), 2, 44 + (i * 5)), 0.9, 0xFFFFFF).Stroke(Outline.Line(45, 45 + (i * 2), 62, 44 + (i * 5)), 0.9, 0xFFFFFF);
        return canvas.Finish();
    }

    public static RgbImage Dog()
    {
        Colour fur = 0xD9A066, brown = 0x7A4A26;
        var head = Outline.Smooth(32, 8, 46, 12, 52, 26, 48, 44, 40, 56, 32, 58, 24, 56, 16, 44, 12, 26, 18, 12);
        var ear = Outline.Smooth(19, 9, 8, 12, 3, 26, 4, 42, 10, 47, 15, 40, 16, 24);
        var canvas = new Canvas(0xF3E3B5).Fill(head, Paints.Radial(30, 26, 36, 0xEDBE86, fur)).Stroke(head, 1.5, brown)
            .Fill(Outline.Ellipse(43, 27, 8.5, 9.5), 0x9C6435, inside: head)
            .Fill(ear, Paints.Linear(4, 10, 0x9C6435, 14, 46, brown)).Stroke(ear, 1.3, 0x56321A)
            .Fill(ear.Mirrored(), Paints.Linear(60, 10, 0x9C6435, 50, 46, brown)).Stroke(ear.Mirrored(), 1.3, 0x56321A)
            .Fill(Outline.Ellipse(32, 46, 12, 10.5), 0xFBE9D0);
        canvas.Fill(Outline.Smooth(28, 51, 36, 51, 36.5, 58, 32, 61.5, 27.5, 58), 0xEC6A78).Stroke(Outline.Line(32, 52, 32, 58), 1, 0xB8434F)
            .Stroke(Outline.Curve(22, 48, 27, 52, 32, 49, 37, 52, 42, 48), 1.6, s_ink)
            .Fill(Outline.Ellipse(32, 40.5, 5.6, 4), s_ink).Fill(Outline.Ellipse(30.4, 39.2, 1.7, 1), 0x8C8580).Stroke(Outline.Line(32, 44, 32, 49), 1.3, s_ink);
        Eyes(canvas, 23, 28, 4, s_ink, slit: false);
        return canvas.Finish();
    }

    public static RgbImage Fox()
    {
        Colour fur = 0xE8662A, dark = 0x8C3412;
        var ear = Outline.Polygon(6, 3, 27, 16, 10, 33);
        var head = Outline.Polygon(32, 60, 18, 50, 4, 37, 9, 22, 22, 14, 32, 17, 42, 14, 55, 22, 60, 37, 46, 50);
        var cheek = Outline.Smooth(3, 37, 15, 35, 25, 40, 32, 60, 20, 52);
        var canvas = new Canvas(0xCFE8C8).Fill(ear, fur).Fill(ear.Mirrored(), fur).Stroke(ear, 1.2, dark).Stroke(ear.Mirrored(), 1.2, dark)
            .Fill(ear.Scaled(0.55, 13, 17), 0x3A2018).Fill(ear.Scaled(0.55, 13, 17).Mirrored(), 0x3A2018)
            .Fill(head, Paints.Linear(32, 14, 0xF5823A, 32, 56, fur)).Fill(cheek, 0xFFF6EA, inside: head).Fill(cheek.Mirrored(), 0xFFF6EA, inside: head)
            .Stroke(head, 1.3, dark).Fill(Outline.Ellipse(32, 57, 4.6, 3.6), s_ink).Fill(Outline.Ellipse(30.6, 56, 1.2, 0.8), 0xA09890);
        Eyes(canvas, 21.5, 33, 3.6, s_ink, slit: false);
        return canvas.Finish();
    }

    public static RgbImage Bear()
    {
        Colour fur = 0x9A6238, dark = 0x5E3A1E;
        var head = Outline.Smooth(32, 10, 48, 14, 57, 30, 54, 47, 42, 57, 32, 58.5, 22, 57, 10, 47, 7, 30, 16, 14);
        var canvas = new Canvas(0xBFE0F5);
        foreach (var x in (double[])[12.5, 51.5])
            canvas.Fill(Outline.Disc(x, 14.5, 9), fur).Stroke(Outline.Disc(x, 14.5, 9), 1.3, dark).Fill(Outline.Disc(x, 15, 4.8), 0xD9A273);
        canvas.Fill(head, Paints.Radial(28, 24, 40, 0xB87A4A, 0x87522D)).Stroke(head, 1.4, dark)
            .Fill(Outline.Ellipse(32, 45, 13, 10), 0xE8C49A).Fill(Outline.Ellipse(32, 39.8, 5.4, 3.9), s_ink).Fill(Outline.Ellipse(30.4, 38.6, 1.7, 1), 0x8A8078)
            .Stroke(Outline.Line(32, 43, 32, 47.5), 1.5, s_ink).Stroke(Outline.Curve(25.5, 48, 29, 50.8, 32, 48, 35, 50.8, 38.5, 48), 1.5, s_ink);
        Eyes(canvas, 21.5, 30, 3.6, s_ink, slit: false);
        return canvas.Finish();
    }

    public static RgbImage Frog()
    {
        Colour dark = 0x256B2B;
        var head = Outline.Smooth(32, 19, 46, 20, 58, 31, 60, 42, 52, 53, 40, 57, 32, 57.5, 24, 57, 12, 53, 4, 42, 6, 31, 18, 20);
        var canvas = new Canvas(0xF6D9E4);
        foreach (var x in (double[])[18, 46])
            canvas.Fill(Outline.Disc(x, 17, 10.5), 0x58B947).Stroke(Outline.Disc(x, 17, 10.5), 1.4, dark);
        canvas.Fill(head, Paints.Linear(32, 18, 0x66CC52, 32, 57, 0x47A63B)).Stroke(head, 1.4, dark);
        foreach (var x in (double[])[18, 46])
        {
            canvas.Fill(Outline.Disc(x, 17, 9.5), 0x5FC34C).Fill(Outline.Disc(x, 16.5, 7), 0xFFFFFF)
                .Fill(Outline.Disc(x, 17, 3.9), s_ink).Fill(Outline.Disc(x - 1.4, 15.4, 1.3), 0xFFFFFF);
        }

        return canvas.Fill(Outline.Ellipse(32, 62, 22, 14), 0xBFE08A, inside: head.Scaled(0.96))
            .Fill(Outline.Disc(28.5, 33, 1.2), dark).Fill(Outline.Disc(35.5, 33, 1.2), dark)
            .Fill(Outline.Disc(11, 41, 4.4), 0xF08FA0, 0.7).Fill(Outline.Disc(53, 41, 4.4), 0xF08FA0, 0.7)
            .Stroke(Outline.Curve(13, 40, 22, 45.5, 32, 47, 42, 45.5, 51, 40), 2.2, 0x1E4D22).Finish();
    }

    public static RgbImage Panda()
    {
        Colour black = 0x24242A;
        var head = Outline.Smooth(32, 9, 47, 12, 58, 28, 56, 45, 44, 56, 32, 58, 20, 56, 8, 45, 6, 28, 17, 12);
        var canvas = new Canvas(0x8FC97B);
        foreach (var x in (double[])[12, 52])
            canvas.Fill(Outline.Disc(x, 13, 8.8), black);
        canvas.Fill(head, Paints.Radial(28, 24, 44, 0xFFFFFF, 0xDCDCE0)).Stroke(head, 1.2, 0x8C8C94);
        foreach (var mirrored in (bool[])[false, true])
        {
            var patch = Outline.Ellipse(20, 32, 6.4, 8.6, 32);
            canvas.Fill(mirrored ? patch.Mirrored() : patch, black)
                .Fill(Outline.Disc(mirrored ? 42.6 : 21.4, 31, 3), 0xFFFFFF).Fill(Outline.Disc(mirrored ? 42.2 : 21.8, 31.3, 1.9), black);
        }

        return canvas.Fill(Outline.Ellipse(32, 43, 4.8, 3.3), black).Stroke(Outline.Line(32, 45, 32, 48.5), 1.3, black)
            .Stroke(Outline.Curve(26, 48.5, 29, 50.8, 32, 48.6, 35, 50.8, 38, 48.5), 1.4, black).Finish();
    }

    public static RgbImage Pig()
    {
        Colour skin = 0xF6A9B4, dark = 0xB85A6C;
        var head = Outline.Smooth(32, 10, 48, 14, 57, 30, 54, 47, 42, 57, 32, 58, 22, 57, 10, 47, 7, 30, 16, 14);
        var ear = Outline.Smooth(7, 6, 20, 9, 26, 17, 17, 27, 9, 20);
        var canvas = new Canvas(0xB8E0A0).Fill(ear, 0xE88896).Stroke(ear, 1.3, dark).Fill(ear.Mirrored(), 0xE88896).Stroke(ear.Mirrored(), 1.3, dark)
            .Fill(head, Paints.Radial(28, 24, 40, 0xFFC6CE, skin)).Stroke(head, 1.4, dark)
            .Fill(Outline.Ellipse(32, 41, 11.5, 8.6), 0xEC8798).Stroke(Outline.Ellipse(32, 41, 11.5, 8.6), 1.3, dark)
            .Fill(Outline.Ellipse(27.6, 41, 2.3, 3.6), 0x7C2E40).Fill(Outline.Ellipse(36.4, 41, 2.3, 3.6), 0x7C2E40)
            .Stroke(Outline.Curve(26, 52, 32, 54, 38, 52), 1.5, 0x7C2E40);
        Eyes(canvas, 19.5, 29, 3.3, s_ink, slit: false);
        return canvas.Finish();
    }

    // Two eyes at equal distances from the middle, light on each.
    private static void Eyes(Canvas canvas, double x, double y, double radius, Colour iris, bool slit)
    {
        foreach (var cx in (double[])[x, 64 - x])
        {
            canvas.Fill(Outline.Disc(cx, y, radius), iris);
            if (slit)
                canvas.Stroke(Outline.Disc(cx, y, radius), 1, s_ink).Fill(Outline.Ellipse(cx, y, radius * 0.36, radius * 0.85), s_ink);
            canvas.Fill(Outline.Disc(cx - (radius * 0.3), y - (radius * 0.35), radius * 0.3), 0xFFFFFF);
        }
    }
}
