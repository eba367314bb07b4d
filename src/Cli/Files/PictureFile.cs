using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Cli.Files;

/// <summary>Pictures as the commands take them.</summary>
internal static class PictureFile
{
    /// <summary>Reads a picture of any size; transparent parts show white.</summary>
    /// <param name="path">A PNG or JPEG file.</param>
    /// <returns>The picture, upright.</returns>
    /// <exception cref="CommandException">The file is no readable picture; the message names it.</exception>
    public static RgbImage Read(string path)
    {
        var bytes = InputFile.ReadAllBytes(path, "picture", FileLimits.Image);
        return Parse(path, bytes).Flatten();
    }

    /// <summary>Reads a decoded image as the public input's bytes: red, green and blue planes.</summary>
    /// <param name="path">A raw .rgb file of planes, or a PNG of the same pixels.</param>
    /// <returns>The planes. Those of a raw file have any length: the verifier checks it.</returns>
    /// <exception cref="CommandException">The file cannot be read; the message names it.</exception>
    public static byte[] ReadPlanes(string path)
    {
        var bytes = InputFile.ReadAllBytes(path, "image", FileLimits.Image);
        // A JPEG file only comes near the proven pixels; taken for raw planes it fails with a puzzling length.
        if (JpegReader.Recognizes(bytes))
            throw new CommandException($"the image {path} is a JPEG file, which does not hold the pixels exactly; pass the PNG or the raw planes that were decoded");
        if (!PngReader.Recognizes(bytes))
            return bytes;
        var image = Parse(path, bytes);
        for (var i = RgbaImage.Channels - 1; i < image.Pixels.Length; i += RgbaImage.Channels)
        {
            if (image.Pixels[i] != byte.MaxValue)
                throw new CommandException($"the image {path} has transparent pixels; a decoded image has none, so pass the file that was decoded");
        }

        return image.Flatten().ToPlanes();
    }

    private static RgbaImage Parse(string path, byte[] bytes)
    {
        try
        {
            return PictureReader.Read(bytes);
        }
        catch (InvalidDataException e)
        {
            throw new CommandException($"cannot read the picture {path}: {e.Message}", e);
        }
    }
}
