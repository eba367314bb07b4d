using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>What the exact colours of single pixels say about a picture.</summary>
public static class PixelStatistics
{
    private const int Window = 3;
    private const int Cells = Window * Window;

    /// <summary>How flat pictures are: the share of 3x3 windows, wholly inside a picture, that have 1, 2, ... 9 distinct colours.</summary>
    /// <param name="pictures">Pictures of at least 3x3 pixels, at least one.</param>
    /// <returns>Nine shares that sum to 1.</returns>
    public static IReadOnlyList<double> DistinctColours(IReadOnlyList<RgbImage> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        var counts = new long[Cells];
        Span<int> seen = stackalloc int[Cells];
        foreach (var picture in pictures)
        {
            for (var y = 0; y <= picture.Height - Window; y++)
            {
                for (var x = 0; x <= picture.Width - Window; x++)
                {
                    var distinct = 0;
                    for (var cell = 0; cell < Cells; cell++)
                    {
                        var colour = Colour(picture, x + (cell % Window), y + (cell / Window));
                        if (!seen[..distinct].Contains(colour))
                            seen[distinct++] = colour;
                    }

                    counts[distinct - 1]++;
                }
            }
        }

        var total = (double)counts.Sum();
        return total > 0 ? Array.ConvertAll(counts, count => count / total) : throw new ArgumentException("There is no window of 3x3 pixels.", nameof(pictures));
    }

    /// <summary>How much a picture is strewn with single pixels: the share of pixels whose exact colour is that of none of their up to four neighbours.</summary>
    /// <param name="picture">A picture of more than one pixel.</param>
    /// <returns>0 to 1.</returns>
    public static double Speckle(RgbImage picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Width * picture.Height < 2)
            throw new ArgumentException("A single pixel has no neighbours.", nameof(picture));
        var single = 0;
        for (var y = 0; y < picture.Height; y++)
        {
            for (var x = 0; x < picture.Width; x++)
            {
                var colour = Colour(picture, x, y);
                if (!(x > 0 && Colour(picture, x - 1, y) == colour)
                    && !(x + 1 < picture.Width && Colour(picture, x + 1, y) == colour)
                    && !(y > 0 && Colour(picture, x, y - 1) == colour)
                    && !(y + 1 < picture.Height && Colour(picture, x, y + 1) == colour))
                    single++;
            }
        }

        return single / (double)(picture.Width * picture.Height);
    }

    private static int Colour(RgbImage picture, int x, int y)
    {
        var at = ((y * picture.Width) + x) * RgbImage.Channels;
        return (picture.Pixels[at] << 16) | (picture.Pixels[at + 1] << 8) | picture.Pixels[at + 2];
    }
}
