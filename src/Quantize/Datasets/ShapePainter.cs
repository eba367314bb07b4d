using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Datasets;

/// <summary>
/// Draws plain things: shapes with patterns, details and outlines, figures with a face, and whole scenes with a horizon. Their inputs are
/// shaded and textured, their targets flat, so that a model learns to find the flat colour of things it has never seen.
/// </summary>
/// <param name="canvas">What to draw on.</param>
/// <param name="palette">The collection's colours.</param>
/// <param name="random">The scene's random numbers.</param>
internal sealed class ShapePainter(SceneCanvas canvas, IReadOnlyList<RgbColour> palette, SeededRandom random)
{
    private const int Side = SceneCanvas.Side;
    private const int Samples = 2;

    // Sub-pixels: every pixel is sampled 2x2 times.
    private const float SampleStep = 1f / Samples;

    private const double AnyColourShare = 0.35;
    private const double LightShare = 0.2;
    private const double PaleColourShare = 0.75;
    private const double SceneShare = 0.3;
    private const double PaleShare = 0.25;
    private const double HeroShare = 0.65;
    private const double FigureShare = 0.6;
    private const double PatternShare = 0.4;

    // One fewer than this at most.
    private const int MostThings = 14;

    private static readonly int[] s_solidKinds = [0, 1, 2, 4];

    private readonly float[] _coverage = new float[Side * Side];


    /// <summary>Whether things are pale and belong on a pale ground: only rims, shading and shadows tell them from it.</summary>
    public bool IsPale { get; private set; }

    /// <summary>Draws one picture.</summary>
    public void Paint()
    {
        IsPale = random.Chance(PaleShare);
        if (!IsPale && random.Chance(SceneShare))
            PaintScene();
        var count = IsPale ? random.Next(1, 3) : random.Next(1, MostThings);
        // Many things are small ones.
        var largest = Math.Max(0.16, 0.4 / Math.Sqrt(1 + (count / 4.0)));
        var hasHero = random.Chance(HeroShare);
        for (var i = hasHero ? 1 : 0; i < count; i++)
            PaintThing(random.Uniform(0.1, 0.9) * Side, random.Uniform(0.1, 0.9) * Side, random.Uniform(3, Side * largest), random.Uniform(3, Side * largest), random.Next(SceneRegion.Kinds));
        if (hasHero)
            PaintHero();
    }

    // What the picture is of: a figure, or one solid thing in the middle.
    private void PaintHero()
    {
        if (random.Chance(FigureShare))
        {
            PaintFigure();
            return;
        }

        var (cx, cy) = (random.Uniform(0.35, 0.65) * Side, random.Uniform(0.4, 0.6) * Side);
        PaintThing(cx, cy, random.Uniform(11, 28), random.Uniform(11, 28), s_solidKinds[random.Next(s_solidKinds.Length)]);
    }

    // Ground and sky that fill the picture.
    private void PaintScene()
    {
        Fill(new SceneRegion(static (_, _) => true), Colour());
        if (!random.Chance(0.6))
            return;
        var (level, slope) = (random.Uniform(0.3, 0.8) * Side, random.NextNormal() * 0.15);
        Fill(new SceneRegion((x, y) => y > level + ((x - (Side / 2)) * slope)), Colour());
    }

    private void PaintThing(double centreX, double centreY, double a, double b, int kind)
    {
        var angle = random.Chance(0.4) ? 0 : random.Uniform(0, Math.PI);
        var hole = random.Uniform(0.2, 0.7);
        var shape = SceneRegion.Of(kind, a, b, hole).Turned(centreX, centreY, angle);
        if (!IsPale && random.Chance(0.25))
        {
            var width = random.Uniform(1.2, 3);
            Fill(SceneRegion.Of(kind, a + width, b + width, hole * 0.8).Turned(centreX, centreY, angle), Dark());
        }

        FillBody(shape, () => SceneRegion.Of(kind, Math.Max(1, a - 1.3), Math.Max(1, b - 1.3), hole).Turned(centreX, centreY, angle), Colour());
        if (random.Chance(PatternShare))
            PaintPattern(shape);
        for (var details = kind != SceneRegion.Ring && random.Chance(0.6) ? random.Next(1, 4) : 0; details > 0; details--)
        {
            // Highlights and patches stay inside the shape.
            var (x, y) = (centreX + (a * random.Uniform(-0.3, 0.3)), centreY + (b * random.Uniform(-0.3, 0.3)));
            var detail = SceneRegion.Of(random.Next(3), a * random.Uniform(0.15, 0.5), b * random.Uniform(0.15, 0.5), 0).Turned(x, y, angle);
            Fill(detail.Within(shape), Colour());
        }
    }

    // Stripes, checks or dots of a second colour inside a shape.
    private void PaintPattern(SceneRegion shape)
    {
        var (period, angle) = ((float)random.Uniform(4, 14), random.Chance(0.6) ? 0 : random.Uniform(0, Math.PI));
        var (filled, phase) = ((float)random.Uniform(0.3, 0.7), (float)random.NextDouble());
        var kind = random.Next(4);
        var pattern = new SceneRegion((u, v) =>
        {
            // Shifted so that all periods have positive numbers.
            var (a, b) = ((u / period) + phase + Side, (v / period) + phase + Side);
            var (x, y) = (a - MathF.Floor(a), b - MathF.Floor(b));
            return kind switch
            {
                0 => x < filled,
                1 => y < filled,
                2 => ((int)a + (int)b) % 2 == 0,
                _ => SceneRegion.Radius(x - 0.5f, y - 0.5f) < filled * filled / 2,
            };
        }).Turned(Side / 2, Side / 2, angle);
        Fill(shape.Within(pattern), random.Chance(0.4) ? random.Chance(0.5) ? Dark() : [1, 1, 1] : Colour());
    }

