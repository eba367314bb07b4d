namespace ZkStyle.Quantize.Imaging;

/// <summary>Changes of size: area averages, bilinear interpolation, nearest pixels, centre crops.</summary>
public static class ImageResizer
{
    /// <summary>
    /// Averages the area each target pixel covers. The right filter for making images smaller; when enlarging by a
    /// whole factor it repeats pixels, which is what pixel art wants.
    /// </summary>
    /// <param name="image">The source.</param>
    /// <param name="width">The target's width, at least 1.</param>
    /// <param name="height">The target's height, at least 1.</param>
    /// <returns>The resized image; samples are rounded half up.</returns>
    public static RgbImage Box(RgbImage image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Separable(image, BoxTaps(image.Width, width), BoxTaps(image.Height, height));
    }

    /// <summary>Interpolates linearly between pixel centres, repeating the border. For enlarging.</summary>
    /// <param name="image">The source.</param>
    /// <param name="width">The target's width, at least 1.</param>
    /// <param name="height">The target's height, at least 1.</param>
    /// <returns>The resized image; samples are rounded half up.</returns>
    public static RgbImage Bilinear(RgbImage image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        return Separable(image, LinearTaps(image.Width, width), LinearTaps(image.Height, height));
    }

    /// <summary>Cuts the largest centred square out of an image (the extra pixel of an odd margin goes right or below).</summary>
    /// <param name="image">The source.</param>
    /// <returns>A square image.</returns>
    public static RgbImage CropToSquare(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var side = Math.Min(image.Width, image.Height);
        var x0 = (image.Width - side) / 2;
        var y0 = (image.Height - side) / 2;
        var result = new RgbImage(side, side);
        for (var y = 0; y < side; y++)
        {
            image.Pixels.AsSpan((((y0 + y) * image.Width) + x0) * RgbImage.Channels, side * RgbImage.Channels)
                .CopyTo(result.Pixels.AsSpan(y * side * RgbImage.Channels));
        }

        return result;
    }

    /// <summary>
    /// The square picture a model takes: the middle square. Pixel art that was enlarged by a whole factor is taken back
    /// to the pixels its artist drew, and these are repeated, so that edges stay crisp and no colour is invented. Else
    /// area averages when it shrinks or grows by a whole factor, bilinear interpolation when it grows by another.
    /// </summary>
    /// <param name="image">Any image.</param>
    /// <param name="side">The side wanted, at least 1.</param>
    /// <returns>An image of side * side pixels.</returns>
    public static RgbImage ToSquare(RgbImage image, int side)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Width == side && image.Height == side)
            return image;
        if (PixelArt.Native(image, side) is { } native)
        {
            var drawn = CropToSquare(native);
            return drawn.Width == side ? drawn : Nearest(drawn, side, side);
        }

        var square = CropToSquare(image);
        if (square.Width == side)
            return square;
        return square.Width > side || side % square.Width == 0 ? Box(square, side, side) : Bilinear(square, side, side);
    }

    /// <summary>Takes the source pixel under each target pixel's centre. For pixel art.</summary>
    /// <param name="image">The source.</param>
    /// <param name="width">The target's width, at least 1.</param>
    /// <param name="height">The target's height, at least 1.</param>
    /// <returns>The resized image, of the source's colours alone.</returns>
    public static RgbImage Nearest(RgbImage image, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(image);
        var result = new RgbImage(width, height);
        for (var y = 0; y < height; y++)
        {
            var line = (int)(((2L * y) + 1) * image.Height / (2L * height)) * image.Width;
            for (var x = 0; x < width; x++)
            {
                var source = line + (int)(((2L * x) + 1) * image.Width / (2L * width));
                image.Pixels.AsSpan(source * RgbImage.Channels, RgbImage.Channels).CopyTo(result.Pixels.AsSpan(((y * width) + x) * RgbImage.Channels));
            }
        }

        return result;
    }

    // For each target cell: the first source cell and the weights of it and its followers, summing to 1.
    private static (int First, float[] Weights)[] BoxTaps(int source, int target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target, 1);
        var taps = new (int, float[])[target];
        for (var t = 0; t < target; t++)
        {
            // Target cell t covers [t * source, (t + 1) * source) in units of 1 / target source cells: exact integers.
            var from = (long)t * source;
            var to = from + source;
            var first = (int)(from / target);
            var last = (int)((to - 1) / target);
            var weights = new float[last - first + 1];
            for (var s = first; s <= last; s++)
            {
                var covered = Math.Min(to, (s + 1L) * target) - Math.Max(from, (long)s * target);
                weights[s - first] = (float)((double)covered / source);
            }

            taps[t] = (first, weights);
        }

        return taps;
    }

    private static (int First, float[] Weights)[] LinearTaps(int source, int target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(target, 1);
        var taps = new (int, float[])[target];
        for (var t = 0; t < target; t++)
        {
            var position = Math.Clamp(((t + 0.5) * source / target) - 0.5, 0, source - 1);
            var first = Math.Min((int)position, Math.Max(0, source - 2));
            var fraction = (float)(position - first);
            taps[t] = source == 1 ? (0, [1f]) : (first, [1 - fraction, fraction]);
        }

        return taps;
    }

    private static RgbImage Separable(RgbImage image, (int First, float[] Weights)[] columns, (int First, float[] Weights)[] lines)
    {
        var lineFloats = columns.Length * RgbImage.Channels;
        var narrowed = new float[image.Height * lineFloats];
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < columns.Length; x++)
            {
                var (first, weights) = columns[x];
                for (var c = 0; c < RgbImage.Channels; c++)
                {
                    var sum = 0f;
                    for (var k = 0; k < weights.Length; k++)
                        sum += weights[k] * image.Pixels[((((y * image.Width) + first + k) * RgbImage.Channels)) + c];
                    narrowed[(y * lineFloats) + (x * RgbImage.Channels) + c] = sum;
                }
            }
        }

        var result = new RgbImage(columns.Length, lines.Length);
        for (var y = 0; y < lines.Length; y++)
        {
            var (first, weights) = lines[y];
            for (var i = 0; i < lineFloats; i++)
            {
                var sum = 0f;
                for (var k = 0; k < weights.Length; k++)
                    sum += weights[k] * narrowed[((first + k) * lineFloats) + i];
                result.Pixels[(y * lineFloats) + i] = (byte)Math.Clamp((int)MathF.Floor(sum + 0.5f), 0, 255);
            }
        }

        return result;
    }
}
