using ZkStyle.Quantize.Datasets;
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
    // Coarser activations than this lose what the layer says: better refuse.
    private const double MaxCoarsening = 8;
    private const double CoarseningStep = 1.04;

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
        return Quantize(model.Encoder, model.FloatDecoder, model.Provenance, dataset, options);
    }

    internal static QuantizationResult Quantize(
        FloatNetwork encoder, FloatNetwork decoder, ModelProvenance provenance, StyleDataset dataset, QuantizationOptions options)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var chain = DecoderChain.Of(decoder.Graph);
        var measured = ActivationRanges.Measure(encoder, decoder, chain, dataset.DrawTraining(options.CalibrationImages, options.Seed), options.Coverage);
        var coarsening = new double[chain.Count];
        Array.Fill(coarsening, 1.0);
        while (true)
        {
            double[] scales = [.. measured.Zip(coarsening, (scale, factor) => scale * factor)];
            var quantized = Build(decoder, chain, scales);
            var bounds = DecoderBounds.Of(quantized);
            if (bounds.UsedRows <= options.MaxTableRows)
                return new QuantizationResult(new StyleModel(quantized, encoder, decoder, provenance), new QuantizationReport(scales, coarsening, bounds));
            CoarsenOne(bounds, coarsening, options.MaxTableRows);
        }
    }

    // Coarser steps of a layer's output shrink its own interval and stretch the next layer's by as much, so they help
    // where the own one is the larger. Intervals of equal size are the best there is for given weights.
    private static void CoarsenOne(DecoderBounds bounds, double[] coarsening, long maxTableRows)
    {
        var best = -1;
        long bestGain = 0;
        for (var i = 0; i < coarsening.Length - 1; i++)
        {
            var gain = bounds.Layers[i].Interval - (long)(bounds.Layers[i + 1].Interval * CoarseningStep);
            if (coarsening[i] < MaxCoarsening && gain > bestGain)
                (best, bestGain) = (i, gain);
        }

        if (best < 0)
            bounds.ThrowIfAbove(maxTableRows);
        else
            coarsening[best] *= CoarseningStep;
    }

    private static QuantizedDecoder Build(FloatNetwork decoder, IReadOnlyList<DecoderChainLink> chain, double[] scales)
    {
        var layers = new QuantizedLayer[chain.Count];
        var inputScale = 1.0 / StyleModel.LatentSteps;
        for (var i = 0; i < layers.Length; i++)
        {
            layers[i] = QuantizeLayer(chain[i], decoder.Weights[chain[i].Name], inputScale, scales[i], last: i == layers.Length - 1);
            inputScale = scales[i];
        }

        return new QuantizedDecoder(decoder.Graph.Input, layers);
    }

    // In steps of input and output, channel o computes q = sum w_eff x + b_eff with w_eff = w * s_in / s_out. With
    // M = ceil(max |w_eff| * 2^16 / 127), weights W = round(w_eff * 2^16 / M) fit int8 and M W / 2^16 is w_eff up to
    // the rounding of W alone.
    private static QuantizedLayer QuantizeLayer(DecoderChainLink link, ConvolutionWeights numbers, double inputScale, double outputScale, bool last)
    {
        const double One = 1 << QuantizedLayer.Shift;
        var channels = numbers.Bias.Length;
        var taps = numbers.Weights.Length / channels;
        var weights = new sbyte[numbers.Weights.Length];
        var multipliers = new int[channels];
        var offsets = new long[channels];
        for (var o = 0; o < channels; o++)
        {
            var largest = 0.0;
            for (var k = o * taps; k < (o + 1) * taps; k++)
                largest = Math.Max(largest, Math.Abs(numbers.Weights[k] * inputScale / outputScale));
            var multiplier = Math.Max(1, Math.Ceiling(largest * One / sbyte.MaxValue));
            var offset = Math.Round(numbers.Bias[o] / outputScale * One) + (One / 2);
            if (!(multiplier < 1 << 24) || !(Math.Abs(offset) < 1L << 40))
                throw new InvalidOperationException($"Layer {link.Name}, channel {o}: weights up to {largest:G3} and bias {numbers.Bias[o]:G3} are too large to quantize. Train with more weight decay.");
            multipliers[o] = (int)multiplier;
            offsets[o] = (long)offset;
            for (var k = o * taps; k < (o + 1) * taps; k++)
                weights[k] = (sbyte)Math.Round(numbers.Weights[k] * inputScale / outputScale * One / multiplier);
        }

        return QuantizedLayer.Convolution(
            link.Name, link.InputChannels, channels, link.Upsample, last ? Activation.ImageByte : Activation.Relu, weights, multipliers, offsets);
    }
}
