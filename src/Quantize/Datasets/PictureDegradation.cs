using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Datasets;

/// <summary>
/// Makes a clean picture look like a photograph or a drawing of it: elastic warp, blur, changed contrast, saturation
/// and gain, shading, texture and noise. Amounts are drawn anew for every picture.
/// </summary>
internal static class PictureDegradation
{
    private const int Side = StyleDataset.ImageSide;
    private const int Cells = Side * Side;
    private const int Colours = 3;

    /// <summary>Degrades a picture in place.</summary>
    /// <param name="random">Its random numbers.</param>
    /// <param name="strength">Scale of all changes, 0 to 1.</param>
    /// <param name="picture">The picture, CHW in [0, 1]: 3 * 64 * 64 floats.</param>
    public static void Apply(SeededRandom random, double strength, Span<float> picture)
    {
        var scratch = new float[picture.Length];
        Warp(random, strength, picture, scratch);
        Blur(picture, scratch, random.NextDouble() * strength * 1.8);
        ChangeColours(random, strength, picture);
        AddFields(random, strength, picture);
        foreach (ref var value in picture)
            value = Math.Clamp(value, 0f, 1f);
    }

    // Moves every pixel by a smooth field of a few pixels: a coarse one of 6x6 knots and a finer one of 16x16.
    private static void Warp(SeededRandom random, double strength, Span<float> picture, float[] scratch)
    {
        var coarse = (float)(0.7 * strength * random.NextDouble());
        var fine = (float)(0.4 * strength * random.NextDouble());
        var dx = new float[Cells];
        var dy = new float[Cells];
        AddField(random, 6, coarse, dx);
        AddField(random, 6, coarse, dy);
        AddField(random, 16, fine, dx);
        AddField(random, 16, fine, dy);
        picture.CopyTo(scratch);
        for (var i = 0; i < Cells; i++)
        {
            var x = Math.Clamp((i % Side) + dx[i], 0, Side - 1);
            var y = Math.Clamp((i / Side) + dy[i], 0, Side - 1);
            var (x0, y0) = (Math.Min((int)x, Side - 2), Math.Min((int)y, Side - 2));
            var (fx, fy) = (x - x0, y - y0);
            for (var c = 0; c < Colours; c++)
            {
                var corner = (((c * Side) + y0) * Side) + x0;
                var upper = scratch[corner] + (fx * (scratch[corner + 1] - scratch[corner]));
                var lower = scratch[corner + Side] + (fx * (scratch[corner + Side + 1] - scratch[corner + Side]));
                picture[(c * Cells) + i] = upper + (fy * (lower - upper));
            }
        }
    }

    // Gaussian blur of the given standard deviation in pixels, repeating the border.
    private static void Blur(Span<float> picture, float[] scratch, double deviation)
    {
        if (deviation < 0.2)
            return;
        var radius = (int)Math.Ceiling(2.5 * deviation);
        var kernel = new float[(2 * radius) + 1];
        var sum = 0f;
        for (var k = -radius; k <= radius; k++)
            sum += kernel[k + radius] = (float)Math.Exp(-k * k / (2 * deviation * deviation));
        for (var k = 0; k < kernel.Length; k++)
            kernel[k] /= sum;
        for (var line = 0; line < Colours * Side; line++)
        {
            for (var x = 0; x < Side; x++)
            {
                var value = 0f;
                for (var k = -radius; k <= radius; k++)
                    value += kernel[k + radius] * picture[(line * Side) + Math.Clamp(x + k, 0, Side - 1)];
                scratch[(line * Side) + x] = value;
            }
        }

        for (var line = 0; line < Colours * Side; line++)
        {
            var target = picture.Slice(line * Side, Side);
            target.Clear();
            for (var k = -radius; k <= radius; k++)
            {
                var source = (line / Side * Side) + Math.Clamp((line % Side) + k, 0, Side - 1);
                var weight = kernel[k + radius];
                for (var x = 0; x < Side; x++)
                    target[x] += weight * scratch[(source * Side) + x];
            }
        }
    }

    private static void ChangeColours(SeededRandom random, double strength, Span<float> picture)
    {
        var contrast = (float)(1 + (random.Uniform(-0.4, 0.45) * 0.6 * strength));
        var brightness = (float)(random.Uniform(-0.5, 0.5) * 0.12 * strength);
        var saturation = (float)(1 + (random.Uniform(-0.6, 0.4) * 0.7 * strength));
        Span<float> means = stackalloc float[Colours];
        Span<float> offsets = stackalloc float[Colours];
        for (var c = 0; c < Colours; c++)
        {
            means[c] = System.Numerics.Tensors.TensorPrimitives.Sum<float>(picture.Slice(c * Cells, Cells)) / Cells;
            offsets[c] = (float)(random.NextNormal() * 0.03 * strength) + brightness;
        }

        for (var i = 0; i < Cells; i++)
        {
            var red = ((picture[i] - means[0]) * contrast) + means[0];
            var green = ((picture[Cells + i] - means[1]) * contrast) + means[1];
            var blue = ((picture[(2 * Cells) + i] - means[2]) * contrast) + means[2];
            var grey = (red + green + blue) / 3;
            picture[i] = grey + ((red - grey) * saturation) + offsets[0];
            picture[Cells + i] = grey + ((green - grey) * saturation) + offsets[1];
            picture[(2 * Cells) + i] = grey + ((blue - grey) * saturation) + offsets[2];
        }
    }

    // Shading (multiplied), texture and noise (added).
    private static void AddFields(SeededRandom random, double strength, Span<float> picture)
    {
        var shading = new float[Cells];
        var texture = new float[Cells];
        AddField(random, 3, (float)(0.16 * strength * random.NextDouble()), shading);
        AddField(random, 12, (float)(0.06 * strength * random.NextDouble()), texture);
        if (random.Chance(0.6))
            AddField(random, 32, (float)(0.06 * strength * random.NextDouble()), texture);
        var noise = (float)(0.05 * strength * random.NextDouble());
        var tint = new float[Cells];
        for (var c = 0; c < Colours; c++)
        {
            Array.Clear(tint);
            AddField(random, 5, (float)(0.03 * strength), tint);
            var plane = picture.Slice(c * Cells, Cells);
            for (var i = 0; i < Cells; i++)
                plane[i] = (plane[i] * (1 + shading[i])) + texture[i] + tint[i] + (noise * random.NextNoise());
        }
    }

    // Adds a smooth random field: a grid of normal numbers, interpolated linearly with smoothed fractions.
    private static void AddField(SeededRandom random, int knots, float amplitude, float[] field)
    {
        var grid = new float[knots * knots];
        foreach (ref var value in grid.AsSpan())
            value = random.NextNoise() * amplitude;
        var scale = (knots - 1) / (float)(Side - 1);
        for (var y = 0; y < Side; y++)
        {
            var (y0, fy) = Knot(y * scale, knots);
            for (var x = 0; x < Side; x++)
            {
                var (x0, fx) = Knot(x * scale, knots);
                var corner = (y0 * knots) + x0;
                var upper = grid[corner] + (fx * (grid[corner + 1] - grid[corner]));
                var lower = grid[corner + knots] + (fx * (grid[corner + knots + 1] - grid[corner + knots]));
                field[(y * Side) + x] += upper + (fy * (lower - upper));
            }
        }
    }

    private static (int Knot, float Fraction) Knot(float position, int knots)
    {
        var knot = Math.Min((int)position, knots - 2);
        var t = position - knot;
        return (knot, t * t * (3 - (2 * t)));
    }
}
