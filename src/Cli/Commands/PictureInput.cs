using ZkStyle.Cli.Files;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Preparation;

namespace ZkStyle.Cli.Commands;

/// <summary>Pictures as a model's encoder takes them.</summary>
internal static class PictureInput
{
    /// <summary>Prepares and encodes a picture.</summary>
    /// <param name="style">The model.</param>
    /// <param name="path">A picture of any size.</param>
    /// <param name="readOptions">Says how to prepare it; asked once the model is known to have an encoder.</param>
    /// <returns>The picture as the model sees it, its latent, and how it was prepared.</returns>
    /// <exception cref="CommandException">The model has no encoder, or the file is no picture.</exception>
    public static (RgbImage Prepared, byte[] Latent, StylizeOptions Options) Encode(StyleModel style, string path, Func<StylizeOptions> readOptions)
    {
        if (!style.HasEncoder)
            throw new CommandException("this model file has a decoder only; stylize needs an encoder to turn pictures into latents");
        var options = readOptions();
        var prepared = PicturePreparation.Prepare(PictureFile.Read(path), style.Picture.Width, options);
        return (prepared, style.Encode(prepared), options);
    }

    /// <summary>Whether a file is a picture and not a latent.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public static bool IsPicture(string path)
    {
        var bytes = InputFile.ReadAllBytes(path, "picture or latent", FileLimits.Image);
        return PngReader.Recognizes(bytes) || JpegReader.Recognizes(bytes);
    }
}
