using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Chain;

/// <summary>A model as the registry is told about it.</summary>
internal static class ModelDescription
{
    /// <summary>Describes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="keyDigest">The Keccak-256 of its verifying key.</param>
    /// <param name="name">Its name.</param>
    /// <param name="licence">The weights' licence, an SPDX expression.</param>
    /// <param name="terms">Who shares in the revenue.</param>
    /// <returns>The registration.</returns>
    public static ModelRegistration Of(StyleModel model, Bytes32 keyDigest, string name, string licence, RoyaltyTerms terms)
    {
        var file = FileHash(model);
        return new(name, licence, ContentId.OfRawBlock(file), file, keyDigest, FormatOf(model), terms);
    }

    /// <summary>The SHA-256 of a model's file.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The hash.</returns>
    public static Bytes32 FileHash(StyleModel model) => new(Convert.FromHexString(model.ComputeDigest()));

    /// <summary>What the bytes of a model's images mean.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The format.</returns>
    public static ModelImageFormat FormatOf(StyleModel model)
    {
        var image = model.Decoder.Image;
        byte[] palette = [.. (model.Palette ?? []).SelectMany(colour => (byte[])[colour.Red, colour.Green, colour.Blue])];
        return new((ushort)image.Width, (ushort)image.Height, (byte)model.PixelScale, palette);
    }
}
