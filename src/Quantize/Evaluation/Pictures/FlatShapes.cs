using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>Logos: a few flat colours and hard edges.</summary>
internal static class FlatShapes
{
    public static RgbImage Target()
    {
        var canvas = new Canvas(0xFFFFFF);
        for (var i = 0; i < 5; i++)
            canvas.Fill(Outline.Disc(32, 32, 28 - (i * 5.6)), i % 2 == 0 ? 0xD8232A : 0xFFFFFF);
        return canvas.Finish();
    }

    public static RgbImage Cube()
    {
        return new Canvas(0x1E2A44).Fill(Outline.Polygon(32, 6, 56, 19, 32, 32, 8, 19), 0x6FE0C8).Fill(Outline.Polygon(8, 19, 32, 32, 32, 59, 8, 46), 0x2FA890)
            .Fill(Outline.Polygon(56, 19, 32, 32, 32, 59, 56, 46), 0x17705E).Finish();
    }

    public static RgbImage YinYang()
    {
        var disc = Outline.Disc(32, 32, 27);
        return new Canvas(0xD8C8A8).Fill(disc, 0xFFFFFF).Fill(Outline.Box(32, 0, 40, 64), 0x16161A, inside: disc)
            .Fill(Outline.Disc(32, 18.5, 13.5), 0xFFFFFF).Fill(Outline.Disc(32, 45.5, 13.5), 0x16161A)
            .Fill(Outline.Disc(32, 18.5, 4.4), 0x16161A).Fill(Outline.Disc(32, 45.5, 4.4), 0xFFFFFF).Stroke(disc, 1.6, 0x16161A).Finish();
    }

    public static RgbImage Lightning() => new Canvas(0xFFFFFF).Fill(Outline.Box(4, 4, 56, 56, 12), 0x5A34C8)
        .Fill(Outline.Polygon(37, 8, 15, 36, 29, 36, 25, 57, 49, 27, 34, 27), 0xFFD633).Finish();

    public static RgbImage Flower()
    {
        var canvas = new Canvas(0xF6EBDD);
        for (var i = 0; i < 6; i++)
            canvas.Fill(Outline.Ellipse(32, 17, 9, 14).Turned(60 * i), i % 2 == 0 ? 0xE8487C : 0xF58A5C);
        return canvas.Fill(Outline.Disc(32, 32, 9), 0x3A2458).Fill(Outline.Disc(32, 32, 5), 0xFFD04A).Finish();
    }

    public static RgbImage Blocks()
    {
        var canvas = new Canvas(0xF4F1E6).Fill(Outline.Box(22, 0, 42, 36), 0xD62A22).Fill(Outline.Box(0, 40, 19, 24), 0x1E4FA8).Fill(Outline.Box(51, 53, 13, 11), 0xF2C91C);
        foreach (var line in (Outline[])[Outline.Line(20.5, -2, 20.5, 66), Outline.Line(-2, 38, 66, 38), Outline.Line(49, 38, 49, 66), Outline.Line(49, 52, 66, 52), Outline.Line(-2, 18, 20, 18)])
            canvas.Stroke(line, 3.4, 0x141414);
        return canvas.Finish();
    }
}
