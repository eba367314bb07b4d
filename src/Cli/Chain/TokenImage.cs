using ZkStyle.Ethereum.Contracts;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Chain;

/// <summary>Draws a token's image by what the registry says of its bytes.</summary>
internal static class TokenImage
{
    // The registry's bound; a node that says otherwise is not believed.
    private const int MaxSide = 1024;
    private const int PaletteEntry = 3;

    /// <summary>Draws an image.</summary>
    /// <param name="format">The format.</param>
    /// <param name="image">The bytes: planes of red, green and blue, or class indices.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="CommandException">The bytes are not of the format.</exception>
    public static RgbImage Draw(ModelImageFormat format, byte[] image)
    {
        var (width, height, scale) = ((int)format.Width, (int)format.Height, (int)format.Scale);
        var palette = format.Palette.ToArray();
        var channels = palette.Length == 0 ? RgbImage.Channels : 1;
        if (width < 1 || height < 1 || scale < 1 || width * scale > MaxSide || height * scale > MaxSide || palette.Length % PaletteEntry != 0)
            throw new CommandException($"the registry says that images have {width}x{height} cells of {scale} pixels and {palette.Length} palette bytes, which no model has; ask another node with --rpc");
        if (image.Length != width * height * channels)
            throw new CommandException($"an image has {image.Length} bytes, the registered format {width * height * channels}; the collection is of another model");
        if (palette.Length == 0)
            return Enlarge(RgbImage.FromPlanes(new TensorShape(RgbImage.Channels, height, width), image), scale);

        var picture = new RgbImage(width, height);
        for (var i = 0; i < image.Length; i++)
        {
            var entry = image[i] * PaletteEntry;
            if (entry >= palette.Length)
                throw new CommandException($"an image has class {image[i]}, the registered palette {palette.Length / PaletteEntry} colours; the collection is of another model");
            palette.AsSpan(entry, PaletteEntry).CopyTo(picture.Pixels.AsSpan(i * RgbImage.Channels));
        }

        return Enlarge(picture, scale);
    }

    private static RgbImage Enlarge(RgbImage image, int scale) =>
        scale == 1 ? image : ImageResizer.Nearest(image, image.Width * scale, image.Height * scale);
}
