using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Preparation;

/// <summary>What makes a picture a collection's at first sight, to be laid over it before it is encoded: a Noun's glasses.</summary>
public sealed class SignaturePart
{
    // Glasses are the last kind of a Noun's parts.
    private const int Glasses = 3;

    private SignaturePart(int number, RgbaImage image, int x, int y, int canvas)
    {
        Number = number;
        Image = image;
        X = x;
        Y = y;
        Canvas = canvas;
    }

    /// <summary>Which of the collection's parts it is, from 0.</summary>
    public int Number { get; }

    /// <summary>The part alone, at the collection's native resolution.</summary>
    public RgbaImage Image { get; }

    /// <summary>Column of its left side on a member of the collection, in native pixels.</summary>
    public int X { get; }

    /// <summary>Line of its upper side on a member of the collection, in native pixels.</summary>
    public int Y { get; }

    /// <summary>Native pixels of a member's side.</summary>
    public int Canvas { get; }

    /// <summary>A collection's signature parts.</summary>
    /// <param name="dataset">The collection.</param>
    /// <returns>The glasses of Nouns; none of other collections. Empty parts are left out, numbers stay.</returns>
    public static IReadOnlyList<SignaturePart> Of(StyleDataset dataset)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        return dataset is NounsDataset nouns
            ? [.. nouns.Parts[Glasses].Select((part, i) => Cut(i, part.Indices, nouns.Palette)).OfType<SignaturePart>()]
            : [];
    }

    /// <summary>Draws one of several parts.</summary>
    /// <param name="parts">The parts, at least one.</param>
    /// <param name="seed">Same seed, same part.</param>
    /// <returns>The part.</returns>
    public static SignaturePart Draw(IReadOnlyList<SignaturePart> parts, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts[new SeededRandom(seed).Next(parts.Count)];
    }

    /// <summary>Lays the part over a picture.</summary>
    /// <param name="picture">A square picture whose side is a multiple of <see cref="Canvas"/>.</param>
    /// <param name="x">Column of the part's left side in native pixels; parts beyond the border are cut off.</param>
    /// <param name="y">Line of its upper side.</param>
    /// <returns>A new picture.</returns>
    public RgbImage LayOver(RgbImage picture, int x, int y)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (picture.Width != picture.Height || picture.Width % Canvas != 0)
            throw new ArgumentException($"A part of a {Canvas}x{Canvas} member cannot be laid over {picture.Width}x{picture.Height} pixels.", nameof(picture));
        var scale = picture.Width / Canvas;
        var result = new RgbImage(picture.Width, picture.Height, [.. picture.Pixels]);
        for (var py = 0; py < picture.Height; py++)
        {
            for (var px = 0; px < picture.Width; px++)
            {
                var (column, line) = ((px / scale) - x, (py / scale) - y);
                if (column < 0 || line < 0 || column >= Image.Width || line >= Image.Height)
                    continue;
                var source = Image.Pixels.AsSpan(((line * Image.Width) + column) * RgbaImage.Channels, RgbaImage.Channels);
                if (source[RgbImage.Channels] != 0)
                    source[..RgbImage.Channels].CopyTo(result.Pixels.AsSpan(((py * picture.Width) + px) * RgbImage.Channels));
            }
        }

        return result;
    }

    private static SignaturePart? Cut(int number, byte[] indices, byte[][] palette)
    {
        const int Side = NounsDataset.NativeSide;
        var painted = Enumerable.Range(0, indices.Length).Where(i => indices[i] != 0).ToArray();
        if (painted.Length == 0)
            return null;
        var (left, right) = (painted.Min(i => i % Side), painted.Max(i => i % Side));
        var (top, bottom) = (painted[0] / Side, painted[^1] / Side);
        var image = new RgbaImage(right - left + 1, bottom - top + 1, new byte[(right - left + 1) * (bottom - top + 1) * RgbaImage.Channels]);
        foreach (var i in painted)
        {
            var at = ((((i / Side) - top) * image.Width) + (i % Side) - left) * RgbaImage.Channels;
            palette[indices[i]].CopyTo(image.Pixels, at);
            image.Pixels[at + RgbImage.Channels] = byte.MaxValue;
        }

        return new SignaturePart(number, image, left, top, Side);
    }
}
