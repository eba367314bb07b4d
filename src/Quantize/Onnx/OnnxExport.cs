using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Writes a style's networks as ONNX files (operator set 13), as docs/onnx.md describes them.</summary>
public static class OnnxExport
{
    /// <summary>Writes the float decoder: latent values in [-1, 1] to a picture in [0, 1], or to palette indices.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to write.</param>
    /// <exception cref="InvalidOperationException">The model has no float decoder.</exception>
    public static void WriteFloatDecoder(StyleModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        var decoder = model.FloatDecoder ?? throw new InvalidOperationException("This model file has no float decoder; export the INT8 one with --int8.");
        OnnxWriter.Write(FloatExporter.Decoder(decoder, model.Head, ModelMetadata.Of(model)), stream);
    }

    /// <summary>Writes the INT8 decoder as QuantizeLinear and DequantizeLinear around float operators: latent bytes to image bytes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to write.</param>
    /// <exception cref="ArgumentException">An offset does not fit a 32-bit bias; the message names layer and channel.</exception>
    public static void WriteQuantizedDecoder(StyleModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        OnnxWriter.Write(QdqExporter.Decoder(model.Decoder, ModelMetadata.Of(model)), stream);
    }

    /// <summary>Writes the encoder: a picture in [0, 1] to latent values in [-1, 1].</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to write.</param>
    /// <exception cref="InvalidOperationException">The model has no encoder.</exception>
    public static void WriteEncoder(StyleModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        var encoder = model.Encoder ?? throw new InvalidOperationException("This model file has a decoder only: it has no encoder to export.");
        OnnxWriter.Write(FloatExporter.Encoder(encoder, new Dictionary<string, string>()), stream);
    }
}
