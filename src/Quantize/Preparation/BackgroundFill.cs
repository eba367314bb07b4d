using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Preparation;

/// <summary>Finds and flattens backgrounds: what is joined to the border and has nearly its colour.</summary>
internal static class BackgroundFill
{
    /// <summary>The border's colour: of each channel the median of all border pixels, so that less than half of them may be something else.</summary>
    /// <param name="picture">A picture.</param>
    /// <returns>The colour.</returns>
    public static RgbColour BorderColour(RgbImage picture)
    {
        var border = Border(picture).ToArray();
        Span<byte> median = stackalloc byte[RgbImage.Channels];
        for (var c = 0; c < RgbImage.Channels; c++)
        {
            var values = Array.ConvertAll(border, pixel => picture.Pixels[(pixel * RgbImage.Channels) + c]);
            Array.Sort(values);
            median[c] = values[values.Length / 2];
        }

        return new RgbColour(median[0], median[1], median[2]);
    }

    /// <summary>Gives the background one colour, its own mean.</summary>
    /// <param name="picture">A picture.</param>
    /// <param name="tolerance">How far each channel may differ from the border's colour.</param>
    /// <returns>A new picture.</returns>
    public static RgbImage Flatten(RgbImage picture, int tolerance)
    {
        var border = BorderColour(picture);
        var isBackground = new bool[picture.Width * picture.Height];
        var open = new Stack<int>();
        foreach (var pixel in Border(picture))
            Visit(pixel);
        while (open.TryPop(out var pixel))
        {
            var (x, y) = (pixel % picture.Width, pixel / picture.Width);
            if (x > 0)
                Visit(pixel - 1);
            if (x + 1 < picture.Width)
                Visit(pixel + 1);
            if (y > 0)
                Visit(pixel - picture.Width);
            if (y + 1 < picture.Height)
                Visit(pixel + picture.Width);
        }

        return Paint(picture, isBackground);

        void Visit(int pixel)
        {
            var colour = picture.Pixels.AsSpan(pixel * RgbImage.Channels, RgbImage.Channels);
            if (isBackground[pixel] || Math.Abs(colour[0] - border.Red) > tolerance || Math.Abs(colour[1] - border.Green) > tolerance || Math.Abs(colour[2] - border.Blue) > tolerance)
                return;
            isBackground[pixel] = true;
            open.Push(pixel);
        }
    }

    private static RgbImage Paint(RgbImage picture, bool[] isBackground)
    {
        var count = isBackground.LongCount(inside => inside);
        var result = new RgbImage(picture.Width, picture.Height, [.. picture.Pixels]);
        if (count == 0)
            return result;
        for (var c = 0; c < RgbImage.Channels; c++)
        {
            long sum = 0;
            for (var i = 0; i < isBackground.Length; i++)
                sum += isBackground[i] ? picture.Pixels[(i * RgbImage.Channels) + c] : 0;
            var mean = (byte)((sum + (count / 2)) / count);
            for (var i = 0; i < isBackground.Length; i++)
            {
                if (isBackground[i])
                    result.Pixels[(i * RgbImage.Channels) + c] = mean;
            }
        }

        return result;
    }

    // The border's pixels, each once.
    private static IEnumerable<int> Border(RgbImage picture)
    {
        for (var x = 0; x < picture.Width; x++)
        {
            yield return x;
            if (picture.Height > 1)
                yield return ((picture.Height - 1) * picture.Width) + x;
        }

        for (var y = 1; y < picture.Height - 1; y++)
        {
            yield return y * picture.Width;
            if (picture.Width > 1)
                yield return (y * picture.Width) + picture.Width - 1;
        }
    }
}
