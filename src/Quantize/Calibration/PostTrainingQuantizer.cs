using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>
/// Turns a trained float decoder into an INT8 one: symmetric int8 weights with a scale per output channel, one scale
/// per activation tensor measured on calibration pictures (Jacob et al., arXiv 1712.05877), and requantization by an
/// integer multiplier and a shift of 16. The multiplier is chosen first and the weight scale made to fit it exactly,
/// so the multiplier itself rounds nothing.
/// </summary>
public static class PostTrainingQuantizer
{
    /// <summary>Quantizes a model again, from the float decoder in its file.</summary>
    /// <param name="model">A model with encoder and float decoder.</param>
    /// <param name="dataset">Where calibration pictures come from.</param>
    /// <param name="options">How.</param>
    /// <returns>The model and what quantization found.</returns>
    /// <exception cref="InvalidOperationException">The model lacks a network, or its weights are too large for the lookup table.</exception>
    public static QuantizationResult Quantize(StyleModel model, StyleDataset dataset, QuantizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (model.Encoder is null || model.FloatDecoder is null)
            throw new InvalidOperationException("This model file has no encoder or no float decoder to quantize from.");
        return Quantize(model.Encoder, model.FloatDecoder, model.Provenance, dataset, options, model.Palette, model.PixelScale);
    }

    /// <summary>Quantizes a decoder and makes a model of it.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="decoder">The decoder; its output is an image in [0, 1], or one score for each colour of the palette.</param>
    /// <param name="provenance">How both came to be.</param>
    /// <param name="dataset">Where calibration pictures come from.</param>
    /// <param name="options">How.</param>
    /// <param name="palette">The colours of a palette head; null for an rgb head.</param>
    /// <param name="pixelScale">Each image cell is drawn as this many pixels in both directions.</param>
    /// <returns>The model and what quantization found.</returns>
    /// <exception cref="ArgumentException">The decoder's graph cannot be proven; the message names node and operation.</exception>
    /// <exception cref="InvalidOperationException">Its weights are too large for the lookup table.</exception>
    internal static QuantizationResult Quantize(
        FloatNetwork encoder, FloatNetwork decoder, ModelProvenance provenance, StyleDataset dataset, QuantizationOptions options,
        IReadOnlyList<RgbColour>? palette = null, int pixelScale = 1)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var head = palette is null ? DecoderHead.Rgb : DecoderHead.Palette;
        var quantized = QuantizeDecoder(decoder, head, Latents(encoder, dataset.DrawTraining(options.CalibrationImages, options.Seed)), options);
        return new QuantizationResult(new StyleModel(quantized.Decoder, encoder, decoder, provenance, palette, pixelScale), quantized.Report);
    }

    /// <summary>Quantizes a decoder.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="head">What its output is.</param>
    /// <param name="latents">Stored latent bytes to measure activations with, at least one latent.</param>
    /// <param name="options">How.</param>
    /// <returns>The INT8 decoder, what quantization found, and its steps, with which a decoder can go on training and be quantized again.</returns>
    /// <exception cref="ArgumentException">The decoder's graph cannot be proven; the message names node and operation.</exception>
    /// <exception cref="InvalidOperationException">Its weights are too large for the lookup table.</exception>
    internal static DecoderQuantization QuantizeDecoder(FloatNetwork decoder, DecoderHead head, IReadOnlyList<byte[]> latents, QuantizationOptions options)
    {
        options.Validate();
        var layers = DecoderLowering.Of(decoder, head);
        return Search(decoder, layers, ActivationRanges.Measure(decoder, layers, latents, options.Coverage), options);
    }

    /// <summary>Quantizes a decoder that was trained for given steps; they are changed only where the lookup table has no room for them.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="head">What its output is.</param>
    /// <param name="steps">For each node that ends a layer, the real value of one integer step of its result; a score's is searched for anew.</param>
    /// <param name="options">How.</param>
    /// <returns>The INT8 decoder, what quantization found, and its steps.</returns>
    /// <exception cref="ArgumentException">The decoder's graph cannot be proven, or a step is missing or not above 0; the message names the node.</exception>
    /// <exception cref="InvalidOperationException">Its weights are too large for the lookup table.</exception>
    internal static DecoderQuantization QuantizeDecoder(FloatNetwork decoder, DecoderHead head, IReadOnlyDictionary<string, double> steps, QuantizationOptions options)
    {
        options.Validate();
        var layers = DecoderLowering.Of(decoder, head);
        foreach (var layer in layers)
        {
            if (!(steps.TryGetValue(layer.Output, out var step) && step > 0))
                throw new ArgumentException($"The step of node {layer.Output} is missing or not above 0.", nameof(steps));
        }

        return Search(decoder, layers, [.. layers.Select(layer => steps[layer.Output])], options);
    }

    private static DecoderQuantization Search(FloatNetwork decoder, IReadOnlyList<LoweredLayer> layers, double[] measured, QuantizationOptions options)
    {
        var (quantized, report) = new StepSearch(decoder.Graph.Input, layers, measured, options).Run();
        var steps = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < layers.Count; i++)
            steps[layers[i].Output] = report.ActivationScales[i];
        return new DecoderQuantization(quantized, report, steps);
    }

    /// <summary>Encodes pictures.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="pictures">Pictures of the encoder's size.</param>
    /// <returns>Stored latent bytes of each.</returns>
    internal static byte[][] Latents(FloatNetwork encoder, IReadOnlyList<RgbImage> pictures)
    {
        var input = new float[encoder.Graph.Input.Length];
        return [.. pictures.Select(picture =>
        {
            picture.CopyToUnitPlanes(input);
            return StyleModel.LatentBytes(encoder.Run(input));
        })];
    }
}
