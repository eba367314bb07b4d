namespace ZkStyle.Quantize.Model;

/// <summary>
/// Runs an INT8 decoder with integers only: the reference a proof's witness must match bit for bit.
/// Results are the same on every machine, with or without vector instructions.
/// </summary>
public static class IntegerInference
{
    // 127 * 128: the largest product of a weight and an activation or latent value.
    private const int MaxProduct = 127 * 128;

    /// <summary>Decodes a latent to an image.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="latent">Stored latent bytes, CHW; byte b means the value b - 128.</param>
    /// <returns>The image's bytes, CHW.</returns>
    /// <exception cref="ArgumentException">The latent's length is not the decoder's, or a layer is too wide for 32-bit accumulators.</exception>
    public static byte[] Decode(QuantizedDecoder decoder, ReadOnlySpan<byte> latent)
    {
        var values = LatentValues(decoder, latent);
        var activations = Array.Empty<byte>();
        for (var i = 0; i < decoder.Layers.Count; i++)
        {
            var accumulators = IntegerConvolution.Accumulate(decoder.Layers[i], decoder.Shapes[i], values);
            activations = new byte[accumulators.Length];
            Requantize(decoder.Layers[i], accumulators, [], activations);
            if (i + 1 < decoder.Layers.Count)
                values = Array.ConvertAll(activations, static a => (short)a);
        }

        return activations;
    }

    /// <summary>Decodes a latent and keeps every layer's accumulators, requantized values and activations.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="latent">Stored latent bytes, CHW; byte b means the value b - 128.</param>
    /// <returns>One trace per layer, first to last; the last one's activations are the image.</returns>
    /// <exception cref="ArgumentException">The latent's length is not the decoder's, or a layer is too wide for 32-bit accumulators.</exception>
    public static IReadOnlyList<LayerTrace> Trace(QuantizedDecoder decoder, ReadOnlySpan<byte> latent)
    {
        var values = LatentValues(decoder, latent);
        var traces = new LayerTrace[decoder.Layers.Count];
        for (var i = 0; i < traces.Length; i++)
        {
            var accumulators = IntegerConvolution.Accumulate(decoder.Layers[i], decoder.Shapes[i], values);
            var requantized = new long[accumulators.Length];
            var activations = new byte[accumulators.Length];
            Requantize(decoder.Layers[i], accumulators, requantized, activations);
            traces[i] = new LayerTrace(decoder.Layers[i], decoder.Shapes[i + 1], accumulators, requantized, activations);
            values = Array.ConvertAll(activations, static a => (short)a);
        }

        return traces;
    }

    private static short[] LatentValues(QuantizedDecoder decoder, ReadOnlySpan<byte> latent)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (latent.Length != decoder.Latent.Length)
            throw new ArgumentException($"The decoder takes a latent of {decoder.Latent.Length} bytes ({decoder.Latent}), got {latent.Length}.", nameof(latent));
        foreach (var layer in decoder.Layers)
        {
            if ((long)layer.InputChannels * QuantizedConvolution.KernelTaps * MaxProduct > int.MaxValue)
                throw new ArgumentException($"Layer {layer.Name}: {layer.InputChannels} input channels could overflow a 32-bit accumulator.", nameof(decoder));
        }

        var values = new short[latent.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (short)(latent[i] - QuantizedDecoder.LatentZero);
        return values;
    }

    // |accumulator| < 2^31, multiplier < 2^24 and |offset| < 2^40 keep every sum below 2^56.
    private static void Requantize(QuantizedConvolution layer, int[] accumulators, Span<long> requantized, Span<byte> activations)
    {
        var top = layer.Activation == Activation.ImageByte ? 255 : 127;
        var cells = accumulators.Length / layer.OutputChannels;
        for (var o = 0; o < layer.OutputChannels; o++)
        {
            long multiplier = layer.Multipliers[o];
            var offset = layer.Offsets[o];
            for (var i = o * cells; i < (o + 1) * cells; i++)
            {
                var q = ((multiplier * accumulators[i]) + offset) >> QuantizedConvolution.Shift;
                activations[i] = (byte)Math.Clamp(q, 0, top);
                if (!requantized.IsEmpty)
                    requantized[i] = q;
            }
        }
    }
}
