using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>White bodies before white or light: what keeps its shape only if faint shading is kept.</summary>
internal static class WhiteThings
{
    private static readonly Colour s_ink = 0x26282E;

    public static RgbImage PolarBear()
    {
        var body = Outline.Smooth(7, 36, 12, 27, 24, 24, 37, 24, 44, 22, 48, 17, 55, 17, 58, 21, 62.5, 24.5, 61, 28, 55, 30, 52, 35, 51, 44, 51, 56, 43, 56, 42, 47, 30, 47, 27, 56, 18, 56.5, 16, 48, 12, 56, 5, 56, 7, 46);
        return new Canvas(Paints.Vertical((0, 0xF3F7FA), (48, 0xFCFDFE), (52, 0xE8EFF4), (64, 0xF4F8FA)))
            .Fill(Outline.Ellipse(30, 56.5, 28, 3.4), 0xB4C4D2, 0.8, 1.2)
            .Fill(Outline.Polygon(37, 40, 47, 40, 45, 55.5, 37.5, 55.5), 0xD2D8DC).Fill(Outline.Polygon(9, 40, 18, 40, 16, 55.5, 9, 55.5), 0xD2D8DC)
            .Fill(body, Paints.Linear(30, 20, 0xFFFEF8, 32, 56, 0xE2E2DC)).Stroke(body, 1, 0xA8B0B4)
            .Fill(Outline.Ellipse(30, 45, 14, 4), 0xB8C0C6, 0.6, 1.6, body)
            .Fill(Outline.Disc(48, 17, 2.6), 0xF4F2EC).Stroke(Outline.Arc(48, 17, 2.6, 150, 330), 0.9, 0xA8B0B4)
            .Fill(Outline.Ellipse(61.4, 25.2, 1.9, 1.6), s_ink).Fill(Outline.Disc(54.5, 21.6, 1.2), s_ink).Stroke(Outline.Curve(56, 28, 59, 28.2, 61, 27.5), 0.8, s_ink).Finish();
    }

    public static RgbImage Swan()
    {
        var neck = Outline.Curve(24, 46, 14, 38, 15, 26, 23, 20, 25, 12, 20, 8, 14, 10.5);
        var body = Outline.Smooth(14, 44, 22, 36, 36, 33, 50, 31, 60, 25, 58, 38, 50, 49, 34, 53, 20, 52);
        var wing = Outline.Smooth(25, 41, 36, 34, 50, 31, 61, 23, 57, 37, 46, 46, 33, 48);
        return new Canvas(Paints.Vertical((0, 0xEAF3F8), (40, 0xF6FAFC), (44, 0xD4E6EE), (64, 0xBCD8E4)))
            .Fill(Outline.Ellipse(36, 56, 24, 4), 0xFFFFFF, 0.55, 1)
            .Stroke(neck, 8, 0xA4B4BC).Fill(body, Paints.Linear(34, 30, 0xFFFFFF, 36, 54, 0xD8E0E4)).Stroke(body, 1.1, 0xA4B4BC)
            .Stroke(neck, 6, Paints.Linear(12, 20, 0xFFFFFF, 28, 24, 0xE2E8EC))
            .Fill(wing, Paints.Linear(40, 26, 0xFFFFFF, 42, 50, 0xDCE4E8)).Stroke(Outline.Curve(25, 41, 33, 48, 46, 46, 57, 37), 1.1, 0xA4B4BC).Stroke(Outline.Curve(33, 42, 44, 41, 55, 33), 0.8, 0xB8C4CA)
            .Fill(Outline.Polygon(13.4, 8, 13.4, 13, 5, 14.6), 0xF08A1E).Fill(Outline.Disc(14, 10, 1.7), s_ink).Fill(Outline.Disc(18.6, 9, 0.9), s_ink)
            .Stroke(Outline.Line(4, 55, 18, 55.5), 0.8, 0x8CB4C6).Stroke(Outline.Line(44, 57.5, 62, 57), 0.8, 0x8CB4C6).Finish();
    }

