using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Files;

/// <summary>Model files as the commands take them.</summary>
internal static class ModelFile
{
    /// <summary>Reads a model.</summary>
    /// <param name="path">A .zkm file.</param>
    /// <returns>The model.</returns>
    /// <exception cref="CommandException">The file is no model; the message names it.</exception>
    public static StyleModel Read(string path) => InputFile.Read(path, "model", StyleModel.Read);

    /// <summary>Reads a latent of a model.</summary>
    /// <param name="path">The file: one byte a value.</param>
    /// <param name="decoder">The model's decoder.</param>
    /// <returns>The latent's bytes.</returns>
    /// <exception cref="CommandException">The file has not the decoder's length; the message names it.</exception>
    public static byte[] ReadLatent(string path, QuantizedDecoder decoder)
    {
        var latent = InputFile.ReadAllBytes(path, "latent", FileLimits.Latent);
        return latent.Length == decoder.Latent.Length
            ? latent
            : throw new CommandException($"the latent {path} has {latent.Length} bytes, this model's have {decoder.Latent.Length} ({decoder.Latent}); make one with zkstyle stylize");
    }
}
