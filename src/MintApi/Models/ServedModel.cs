using ZkStyle.Quantize.Model;

namespace ZkStyle.MintApi.Models;

/// <summary>A model in memory.</summary>
/// <param name="Style">The model.</param>
/// <param name="Summary">What is told of it.</param>
internal sealed record ServedModel(StyleModel Style, ModelSummary Summary)
{
    /// <summary>Describes a model.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="style">The model.</param>
    /// <returns>The model with its summary.</returns>
    public static ServedModel Of(string name, StyleModel style)
    {
        var (latent, image) = (style.Decoder.Latent, style.Decoder.Image);
        return new ServedModel(style, new ModelSummary(
            name, style.ComputeDigest(), [latent.Channels, latent.Height, latent.Width], [image.Channels, image.Height, image.Width],
            style.HasEncoder, style.Provenance.Dataset, style.Provenance.Steps));
    }
}
