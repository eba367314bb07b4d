using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>
/// A picture of 64x64 pixels while it is painted, with 6x6 samples a pixel: shapes are filled where they cover a sample's
/// centre, and the finished pixels are averages, so edges are smooth.
/// </summary>
internal sealed class Canvas
{
    /// <summary>Units, and pixels of the finished picture, on each side.</summary>
    public const int Side = 64;

    private const int Samples = 6;
    private const int Cells = Side * Samples;

    private readonly float[][] _planes = [new float[Cells * Cells], new float[Cells * Cells], new float[Cells * Cells]];

    /// <summary>Covers the canvas with a paint.</summary>
    /// <param name="backdrop">The paint.</param>
    public Canvas(Paint backdrop) => Cover(backdrop);

    /// <summary>Covers the canvas with a colour.</summary>
    /// <param name="backdrop">The colour.</param>
    public Canvas(Colour backdrop)
        : this(Paints.Plain(backdrop))
    {
    }

    /// <summary>Fills an outline.</summary>
    /// <param name="shape">A closed outline.</param>
    /// <param name="paint">With what.</param>
    /// <param name="opacity">1 hides what is below.</param>
    /// <param name="soft">How far the edge is blurred, in pixels.</param>
    /// <param name="inside">An outline that the paint does not leave.</param>
    /// <returns>This canvas.</returns>
    public Canvas Fill(Outline shape, Paint paint, double opacity = 1, double soft = 0, Outline? inside = null)
    {
        Blend(Soften(Coverage.Inside(shape, Cells, Samples), soft), paint, opacity, inside);
        return this;
    }

    /// <summary>Fills an outline with a colour.</summary>
    /// <inheritdoc cref="Fill(Outline, Paint, double, double, Outline?)"/>
    public Canvas Fill(Outline shape, Colour paint, double opacity = 1, double soft = 0, Outline? inside = null) =>
        Fill(shape, Paints.Plain(paint), opacity, soft, inside);

    /// <summary>Draws an outline's line, its ends and corners round.</summary>
    /// <param name="shape">An outline, closed or open.</param>
    /// <param name="width">The line's width in pixels.</param>
    /// <param name="paint">With what.</param>
    /// <param name="opacity">1 hides what is below.</param>
    /// <param name="soft">How far the edge is blurred, in pixels.</param>
    /// <param name="inside">An outline that the paint does not leave.</param>
    /// <returns>This canvas.</returns>
    public Canvas Stroke(Outline shape, double width, Paint paint, double opacity = 1, double soft = 0, Outline? inside = null)
    {
        Blend(Soften(Coverage.Along(shape, width, Cells, Samples), soft), paint, opacity, inside);
        return this;
    }

    /// <summary>Draws an outline's line in a colour.</summary>
    /// <inheritdoc cref="Stroke(Outline, double, Paint, double, double, Outline?)"/>
    public Canvas Stroke(Outline shape, double width, Colour paint, double opacity = 1, double soft = 0, Outline? inside = null) =>
        Stroke(shape, width, Paints.Plain(paint), opacity, soft, inside);

    /// <summary>Paints everywhere, over what is there.</summary>
    /// <param name="paint">With what.</param>
    /// <returns>This canvas.</returns>
    public Canvas Cover(Paint paint) => Change((x, y, _) => paint(x, y));

    /// <summary>Changes every sample.</summary>
    /// <param name="change">From place and colour to a new colour.</param>
    /// <returns>This canvas.</returns>
    public Canvas Change(Func<double, double, Colour, Colour> change)
    {
        for (var i = 0; i < Cells * Cells; i++)
            Set(i, change(((i % Cells) + 0.5) / Samples, ((i / Cells) + 0.5) / Samples, new Colour(_planes[0][i], _planes[1][i], _planes[2][i])));
        return this;
    }

    /// <summary>Blurs everything painted so far, as a lens does that is focused elsewhere.</summary>
    /// <param name="radius">Standard deviation in pixels, roughly.</param>
    /// <returns>This canvas.</returns>
    public Canvas Blur(double radius)
    {
        foreach (var plane in _planes)
            Soften(plane, radius);
        return this;
    }

    /// <summary>The finished picture.</summary>
    /// <param name="grain">Standard deviation of a camera's noise, in parts of white.</param>
    /// <param name="seed">The noise's seed.</param>
    /// <returns>64x64 pixels, averaged and rounded half up.</returns>
    public RgbImage Finish(double grain = 0, uint seed = 0)
    {
        var image = new RgbImage(Side, Side);
        for (var i = 0; i < image.Pixels.Length; i++)
        {
            var (pixel, plane) = (i / RgbImage.Channels, _planes[i % RgbImage.Channels]);
            double sum = 0;
            for (var s = 0; s < Samples * Samples; s++)
                sum += Math.Clamp(plane[((((pixel / Side) * Samples) + (s / Samples)) * Cells) + ((pixel % Side) * Samples) + (s % Samples)], 0f, 1f);
            var noise = grain == 0 ? 0 : grain * ValueNoise.White(seed, i);
            image.Pixels[i] = (byte)Math.Clamp(Math.Floor(((sum / (Samples * Samples)) + noise) * 255 + 0.5), 0, 255);
        }

        return image;
    }

    private void Set(int sample, Colour colour)
    {
        _planes[0][sample] = (float)colour.Red;
        _planes[1][sample] = (float)colour.Green;
        _planes[2][sample] = (float)colour.Blue;
    }

    private void Blend(float[] coverage, Paint paint, double opacity, Outline? inside)
    {
        var limit = inside is null ? null : Coverage.Inside(inside, Cells, Samples);
        for (var i = 0; i < coverage.Length; i++)
        {
            var share = coverage[i] * opacity * (limit?[i] ?? 1);
            if (share <= 0)
                continue;
            var below = new Colour(_planes[0][i], _planes[1][i], _planes[2][i]);
            Set(i, below.Mix(paint(((i % Cells) + 0.5) / Samples, ((i / Cells) + 0.5) / Samples), share));
        }
    }

    private static float[] Soften(float[] plane, double radius)
    {
        if (radius > 0)
            Coverage.Blur(plane, Cells, Math.Max(1, (int)Math.Floor((radius * Samples) + 0.5)));
        return plane;
    }
}
