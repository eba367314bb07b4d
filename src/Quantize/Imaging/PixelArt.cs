namespace ZkStyle.Quantize.Imaging;

/// <summary>
/// Finds the pixels that an artist drew in a picture that was enlarged by a whole factor, as collections publish their
/// pixel art. Lossy files count too: what tells pixel art is that colours change between the squares of a grid and
/// hardly ever inside them.
/// </summary>
internal static class PixelArt
{
    // Squares are plain when colours change at their borders at least this many times as much as inside.
    private const int Contrast = 6;

    /// <summary>Undoes the enlargement.</summary>
    /// <param name="image">Any picture.</param>
    /// <param name="maxSide">The longest shorter side that the artist's picture may have.</param>
    /// <returns>The artist's picture, each pixel the middle of its square; null when the picture is no enlarged pixel art.</returns>
    public static RgbImage? Native(RgbImage image, int maxSide)
    {
        var common = CommonDivisor(image.Width, image.Height);
        var (columns, lines) = (ColumnChanges(image), LineChanges(image));
        // The largest factor first: pixel art enlarged 10 times has plain squares of 5 and 2 pixels as well.
        for (var factor = common; factor > 1; factor--)
        {
            if (common % factor != 0)
                continue;
            if (Math.Min(image.Width, image.Height) / factor > maxSide)
                return null;
            if (IsPlain(columns, lines, factor))
                return Sample(image, factor);
        }

        return null;
    }

    private static int CommonDivisor(int a, int b) => b == 0 ? a : CommonDivisor(b, a % b);

    private static bool IsPlain(long[] columns, long[] lines, int factor)
    {
        long across = 0, inside = 0;
        long acrossCount = 0, insideCount = 0;
        foreach (var changes in (long[][])[columns, lines])
        {
            for (var i = 1; i < changes.Length; i++)
            {
                if (i % factor == 0)
                    (across, acrossCount) = (across + changes[i], acrossCount + 1);
                else
                    (inside, insideCount) = (inside + changes[i], insideCount + 1);
            }
        }

        // Means compared without dividing. A picture of one colour has no grid.
        return across > 0 && across * insideCount >= Contrast * inside * acrossCount;
    }

    // For each column, the sum of differences between its samples and those to their left.
    private static long[] ColumnChanges(RgbImage image)
    {
        var changes = new long[image.Width];
        var lineBytes = image.Width * RgbImage.Channels;
        for (var y = 0; y < image.Height; y++)
        {
            var line = image.Pixels.AsSpan(y * lineBytes, lineBytes);
            for (var i = RgbImage.Channels; i < line.Length; i++)
                changes[i / RgbImage.Channels] += Math.Abs(line[i] - line[i - RgbImage.Channels]);
        }

        return changes;
    }

    // For each line, the sum of differences between its samples and those above them.
    private static long[] LineChanges(RgbImage image)
    {
        var changes = new long[image.Height];
        var lineBytes = image.Width * RgbImage.Channels;
        for (var y = 1; y < image.Height; y++)
        {
            var line = image.Pixels.AsSpan(y * lineBytes, lineBytes);
            var above = image.Pixels.AsSpan((y - 1) * lineBytes, lineBytes);
            for (var i = 0; i < line.Length; i++)
                changes[y] += Math.Abs(line[i] - above[i]);
        }

        return changes;
    }

    // The mean of each square's middle: exact where squares are, and free of the smear at borders of lossy files.
    private static RgbImage Sample(RgbImage image, int factor)
    {
        var result = new RgbImage(image.Width / factor, image.Height / factor);
        var margin = (factor - 1) / 4;
        var side = factor - (2 * margin);
        for (var i = 0; i < result.Pixels.Length; i++)
        {
            var (cell, c) = (i / RgbImage.Channels, i % RgbImage.Channels);
            var (x0, y0) = ((cell % result.Width * factor) + margin, (cell / result.Width * factor) + margin);
            long sum = 0;
            for (var y = 0; y < side; y++)
            {
                for (var x = 0; x < side; x++)
                    sum += image.Pixels[((((y0 + y) * image.Width) + x0 + x) * RgbImage.Channels) + c];
            }

            result.Pixels[i] = (byte)((sum + (side * side / 2)) / (side * side));
        }

        return result;
    }
}
