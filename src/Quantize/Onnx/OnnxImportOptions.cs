using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Quantize.Onnx;

/// <summary>What an ONNX file does not say about the style it holds.</summary>
public sealed record OnnxImportOptions
{
    /// <summary>The colours that the decoder's scores stand for; null for those in the file's metadata, or for a picture of red, green and blue.</summary>
    public IReadOnlyList<RgbColour>? Palette { get; init; }

    /// <summary>How many pixels a side each image cell is drawn with; null for the file's metadata, else what brings palette images to 64 pixels, else 1.</summary>
    public int? PixelScale { get; init; }

    /// <summary>The file's latents go from minus this to this: stored latent bytes 1 to 255 stand for them. Above 0; of float decoders and of encoders.</summary>
    public double LatentScale { get; init; } = 1;
}
