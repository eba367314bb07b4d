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
/// <param name="addSignature">Adds the collection's signature to the target alone, at the cell between a figure's eyes (column, line).</param>
internal sealed class ShapePainter(SceneCanvas canvas, IReadOnlyList<RgbColour> palette, SeededRandom random, Action<int, int> addSignature)
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

    // Half the width, in pixels, of the narrowest head that wears the collection's signature.
    private const double WearingHalfWidth = 9;

    private const int Kinds = 5;
    private const int Ring = 3;
    private static readonly int[] s_solidKinds = [0, 1, 2, 4];

    private readonly float[] _coverage = new float[Side * Side];

    private delegate bool Shape(float x, float y);

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
            PaintThing(random.Uniform(0.1, 0.9) * Side, random.Uniform(0.1, 0.9) * Side, random.Uniform(3, Side * largest), random.Uniform(3, Side * largest), random.Next(Kinds));
        if (hasHero)
            PaintHero();
    }

    // What the picture is of: a figure, or one solid thing in the middle. It wears the collection's signature.
    private void PaintHero()
    {
        if (random.Chance(FigureShare))
        {
            PaintFigure();
            return;
        }

        var (cx, cy) = (random.Uniform(0.35, 0.65) * Side, random.Uniform(0.4, 0.6) * Side);
        PaintThing(cx, cy, random.Uniform(11, 28), random.Uniform(11, 28), s_solidKinds[random.Next(s_solidKinds.Length)]);
        addSignature((int)Math.Round(cx / 2), (int)Math.Round(cy / 2) - 1);
    }

    // Ground and sky that fill the picture.
    private void PaintScene()
    {
        Fill(static (_, _) => true, Colour());
        if (!random.Chance(0.6))
            return;
        var (level, slope) = (random.Uniform(0.3, 0.8) * Side, random.NextNormal() * 0.15);
        Fill((x, y) => y > level + ((x - (Side / 2)) * slope), Colour());
    }

    private void PaintThing(double centreX, double centreY, double a, double b, int kind)
    {
        var angle = random.Chance(0.4) ? 0 : random.Uniform(0, Math.PI);
        var hole = random.Uniform(0.2, 0.7);
        var shape = Turned(centreX, centreY, angle, Kind(kind, a, b, hole));
        if (!IsPale && random.Chance(0.25))
        {
            var width = random.Uniform(1.2, 3);
            Fill(Turned(centreX, centreY, angle, Kind(kind, a + width, b + width, hole * 0.8)), Dark());
        }

        FillBody(shape, () => Turned(centreX, centreY, angle, Kind(kind, Math.Max(1, a - 1.3), Math.Max(1, b - 1.3), hole)), Colour());
        if (random.Chance(PatternShare))
            PaintPattern(shape);
        for (var details = kind != Ring && random.Chance(0.6) ? random.Next(1, 4) : 0; details > 0; details--)
        {
            // Highlights and patches stay inside the shape.
            var detail = Turned(centreX + (a * random.Uniform(-0.3, 0.3)), centreY + (b * random.Uniform(-0.3, 0.3)), angle, Kind(random.Next(3), a * random.Uniform(0.15, 0.5), b * random.Uniform(0.15, 0.5), 0));
            Fill((x, y) => shape(x, y) && detail(x, y), Colour());
        }
    }

    // Stripes, checks or dots of a second colour inside a shape.
    private void PaintPattern(Shape shape)
    {
        var (period, angle) = ((float)random.Uniform(4, 14), random.Chance(0.6) ? 0 : random.Uniform(0, Math.PI));
        var (filled, phase) = ((float)random.Uniform(0.3, 0.7), (float)random.NextDouble());
        var kind = random.Next(4);
        var pattern = Turned(Side / 2, Side / 2, angle, (u, v) =>
        {
            // Shifted so that all periods have positive numbers.
            var (a, b) = ((u / period) + phase + Side, (v / period) + phase + Side);
            var (x, y) = (a - MathF.Floor(a), b - MathF.Floor(b));
            return kind switch
            {
                0 => x < filled,
                1 => y < filled,
                2 => ((int)a + (int)b) % 2 == 0,
                _ => Radius(x - 0.5f, y - 0.5f) < filled * filled / 2,
            };
        });
        Fill((x, y) => shape(x, y) && pattern(x, y), random.Chance(0.4) ? random.Chance(0.5) ? Dark() : [1, 1, 1] : Colour());
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
                    Fill(Turned(cx + (side * ex), cy - ey, 0, Kind(kind, size + 1.5, size + 1.5, 0)), dark);
                Fill(Turned(cx + (side * ex), cy - ey, 0, Kind(kind, size, size, 0)), colour);
            }
        }

        var head = Turned(cx, cy, 0, Kind(random.Chance(0.75) ? 0 : 1, a, b, 0));
        if (outlined)
            Fill(Turned(cx, cy, 0, Kind(0, a + 1.5, b + 1.5, 0)), dark);
        FillBody(head, () => Turned(cx, cy, 0, Kind(0, a - 1.3, b - 1.3, 0)), skin);
        var (eyeX, eyeY, eye) = (a * random.Uniform(0.25, 0.5), b * random.Uniform(0, 0.4), Math.Max(1.3, a * random.Uniform(0.08, 0.22)));
        var white = random.Chance(0.5);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            if (white)
                Fill(Turned(cx + (side * eyeX), cy - eyeY, 0, Kind(0, eye * 1.8, eye * 1.8, 0)), [1, 1, 1]);
            Fill(Turned(cx + (side * eyeX), cy - eyeY, 0, Kind(0, eye, eye, 0)), dark);
        }

        if (a >= WearingHalfWidth)
            addSignature((int)Math.Round(cx / 2), (int)Math.Round((cy - eyeY) / 2));
        if (!random.Chance(0.7))
            return;
        var (mouthY, mouthWidth, mouthHeight) = (cy + (b * random.Uniform(0.2, 0.55)), a * random.Uniform(0.2, 0.5), Math.Max(1.5, b * random.Uniform(0.06, 0.3)));
        var smile = Turned(cx, mouthY, 0, Kind(0, mouthWidth, mouthHeight, 0));
        Fill((x, y) => smile(x, y) && (mouthHeight < 3 || y > mouthY), random.Chance(0.6) ? dark : Colour());
    }

    private static Shape Turned(double centreX, double centreY, double angle, Shape shape)
    {
        var (cos, sin) = ((float)Math.Cos(angle), (float)Math.Sin(angle));
        var (cx, cy) = ((float)centreX, (float)centreY);
        return (x, y) => shape(((x - cx) * cos) + ((y - cy) * sin), ((y - cy) * cos) - ((x - cx) * sin));
    }

    // Ellipse, box, triangle, ring, rounded box; half axes a and b.
    private static Shape Kind(int kind, double halfWidth, double halfHeight, double hole)
    {
        var (a, b, inner) = ((float)halfWidth, (float)halfHeight, (float)hole);
        return kind switch
        {
            0 => (u, v) => Radius(u / a, v / b) < 1,
            1 => (u, v) => Math.Abs(u) < a && Math.Abs(v) < b,
            2 => (u, v) => Math.Abs(v) < b && Math.Abs(u) < a * (v + b) / (2 * b),
            3 => (u, v) => Radius(u / a, v / b) is var radius && radius < 1 && radius > inner,
            _ => (u, v) => (u * u / (a * a) * u * u / (a * a)) + (v * v / (b * b) * v * v / (b * b)) < 1,
        };
    }

    private static float Radius(float u, float v) => (u * u) + (v * v);

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
    private void FillBody(Shape shape, Func<Shape> inner, float[] flat)
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

    private void Fill(Shape shape, float[] flat, float[]? seen = null)
    {
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var hits = 0;
                for (var s = 0; s < Samples * Samples; s++)
                    hits += shape(x + (SampleStep * ((s % Samples) + 0.5f)), y + (SampleStep * ((s / Samples) + 0.5f))) ? 1 : 0;
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
