using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Datasets;

/// <summary>
/// Paints one training pair in the style of Nouns. Targets are real members, remixes of their parts (mirrored,
/// turned, enlarged, recoloured) or plain shapes in the palette's colours, always on one of the collection's own
/// backgrounds. Inputs are the same scene, often on another background, and degraded: so a model learns to bring
/// any picture into the collection's colours and onto its backgrounds.
/// </summary>
internal sealed class NounsPainter(NounsDataset dataset, SeededRandom random, PairOptions options)
{
    private const int Native = SceneCanvas.Native;
    private const int Side = SceneCanvas.Side;
    private const int GlassesKind = 3;
    private const double MemberShare = 0.5;
    private const double RemixShare = 0.22;

    // Inputs without glasses whose targets wear them: so that figures become the collection's.
    private const double BareShare = 0.15;

    private const double ShadowShare = 0.25;
    private const double PaleShadowShare = 0.6;

    // Heads twice as often as the rest: they are the most varied.
    private static readonly int[] s_remixKinds = [2, 2, 1, 0, 3];

    private readonly SceneCanvas _canvas = new();

    /// <summary>Paints the pair.</summary>
    /// <param name="input">Receives the picture, CHW in [0, 1].</param>
    /// <param name="target">Receives the picture in the style, likewise.</param>
    public void DrawPair(Span<float> input, Span<float> target)
    {
        var isPale = false;
        var kind = random.NextDouble();
        if (kind < MemberShare)
            PaintMember();
        else if (kind < MemberShare + RemixShare)
            PaintRemix();
        else
            isPale = PaintShapes();

        var own = dataset.Backgrounds[random.Next(dataset.Backgrounds.Length)];
        var backdrop = Backdrop.Plain(Side, own);
        var shadow = new float[Side * Side];
        Array.Fill(shadow, 1f);
        if (random.Chance(options.BackgroundShare))
        {
            backdrop = Backdrop.Draw(Side, random, isPale);
            own = OwnBackground(backdrop.Middle);
            if (random.Chance(isPale ? PaleShadowShare : ShadowShare))
                _canvas.CastShadow(random.Next(-3, 4), random.Next(0, 5), random.Next(1, 5), (float)random.Uniform(0.1, 0.5), shadow);
        }

        backdrop.Aim(random);
        _canvas.Compose((pixel, channel) => backdrop.At(pixel, channel) * shadow[pixel], own, input, target);
        if (!random.Chance(options.CleanShare))
            PictureDegradation.Apply(random, options.Strength, input);
    }

    private bool PaintShapes()
    {
        var painter = new ShapePainter(_canvas, dataset.Colours, random);
        painter.Paint();
        return painter.IsPale;
    }

    private void PaintMember()
    {
        var headOnly = random.Chance(0.15);
        var bare = random.Chance(BareShare);
        var mirrored = random.Chance(0.3);
        var (dx, dy) = random.Chance(0.5) ? (random.Next(-4, 5), random.Next(-3, headOnly ? 8 : 4)) : (0, 0);
        for (var kind = headOnly ? 2 : 0; kind < NounsDataset.Kinds.Length; kind++)
        {
            var parts = dataset.TrainingParts(kind);
            Stamp(parts[random.Next(parts.Count)].Indices, Native, Native, dx, dy, mirrored, [0, 1, 2], inInput: !bare || kind != GlassesKind);
        }
    }

    private void PaintRemix()
    {
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var parts = dataset.TrainingParts(s_remixKinds[random.Next(s_remixKinds.Length)]);
            var (indices, width, height) = Cut(parts[random.Next(parts.Count)].Indices);
            if (random.Chance(0.2))
                Array.Reverse(indices);
            if (random.Chance(0.3))
                (indices, width, height) = (Transpose(indices, width, height), height, width);
            if (random.Chance(0.3))
                (indices, width, height) = (Enlarge(indices, width, height), 2 * width, 2 * height);
            int[] order = random.Chance(0.5) ? Permutation() : [0, 1, 2];
            Stamp(indices, width, height, random.Next(-width / 2, Native - (width / 2)), random.Next(-height / 2, Native - (height / 2)), random.Chance(0.5), order);
        }
    }

    private void Stamp(byte[] indices, int width, int height, int dx, int dy, bool mirrored, ReadOnlySpan<int> order, bool inInput = true)
    {
        for (var y = Math.Max(0, -dy); y < Math.Min(height, Native - dy); y++)
        {
            for (var x = Math.Max(0, -dx); x < Math.Min(width, Native - dx); x++)
            {
                var index = indices[(y * width) + (mirrored ? width - 1 - x : x)];
                if (index > 0)
                    _canvas.PaintCell(((y + dy) * Native) + x + dx, dataset.Palette[index], order, inInput);
            }
        }
    }

    // The collection's own background for a colour: of the nearest hue, warm for warm and cool for cool.
    private byte[] OwnBackground(ReadOnlySpan<float> colour)
    {
        var best = dataset.Backgrounds[0];
        var bestDistance = double.PositiveInfinity;
        foreach (var candidate in dataset.Backgrounds)
        {
            var warmth = (candidate[0] - candidate[2]) / 255.0;
            var distance = Math.Abs(Math.Sign(warmth) - (colour[0] >= colour[2] ? 1 : -1));
            if (distance < bestDistance)
                (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    private int[] Permutation()
    {
        int[] order = [0, 1, 2];
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    // The part's bounding box, or one empty pixel.
    private static (byte[] Indices, int Width, int Height) Cut(byte[] part)
    {
        int left = Native, right = -1, top = Native, bottom = -1;
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] == 0)
                continue;
            (left, right) = (Math.Min(left, i % Native), Math.Max(right, i % Native));
            (top, bottom) = (Math.Min(top, i / Native), Math.Max(bottom, i / Native));
        }

        if (right < 0)
            return ([0], 1, 1);
        var (width, height) = (right - left + 1, bottom - top + 1);
        var cut = new byte[width * height];
        for (var y = 0; y < height; y++)
            part.AsSpan(((top + y) * Native) + left, width).CopyTo(cut.AsSpan(y * width));
        return (cut, width, height);
    }

    private static byte[] Transpose(byte[] indices, int width, int height)
    {
        var result = new byte[indices.Length];
        for (var i = 0; i < indices.Length; i++)
            result[(i % width * height) + (i / width)] = indices[i];
        return result;
    }

    private static byte[] Enlarge(byte[] indices, int width, int height)
    {
        var result = new byte[4 * width * height];
        for (var i = 0; i < result.Length; i++)
            result[i] = indices[(i / (2 * width) / 2 * width) + (i % (2 * width) / 2)];
        return result;
    }
}