    public static RgbImage Ghost()
    {
        var body = Outline.Smooth(32, 5, 44, 8, 51, 20, 52, 38, 54, 57, 47.5, 53, 41.5, 59, 36.5, 54, 31, 59.5, 26, 54, 20.5, 59, 16, 53, 10, 57, 12, 38, 13, 20, 20, 8);
        var canvas = new Canvas(0xFFFFFF).Fill(body, 0x9CA4C8, 0.35, 1.6).Fill(body, Paints.Radial(27, 20, 46, 0xFFFFFF, 0xDADEF0)).Stroke(body, 1.1, 0xA2A8C2);
        foreach (var x in (double[])[24.5, 39.5])
            canvas.Fill(Outline.Ellipse(x, 25, 3.6, 5.4), s_ink).Fill(Outline.Disc(x - 1.1, 23, 1.3), 0xFFFFFF).Fill(Outline.Ellipse(x < 32 ? 19 : 45, 33, 3, 1.8), 0xF4A8B8, 0.8);
        return canvas.Fill(Outline.Ellipse(32, 37, 3.6, 4.6), s_ink).Fill(Outline.Ellipse(32, 39.4, 2, 1.6), 0xE86878).Finish();
    }

    public static RgbImage Snowman()
    {
        var canvas = new Canvas(Paints.Vertical((0, 0xDDEBF6), (52, 0xF0F6FA), (54, 0xFFFFFF), (64, 0xECF2F8))).Fill(Outline.Ellipse(34, 59, 24, 3), 0xB4C6D8, 0.8, 1.2);
        foreach (var (y, r) in ((double, double)[])[(46, 15), (21, 11)])
            canvas.Fill(Outline.Disc(32, y, r), Paints.Radial(27, y - (r * 0.4), r * 1.5, 0xFFFFFF, 0xC4D2E0)).Stroke(Outline.Disc(32, y, r), 0.9, 0xA6B6C8);
        foreach (var (x, y) in ((double, double)[])[(19, 37), (45, 37)])
            canvas.Stroke(Outline.Line(x, y, x < 32 ? 6 : 58, 27), 1.8, 0x6B4423).Stroke(Outline.Line(x < 32 ? 10 : 54, 30, x < 32 ? 5 : 59, 32), 1.3, 0x6B4423);
        canvas.Fill(Outline.Box(22, 2, 20, 9, 1), s_ink).Fill(Outline.Box(17.5, 10, 29, 3.4, 1.6), s_ink).Fill(Outline.Box(22, 8, 20, 2.6), 0xC43034)
            .Stroke(Outline.Curve(22.5, 30, 32, 33.5, 41.5, 30), 4, 0xD8383C).Stroke(Outline.Line(39, 31.5, 42, 41), 4, 0xB42A30);
        foreach (var x in (double[])[28, 36])
            canvas.Fill(Outline.Disc(x, 18, 1.6), s_ink);
        foreach (var y in (double[])[40.5, 46.5, 52.5])
            canvas.Fill(Outline.Disc(32, y, 1.5), s_ink);
        return canvas.Fill(Outline.Polygon(32, 20.5, 32, 24, 43, 23.6), 0xF08A1E).Stroke(Outline.Curve(28.5, 26, 32, 27.6, 35.5, 26), 1, s_ink).Finish();
    }

