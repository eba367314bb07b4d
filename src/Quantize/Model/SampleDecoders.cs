using ZkStyle.Quantize.Randomness;

namespace ZkStyle.Quantize.Model;

/// <summary>Decoders with seeded random weights, for benchmarks and tests that need a shape and not a style.</summary>
public static class SampleDecoders
{
    // Typical sizes: weights of this standard deviation (in int8 steps), inputs of this root mean square, and the
    // multiplier chosen so that q spreads by about this much, which keeps activations neither dead nor saturated.
    private const double WeightDeviation = 45;
    private const double InputMagnitude = 45;
    private const double OutputDeviation = 45;

    /// <summary>
    /// The decoder that costs are quoted for: latent 8x8x8, then 64@8, 48@16, 24@32, 12@64 and the image 3@64,
    /// nearest upsampling between sizes; 30 million multiply-accumulates.
    /// </summary>
    /// <param name="seed">Same seed, same decoder.</param>
    /// <returns>The decoder.</returns>
    public static QuantizedDecoder Reference(ulong seed) =>
        Random(seed, new TensorShape(8, 8, 8), [(64, false), (48, true), (24, true), (12, true), (3, false)]);

    /// <summary>A decoder of any shape.</summary>
    /// <param name="seed">Same seed and shape, same decoder.</param>
    /// <param name="latent">Shape of the latent.</param>
    /// <param name="layers">Output channels of each layer, and whether its input is upsampled first; the last one is the image.</param>
    /// <returns>The decoder.</returns>
    public static QuantizedDecoder Random(ulong seed, TensorShape latent, IReadOnlyList<(int OutputChannels, bool Upsample)> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var random = new SeededRandom(seed);
        var convolutions = new QuantizedConvolution[layers.Count];
        var inputChannels = latent.Channels;
        for (var i = 0; i < convolutions.Length; i++)
        {
            var (outputChannels, upsample) = layers[i];
            convolutions[i] = RandomLayer(random, $"decoder.{i}", inputChannels, outputChannels, upsample, i == layers.Count - 1);
            inputChannels = outputChannels;
        }

        return new QuantizedDecoder(latent, convolutions);
    }

    private static QuantizedConvolution RandomLayer(
        SeededRandom random, string name, int inputChannels, int outputChannels, bool upsample, bool last)
    {
        var weights = new sbyte[inputChannels * outputChannels * QuantizedConvolution.KernelTaps];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (sbyte)Math.Clamp(Math.Round(random.NextNormal() * WeightDeviation), -127, 127);
        var multipliers = new int[outputChannels];
        var offsets = new long[outputChannels];
        var spread = WeightDeviation * InputMagnitude * Math.Sqrt(inputChannels * QuantizedConvolution.KernelTaps);
        for (var o = 0; o < outputChannels; o++)
        {
            var scale = (last ? 1.5 : 1) * OutputDeviation / spread * random.Uniform(0.8, 1.2);
            multipliers[o] = Math.Max(1, (int)(scale * (1 << QuantizedConvolution.Shift)));
            var bias = last ? random.Uniform(100, 156) : random.Uniform(-10, 30);
            offsets[o] = (long)(bias * (1 << QuantizedConvolution.Shift)) + (1 << (QuantizedConvolution.Shift - 1));
        }

        return new QuantizedConvolution(
            name, inputChannels, outputChannels, upsample, last ? Activation.ImageByte : Activation.Relu, weights, multipliers, offsets);
    }
}
