namespace ZkStyle.Quantize.Imaging;

/// <summary>Lays images of one size out in a grid, for a person to look at.</summary>
public static class ContactSheet
{
    private const byte Background = 24;
    private const byte LabelLevel = 220;
    private const byte HeadingLevel = 150;
    private const int LabelScale = 2;

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

    /// <summary>Composes a sheet of labelled blocks, filled line by line; the columns' headings stand once above all.</summary>
    /// <param name="blocks">The blocks, at least one; all images have one size.</param>
    /// <param name="headings">What each of a block's images is.</param>
    /// <param name="blocksPerRow">Blocks side by side, at least 1.</param>
    /// <param name="gap">Pixels between images and around them.</param>
    /// <param name="scale">How many times each pixel is repeated in both directions, at least 1.</param>
    /// <returns>The sheet. Labels too long for their block are cut off.</returns>
    /// <exception cref="ArgumentException">There is no block, a block has another number of images, or sizes differ.</exception>
    public static RgbImage Compose(
        IReadOnlyList<ContactBlock> blocks, IReadOnlyList<string> headings, int blocksPerRow, int gap = 4, int scale = 1)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(headings);
        ArgumentOutOfRangeException.ThrowIfLessThan(blocksPerRow, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        if (blocks.Count == 0 || blocks[0].Images.Count == 0)
            throw new ArgumentException("A contact sheet needs at least one image.", nameof(blocks));
        var (cellWidth, cellHeight) = (blocks[0].Images[0].Width, blocks[0].Images[0].Height);
        foreach (var block in blocks)
        {
            if (block.Images.Count != headings.Count)
                throw new ArgumentException($"The sheet has {headings.Count} columns a block, {block.Label} has {block.Images.Count} images.", nameof(blocks));
            if (block.Images.FirstOrDefault(image => image.Width != cellWidth || image.Height != cellHeight) is { } odd)
                throw new ArgumentException($"The sheet's images are {cellWidth}x{cellHeight}; one of {block.Label} is {odd.Width}x{odd.Height}.", nameof(blocks));
        }

        var columns = Math.Min(blocksPerRow, blocks.Count);
        var (width, height) = (cellWidth * scale, cellHeight * scale);
        var textHeight = PixelFont.Height * LabelScale;
        var rowHeight = height + gap + textHeight + gap;
        // Blocks stand farther apart than their images.
        var blockWidth = (headings.Count * (width + gap)) + (2 * gap);
        var sheet = new RgbImage(gap + (columns * blockWidth), textHeight + (2 * gap) + (((blocks.Count + columns - 1) / columns) * rowHeight));
        Array.Fill(sheet.Pixels, Background);
        for (var i = 0; i < columns * headings.Count; i++)
            Label(sheet, headings[i % headings.Count], gap + (i / headings.Count * blockWidth) + (i % headings.Count * (width + gap)), gap, width, HeadingLevel);
        for (var i = 0; i < blocks.Count; i++)
        {
            var (x, y) = (gap + (i % columns * blockWidth), textHeight + (2 * gap) + (i / columns * rowHeight));
            for (var column = 0; column < headings.Count; column++)
                Paste(sheet, blocks[i].Images[column], x + (column * (width + gap)), y, scale);
            Label(sheet, blocks[i].Label, x, y + height + gap, headings.Count * (width + gap), LabelLevel);
        }

        return sheet;
    }

    private static void Label(RgbImage sheet, string text, int x, int y, int room, byte level)
    {
        var letters = Math.Min(text.Length, (room + LabelScale) / (PixelFont.Advance * LabelScale));
        PixelFont.Write(sheet, text[..letters], x, y, LabelScale, level);
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
