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

    // A palette head's scores are many times finer than activations: that is what keeps ties rare.
    private const double ScoreDeviation = 270;

    /// <summary>
    /// The decoder that costs are quoted for: latent 8x8x8, then 64@8, 48@16, 24@32, 12@64 and the image 3@64,
    /// nearest upsampling between sizes; 30 million multiply-accumulates.
    /// </summary>
    /// <param name="seed">Same seed, same decoder.</param>
    /// <returns>The decoder.</returns>
    public static QuantizedDecoder Reference(ulong seed) =>
        Random(seed, new TensorShape(8, 8, 8), [(64, false), (48, true), (24, true), (12, true), (3, false)]);

    /// <summary>
    /// The palette decoder that costs are quoted for: latent 12x16x16, then 56@16, 64@16, 48@16, nearest upsampling,
    /// 24@32 and the scores of 32 classes at 32x32; 34.6 million multiply-accumulates.
    /// </summary>
    /// <param name="seed">Same seed, same decoder.</param>
    /// <returns>The decoder.</returns>
    public static QuantizedDecoder PaletteReference(ulong seed) =>
        Random(seed, new TensorShape(12, 16, 16), [(56, false), (64, false), (48, false), (24, true), (32, false)], DecoderHead.Palette);

    /// <summary>A chain of 3x3 convolutions of any shape.</summary>
    /// <param name="seed">Same seed and shape, same decoder.</param>
    /// <param name="latent">Shape of the latent.</param>
    /// <param name="layers">Output channels of each layer, and whether its input is upsampled first; the last one is the head.</param>
    /// <param name="head">Whether the last layer's channels are image bytes or scores.</param>
    /// <returns>The decoder.</returns>
    public static QuantizedDecoder Random(
        ulong seed, TensorShape latent, IReadOnlyList<(int OutputChannels, bool Upsample)> layers, DecoderHead head = DecoderHead.Rgb)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var random = new SeededRandom(seed);
        var convolutions = new QuantizedLayer[layers.Count];
        var inputChannels = latent.Channels;
        for (var i = 0; i < convolutions.Length; i++)
        {
            var (outputChannels, upsample) = layers[i];
            var activation = i == layers.Count - 1 ? HeadActivation(head) : Activation.Relu;
            convolutions[i] = Layer(random, $"decoder.{i}", outputChannels, activation, new Term(QuantizedInput.Previous, inputChannels, 3, upsample));
            inputChannels = outputChannels;
        }

        return new QuantizedDecoder(latent, convolutions);
    }

    /// <summary>
    /// A small decoder that is no chain: latent 4x8x8; a residual block of two 3x3 convolutions; a signed 1x1 convolution
    /// of the latent, concatenated with the block and upsampled; the head at 16x16 with 3 channels or 5 classes.
    /// </summary>
    /// <param name="seed">Same seed, same decoder.</param>
    /// <param name="head">Whether the last layer's channels are image bytes or scores.</param>
    /// <returns>The decoder.</returns>
    public static QuantizedDecoder Graph(ulong seed, DecoderHead head = DecoderHead.Rgb)
    {
        var random = new SeededRandom(seed);
        var convolved = Layer(random, "block.1", 8, Activation.Relu, new Term(2, 8, 3, false));
        var sum = new QuantizedLayer(
            convolved.Name, 8, Activation.Relu, convolved.Offsets,
            [.. convolved.Inputs, QuantizedInput.Identity(1, 8, upsample: false, 3 << (QuantizedLayer.Shift - 2))]);
        return new QuantizedDecoder(new TensorShape(4, 8, 8),
        [
            Layer(random, "stem", 8, Activation.Relu, new Term(0, 4, 3, false)),
            Layer(random, "block.0", 8, Activation.Relu, new Term(1, 8, 3, false)),
            sum,
            Layer(random, "side", 4, Activation.Signed, new Term(0, 4, 1, false)),
            Layer(random, "joined", 6, Activation.Relu, new Term(3, 8, 3, true), new Term(4, 4, 3, true)),
            Layer(random, "mixed", 6, Activation.Relu, new Term(5, 6, 1, false)),
            Layer(random, "head", head == DecoderHead.Rgb ? 3 : 5, HeadActivation(head), new Term(6, 6, 3, false)),
        ]);
    }

    private static Activation HeadActivation(DecoderHead head) => head == DecoderHead.Palette ? Activation.Score : Activation.ImageByte;

    private static QuantizedLayer Layer(SeededRandom random, string name, int outputChannels, Activation activation, params Term[] terms)
    {
        var weights = new sbyte[terms.Length][];
        var multipliers = new int[terms.Length][];
        for (var e = 0; e < terms.Length; e++)
        {
            weights[e] = new sbyte[terms[e].Channels * outputChannels * terms[e].Kernel * terms[e].Kernel];
            multipliers[e] = new int[outputChannels];
            for (var i = 0; i < weights[e].Length; i++)
                weights[e][i] = (sbyte)Math.Clamp(Math.Round(random.NextNormal() * WeightDeviation), -127, 127);
        }

        var (deviation, lowestBias, highestBias) = activation switch
        {
            Activation.ImageByte => (1.5 * OutputDeviation, 100.0, 156.0),
            Activation.Score => (ScoreDeviation, -ScoreDeviation, ScoreDeviation),
            Activation.Signed => (OutputDeviation, -10.0, 10.0),
            _ => (OutputDeviation, -10.0, 30.0),
        };
        var offsets = new long[outputChannels];
        for (var o = 0; o < outputChannels; o++)
        {
            for (var e = 0; e < terms.Length; e++)
            {
                var spread = WeightDeviation * InputMagnitude * Math.Sqrt(terms[e].Channels * terms[e].Kernel * terms[e].Kernel * terms.Length);
                multipliers[e][o] = Math.Max(1, (int)(deviation / spread * random.Uniform(0.8, 1.2) * (1 << QuantizedLayer.Shift)));
            }

            offsets[o] = (long)(random.Uniform(lowestBias, highestBias) * (1 << QuantizedLayer.Shift)) + (1 << (QuantizedLayer.Shift - 1));
        }

        return new QuantizedLayer(
            name, outputChannels, activation, offsets,
            [.. terms.Select((term, e) => new QuantizedInput(term.Source, term.Channels, outputChannels, term.Kernel, term.Upsample, weights[e], multipliers[e]))]);
    }

    private readonly record struct Term(int Source, int Channels, int Kernel, bool Upsample);
}
