using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Preparation;

/// <summary>Resizes a window of a picture, which may reach beyond it, to a square.</summary>
internal static class WindowResampler
{
    /// <summary>
    /// Resamples: the average of what each target pixel covers where the window shrinks or grows by a whole factor (as
    /// pixel art wants it), else linear interpolation between pixels' centres. Memory is bounded by the picture's height
    /// times the square's side, however far the window reaches.
    /// </summary>
    /// <param name="picture">The source.</param>
    /// <param name="left">The window's left side, in source pixels.</param>
    /// <param name="top">The window's upper side.</param>
    /// <param name="width">The window's width, above 0.</param>
    /// <param name="height">The window's height, above 0.</param>
    /// <param name="side">The square's side.</param>
    /// <param name="outside">The colour beyond the picture.</param>
    /// <returns>The square; samples are rounded half up.</returns>
    public static RgbImage Resample(RgbImage picture, double left, double top, double width, double height, int side, RgbColour outside)
    {
        var (columns, lines) = (Taps(picture.Width, left, width, side), Taps(picture.Height, top, height, side));
        var result = new RgbImage(side, side);
        Span<byte> fill = [outside.Red, outside.Green, outside.Blue];
        // Colours are taken relative to the outside's, so what lies outside adds nothing.
        var narrowed = new float[picture.Height * side];
        for (var c = 0; c < RgbImage.Channels; c++)
        {
            for (var y = 0; y < picture.Height; y++)
            {
                for (var x = 0; x < side; x++)
                {
                    var (first, weights) = columns[x];
                    float sum = 0;
                    for (var k = 0; k < weights.Length; k++)
                        sum += weights[k] * (picture.Pixels[(((y * picture.Width) + first + k) * RgbImage.Channels) + c] - fill[c]);
                    narrowed[(y * side) + x] = sum;
                }
            }

            for (var i = 0; i < side * side; i++)
            {
                var (first, weights) = lines[i / side];
                float sum = fill[c];
                for (var k = 0; k < weights.Length; k++)
                    sum += weights[k] * narrowed[((first + k) * side) + (i % side)];
                result.Pixels[(i * RgbImage.Channels) + c] = (byte)Math.Clamp((int)MathF.Floor(sum + 0.5f), 0, 255);
            }
        }

        return result;
    }

    // For each target cell the first source cell inside and the weights of it and its followers; what is missing to 1 lies outside.
    private static (int First, float[] Weights)[] Taps(int source, double start, double length, int target)
    {
        var step = length / target;
        var growth = 1 / step;
        var averages = step >= 1 || Math.Abs(growth - Math.Round(growth)) < 1e-9;
        var taps = new (int, float[])[target];
        for (var t = 0; t < target; t++)
            taps[t] = averages ? Covered(source, start + (t * step), step) : Between(source, start + ((t + 0.5) * step));
        return taps;
    }

    private static (int First, float[] Weights) Covered(int source, double from, double step)
    {
        var to = from + step;
        var first = (int)Math.Clamp(Math.Floor(from), 0, source);
        var end = (int)Math.Clamp(Math.Ceiling(to), first, source);
        var weights = new float[end - first];
        for (var s = first; s < end; s++)
            weights[s - first] = (float)(Math.Max(0, Math.Min(to, s + 1.0) - Math.Max(from, s)) / step);
        return (first, weights);
    }

    private static (int First, float[] Weights) Between(int source, double centre)
    {
        if (centre < 0 || centre > source)
            return (0, []);
        var position = Math.Clamp(centre - 0.5, 0, source - 1);
        var first = Math.Min((int)position, Math.Max(0, source - 2));
        var fraction = (float)(position - first);
        return source == 1 ? (0, [1f]) : (first, [1 - fraction, fraction]);
    }
}