    public static RgbImage Cup()
    {
        var cup = Outline.Smooth(11, 22, 28, 25, 45, 22, 44, 36, 39, 49, 34, 52, 22, 52, 17, 49, 12, 36);
        var handle = Outline.Curve(43, 27, 55, 25, 55, 38, 41, 42);
        return new Canvas(Paints.Vertical((0, 0xF6F4F0), (42, 0xFAF9F6), (64, 0xE6E2DA)))
            .Fill(Outline.Ellipse(34, 55, 26, 4.6), 0xA49C8E, 0.6, 1.6).Fill(Outline.Ellipse(28, 53.5, 25, 4.6), Paints.Linear(5, 52, 0xFFFFFF, 52, 56, 0xD2CEC6)).Stroke(Outline.Ellipse(28, 53.5, 25, 4.6), 0.8, 0xA8A296)
            .Stroke(handle, 5.4, 0xAAA498).Stroke(handle, 3.8, 0xF4F2EE).Fill(cup, Paints.Linear(13, 34, 0xFFFFFF, 45, 40, 0xCCC8C0)).Stroke(cup, 0.9, 0xA8A296)
            .Fill(Outline.Ellipse(28, 22, 17, 4.8), 0xF2F0EC).Stroke(Outline.Ellipse(28, 22, 17, 4.8), 0.9, 0xA8A296).Fill(Outline.Ellipse(28, 22.8, 14.4, 3.2), 0x6B4226)
            .Stroke(Outline.Curve(22, 16, 19.5, 12, 23.5, 8, 21, 3), 1.8, 0xB8B8B8, 0.7, 0.5).Stroke(Outline.Curve(33, 16, 30.5, 12, 34.5, 8, 32, 3), 1.8, 0xB8B8B8, 0.7, 0.5).Finish();
    }

    public static RgbImage Egg()
    {
        var egg = Outline.Smooth(32, 6, 41, 12, 48, 26, 50, 40, 44, 52, 32, 56.5, 20, 52, 14, 40, 16, 26, 23, 12);
        return new Canvas(Paints.Vertical((0, 0xFBFAF7), (40, 0xF5F3EE), (64, 0xE9E5DC))).Fill(Outline.Ellipse(37, 55, 21, 4.4), 0x8C8474, 0.65, 2)
            .Fill(egg, Paints.Radial(25, 24, 42, 0xFFFFFF, 0xBCB3A2)).Stroke(egg, 0.7, 0xC0B8AA)
            .Fill(Outline.Ellipse(24, 23, 3.6, 6.4, 22), 0xFFFFFF, 0.9, 1).Finish();
    }

    public static RgbImage Sheep()
    {
        var canvas = new Canvas(Paints.Vertical((0, 0xEEF4EA), (50, 0xF8FAF4), (54, 0xD8E8C8), (64, 0xC6DCB0))).Fill(Outline.Ellipse(33, 57, 24, 2.6), 0x8AA078, 0.6, 1);
        foreach (var x in (double[])[22, 29, 40, 46])
            canvas.Stroke(Outline.Line(x, 44, x, 56), 3.2, 0x3A3638);
        (double X, double Y, double R)[] wool = [(20, 27, 9), (29, 21, 9), (40, 21, 9), (50, 27, 8.5), (53, 36, 8), (46, 43, 9), (35, 45, 9), (24, 43, 9), (18, 36, 9)];
        foreach (var (x, y, r) in wool)
            canvas.Fill(Outline.Disc(x, y, r + 0.9), 0xAEB2B4);
        foreach (var (x, y, r) in wool)
            canvas.Fill(Outline.Disc(x, y, r), Paints.Radial(x - 2, y - 3, r * 1.5, 0xFFFFFF, 0xE0E2E2));
        canvas.Fill(Outline.Ellipse(36, 32, 15, 10), 0xFBFBFA);
        foreach (var (x, y) in ((double, double)[])[(31, 30), (41, 29), (36, 38), (47, 36)])
            canvas.Stroke(Outline.Arc(x, y, 3.6, 20, 160), 0.8, 0xC2C6C8);
        return canvas.Fill(Outline.Ellipse(6.5, 25, 4.2, 2.2, 20), 0x3A3638).Fill(Outline.Ellipse(21.5, 25, 4.2, 2.2, -20), 0x3A3638)
            .Fill(Outline.Ellipse(14, 30, 7, 9.4), 0x3A3638).Fill(Outline.Ellipse(14, 21, 7, 4.4), 0xFBFBFA).Stroke(Outline.Arc(14, 21, 6, 180, 360), 0.8, 0xAEB2B4)
            .Fill(Outline.Disc(11.4, 29, 1.6), 0xFFFFFF).Fill(Outline.Disc(16.6, 29, 1.6), 0xFFFFFF).Fill(Outline.Disc(11.4, 29.3, 0.9), s_ink).Fill(Outline.Disc(16.6, 29.3, 0.9), s_ink).Finish();
    }
}