    // A head with ears, eyes and a mouth, symmetric about its middle.
    private void PaintFigure()
    {
        var (cx, cy) = (random.Uniform(0.3, 0.7) * Side, random.Uniform(0.35, 0.65) * Side);
        var (a, b) = (random.Uniform(0.14, 0.38) * Side, random.Uniform(0.14, 0.38) * Side);
        var (skin, dark) = (Colour(), Dark());
        var outlined = !IsPale && random.Chance(0.3);
        if (random.Chance(0.5))
        {
            var (ex, ey, size) = (a * random.Uniform(0.5, 0.9), b * random.Uniform(0.6, 1), Math.Max(2, a * random.Uniform(0.25, 0.5)));
            var kind = random.Next(3);
            var colour = random.Chance(0.5) ? skin : Colour();
            foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            {
                if (outlined)
                    Fill(SceneRegion.Of(kind, size + 1.5, size + 1.5, 0).Turned(cx + (side * ex), cy - ey, 0), dark);
                Fill(SceneRegion.Of(kind, size, size, 0).Turned(cx + (side * ex), cy - ey, 0), colour);
            }
        }

        var head = SceneRegion.Of(random.Chance(0.75) ? 0 : 1, a, b, 0).Turned(cx, cy, 0);
        if (outlined)
            Fill(SceneRegion.Of(0, a + 1.5, b + 1.5, 0).Turned(cx, cy, 0), dark);
        FillBody(head, () => SceneRegion.Of(0, a - 1.3, b - 1.3, 0).Turned(cx, cy, 0), skin);
        var (eyeX, eyeY, eye) = (a * random.Uniform(0.25, 0.5), b * random.Uniform(0, 0.4), Math.Max(1.3, a * random.Uniform(0.08, 0.22)));
        var white = random.Chance(0.5);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            if (white)
                Fill(SceneRegion.Of(0, eye * 1.8, eye * 1.8, 0).Turned(cx + (side * eyeX), cy - eyeY, 0), [1, 1, 1]);
            Fill(SceneRegion.Of(0, eye, eye, 0).Turned(cx + (side * eyeX), cy - eyeY, 0), dark);
        }

        if (!random.Chance(0.7))
            return;
        var (mouthY, mouthWidth, mouthHeight) = (cy + (b * random.Uniform(0.2, 0.55)), a * random.Uniform(0.2, 0.5), Math.Max(1.5, b * random.Uniform(0.06, 0.3)));
        var smile = SceneRegion.Of(0, mouthWidth, mouthHeight, 0).Turned(cx, mouthY, 0);
        Fill(smile with { Contains = (x, y) => smile.Contains(x, y) && (mouthHeight < 3 || y > mouthY) }, random.Chance(0.6) ? dark : Colour());
    }

    private float[] Colour()
    {
        if (random.Chance(IsPale ? PaleColourShare : LightShare))
            return Nearest(() => 225 + random.Next(31));
        return random.Chance(AnyColourShare) ? Nearest(() => random.Next(256)) : Unit(palette[random.Next(palette.Count)]);
    }

    private float[] Dark() => Nearest(() => random.Next(64));

    // The collection's colour that is nearest to one drawn channel by channel.
    private float[] Nearest(Func<int> draw) => Unit(palette[PaletteExtractor.Nearest(palette, new RgbColour((byte)draw(), (byte)draw(), (byte)draw()))]);

    private static float[] Unit(RgbColour colour) => [colour.Red / 255f, colour.Green / 255f, colour.Blue / 255f];

    // Pale things have a faint rim in the input, which their flat target has not.
    private void FillBody(SceneRegion shape, Func<SceneRegion> inner, float[] flat)
    {
        if (!IsPale)
        {
            Fill(shape, flat);
            return;
        }

        var rim = (float)random.Uniform(0.04, 0.3);
        Fill(shape, flat, [.. flat.Select(value => value - rim)]);
        Fill(inner(), flat);
    }

    private void Fill(SceneRegion shape, float[] flat, float[]? seen = null)
    {
        Array.Clear(_coverage);
        var (top, bottom) = shape.Lines;
        var (left, right) = shape.Columns;
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var hits = 0;
                for (var s = 0; s < Samples * Samples; s++)
                    hits += shape.Contains(x + (SampleStep * ((s % Samples) + 0.5f)), y + (SampleStep * ((s / Samples) + 0.5f))) ? 1 : 0;
                _coverage[(y * Side) + x] = hits / (float)(Samples * Samples);
            }
        }

        // The input's colour is a little off, shaded across the picture and sometimes striped.
        var amount = (float)(random.NextDouble() * 0.16);
        var (slopeX, slopeY) = ((float)random.NextNormal() * amount / Side, (float)random.NextNormal() * amount / Side);
        var stripes = random.Chance(0.25) ? (float)(random.NextDouble() * 0.12) : 0;
        var (waveX, waveY, phase) = ((float)random.NextNormal() * 0.35f, (float)random.NextNormal() * 0.35f, (float)(random.NextDouble() * 6));
        float[] tint = [.. (seen ?? flat).Select(value => value + (random.NextNoise() * 0.025f))];
        canvas.PaintRegion(_coverage, flat, tint, pixel =>
        {
            var (x, y) = (pixel % Side, pixel / Side);
            var shade = ((x - (Side / 2)) * slopeX) + ((y - (Side / 2)) * slopeY);
            if (stripes > 0)
                shade += stripes * MathF.Sin((x * waveX) + (y * waveY) + phase);
            return shade;
        });
    }
}
