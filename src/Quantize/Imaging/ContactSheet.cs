namespace ZkStyle.Quantize.Imaging;

/// <summary>Lays images of one size out in a grid, for a person to look at.</summary>
public static class ContactSheet
{
    private const byte Background = 24;

    /// <summary>Composes a sheet.</summary>
    /// <param name="rows">Rows of images, top to bottom; each row from left to right. All images have one size; rows may differ in length.</param>
    /// <param name="gap">Pixels between images and around them.</param>
    /// <param name="scale">How many times each pixel is repeated in both directions, at least 1.</param>
    /// <returns>The sheet.</returns>
    /// <exception cref="ArgumentException">There is no image, or sizes differ.</exception>
    public static RgbImage Compose(IReadOnlyList<IReadOnlyList<RgbImage>> rows, int gap = 4, int scale = 1)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        var first = rows.SelectMany(row => row).FirstOrDefault()
            ?? throw new ArgumentException("A contact sheet needs at least one image.", nameof(rows));
        var (width, height) = (first.Width * scale, first.Height * scale);
        var sheet = new RgbImage(gap + (rows.Max(row => row.Count) * (width + gap)), gap + (rows.Count * (height + gap)));
        Array.Fill(sheet.Pixels, Background);
        for (var r = 0; r < rows.Count; r++)
        {
            for (var column = 0; column < rows[r].Count; column++)
            {
                var image = rows[r][column];
                if (image.Width != first.Width || image.Height != first.Height)
                    throw new ArgumentException($"The sheet's images are {first.Width}x{first.Height}; row {r}, column {column} is {image.Width}x{image.Height}.", nameof(rows));
                Paste(sheet, image, gap + (column * (width + gap)), gap + (r * (height + gap)), scale);
            }
        }

        return sheet;
    }

    private static void Paste(RgbImage sheet, RgbImage image, int x0, int y0, int scale)
    {
        for (var y = 0; y < image.Height * scale; y++)
        {
            for (var x = 0; x < image.Width * scale; x++)
            {
                image.Pixels.AsSpan((((y / scale) * image.Width) + (x / scale)) * RgbImage.Channels, RgbImage.Channels)
                    .CopyTo(sheet.Pixels.AsSpan((((y0 + y) * sheet.Width) + x0 + x) * RgbImage.Channels));
            }
        }
    }
}
