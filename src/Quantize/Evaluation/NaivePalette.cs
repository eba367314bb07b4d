using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>What styles are measured against: a picture whose pixels are each replaced by the nearest colour of a palette.</summary>
public static class NaivePalette
{
    /// <summary>Replaces each pixel.</summary>
    /// <param name="picture">A square picture.</param>
    /// <param name="side">The native side, which divides the picture's: it is averaged down first.</param>
    /// <param name="palette">The palette, at least one colour.</param>
    /// <returns>A picture of the native side; of equally near colours the first.</returns>
    public static RgbImage Apply(RgbImage picture, int side, IReadOnlyList<RgbColour> palette)
    {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(palette);
        ArgumentOutOfRangeException.ThrowIfLessThan(palette.Count, 1, nameof(palette));
        var native = NativePicture.Of(picture, side);
        var result = new RgbImage(side, side);
        for (var i = 0; i < result.Pixels.Length; i += RgbImage.Channels)
        {
            var (best, bestDistance) = (palette[0], int.MaxValue);
            foreach (var colour in palette)
            {
                var (red, green, blue) = (native.Pixels[i] - colour.Red, native.Pixels[i + 1] - colour.Green, native.Pixels[i + 2] - colour.Blue);
                var distance = (red * red) + (green * green) + (blue * blue);
                if (distance < bestDistance)
                    (best, bestDistance) = (colour, distance);
            }

            (result.Pixels[i], result.Pixels[i + 1], result.Pixels[i + 2]) = (best.Red, best.Green, best.Blue);
        }

        return result;
    }
}
