using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Datasets;

/// <summary>Plain backgrounds of pictures: the colour around a figure, and which pixels show it.</summary>
internal static class FlatBackground
{
    // Lossy files move samples by a few steps; a channel further off is another colour.
    private const int Tolerance = 12;

    // Figures may stand on one side of the picture and touch another.
    private const double BorderShare = 0.6;

    // A background leaves a figure, and shows.
    private const double MinShare = 0.05;
    private const double MaxShare = 0.97;

    /// <summary>Finds the colour that most of a picture's border has.</summary>
    /// <param name="image">The picture.</param>
    /// <returns>The colour; null when the border has no such colour, or the picture is nothing but background or has next to none.</returns>
    public static RgbColour? Find(RgbImage image)
    {
        var border = Border(image.Width, image.Height);
        var colour = border.GroupBy(at => ColourAt(image, at)).MaxBy(group => group.Count())!.Key;
        if (border.Count(at => Matches(image, at, colour)) < BorderShare * border.Count)
            return null;
        var shown = Mask(image, colour).Count(isBackground => isBackground);
        var cells = image.Width * image.Height;
        return shown >= MinShare * cells && shown <= MaxShare * cells ? colour : null;
    }

    /// <summary>
    /// Finds the pixels that show the background: those of its colour that are connected with the border. So white
    /// bodies on white keep what their outline encloses.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <param name="colour">Its background's colour.</param>
    /// <returns>For each pixel, whether it is background.</returns>
    public static bool[] Mask(RgbImage image, RgbColour colour)
    {
        var mask = new bool[image.Width * image.Height];
        var open = new Stack<int>();
        foreach (var at in Border(image.Width, image.Height))
            Visit(image, at, colour, mask, open);
        while (open.TryPop(out var at))
        {
            var (x, y) = (at % image.Width, at / image.Width);
            if (x > 0)
                Visit(image, at - 1, colour, mask, open);
            if (x + 1 < image.Width)
                Visit(image, at + 1, colour, mask, open);
            if (y > 0)
                Visit(image, at - image.Width, colour, mask, open);
            if (y + 1 < image.Height)
                Visit(image, at + image.Width, colour, mask, open);
        }

        return mask;
    }

    private static void Visit(RgbImage image, int at, RgbColour colour, bool[] mask, Stack<int> open)
    {
        if (mask[at] || !Matches(image, at, colour))
            return;
        mask[at] = true;
        open.Push(at);
    }

    private static bool Matches(RgbImage image, int at, RgbColour colour)
    {
        var found = ColourAt(image, at);
        return Math.Abs(found.Red - colour.Red) <= Tolerance && Math.Abs(found.Green - colour.Green) <= Tolerance && Math.Abs(found.Blue - colour.Blue) <= Tolerance;
    }

    private static RgbColour ColourAt(RgbImage image, int at)
    {
        var pixel = image.Pixels.AsSpan(at * RgbImage.Channels, RgbImage.Channels);
        return new RgbColour(pixel[0], pixel[1], pixel[2]);
    }

    private static List<int> Border(int width, int height)
    {
        var border = new List<int>();
        for (var at = 0; at < width * height; at++)
        {
            if (at % width == 0 || at % width == width - 1 || at / width == 0 || at / width == height - 1)
                border.Add(at);
        }

        return border;
    }
}
