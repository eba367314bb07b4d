namespace ZkStyle.Quantize.Model;

/// <summary>
/// Runs an INT8 decoder with integers only: the reference a proof's witness must match bit for bit.
/// Results are the same on every machine, with or without vector instructions.
/// </summary>
public static class IntegerInference
{
    /// <summary>Decodes a latent to an image.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="latent">Stored latent bytes, CHW; byte b means the value b - 128.</param>
    /// <returns>The image's bytes, CHW; class indices for a palette head.</returns>
    /// <exception cref="ArgumentException">The latent's length is not the decoder's, or a layer is too wide for 32-bit accumulators.</exception>
    public static byte[] Decode(QuantizedDecoder decoder, ReadOnlySpan<byte> latent)
    {
        var tensors = StartTensors(decoder, latent);
        for (var i = 0; i < decoder.Layers.Count - 1; i++)
        {
            tensors[i + 1] = new short[decoder.Shapes[i + 1].Length];
            Run<short>(decoder, i, tensors, [], [], tensors[i + 1]);
        }

        var last = decoder.Layers.Count - 1;
        if (decoder.Head == DecoderHead.Palette)
        {
            var scores = new int[decoder.Shapes[^1].Length];
            Run<int>(decoder, last, tensors, [], [], scores);
            return ClassChoice.Of<int>(scores, decoder.Shapes[^1].Channels);
        }

        var image = new byte[decoder.Image.Length];
        Run<byte>(decoder, last, tensors, [], [], image);
        return image;
    }

    /// <summary>Decodes a latent and keeps every layer's sums, requantized values and activations.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="latent">Stored latent bytes, CHW; byte b means the value b - 128.</param>
    /// <returns>One trace per layer, first to last; the last one's activations are image bytes or scores.</returns>
    /// <exception cref="ArgumentException">The latent's length is not the decoder's, or a layer is too wide for 32-bit accumulators.</exception>
    public static IReadOnlyList<LayerTrace> Trace(QuantizedDecoder decoder, ReadOnlySpan<byte> latent)
    {
        var tensors = StartTensors(decoder, latent);
        var traces = new LayerTrace[decoder.Layers.Count];
        for (var i = 0; i < traces.Length; i++)
        {
            var shape = decoder.Shapes[i + 1];
            traces[i] = new LayerTrace(decoder.Layers[i], shape, new long[shape.Length], new long[shape.Length], new int[shape.Length]);
            Run<int>(decoder, i, tensors, traces[i].Sums, traces[i].Requantized, traces[i].Activations);
            if (i + 1 < traces.Length)
                tensors[i + 1] = Array.ConvertAll(traces[i].Activations, static a => (short)a);
        }

        return traces;
    }

    // The values of every tensor but the last; tensors of layers are filled in when they are computed.
    private static short[][] StartTensors(QuantizedDecoder decoder, ReadOnlySpan<byte> latent)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        if (latent.Length != decoder.Latent.Length)
            throw new ArgumentException($"The decoder takes a latent of {decoder.Latent.Length} bytes ({decoder.Latent}), got {latent.Length}.", nameof(latent));
        foreach (var layer in decoder.Layers)
        {
            if (layer.Inputs.FirstOrDefault(input => !input.FitsAccumulators) is { } wide)
                throw new ArgumentException($"Layer {layer.Name}: {wide.InputChannels} input channels could overflow a 32-bit accumulator.", nameof(decoder));
        }

        var tensors = new short[decoder.Layers.Count][];
        tensors[0] = new short[latent.Length];
        for (var i = 0; i < latent.Length; i++)
            tensors[0][i] = (short)(latent[i] - QuantizedDecoder.LatentZero);
        return tensors;
    }

    // |accumulator| < 2^31, multiplier < 2^24, at most 8 inputs and |offset| < 2^40 keep every sum below 2^59.
    private static void Run<T>(
        QuantizedDecoder decoder, int position, short[][] tensors, Span<long> sums, Span<long> requantized, Span<T> activations)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        var layer = decoder.Layers[position];
        var accumulators = new int[layer.Inputs.Count][];
        for (var e = 0; e < accumulators.Length; e++)
        {
            var input = layer.Inputs[e];
            accumulators[e] = IntegerConvolution.Accumulate(input, decoder.Shapes[input.Source], tensors[input.Source]);
        }

        var (least, most) = Limits(layer.Activation);
        var cells = activations.Length / layer.OutputChannels;
        Span<long> multipliers = stackalloc long[accumulators.Length];
        for (var o = 0; o < layer.OutputChannels; o++)
        {
            var offset = layer.Offsets[o];
            for (var e = 0; e < multipliers.Length; e++)
                multipliers[e] = layer.Inputs[e].Multipliers[o];
            var first = accumulators[0].AsSpan(o * cells, cells);
            for (var i = 0; i < first.Length; i++)
            {
                var sum = multipliers[0] * first[i];
                for (var e = 1; e < multipliers.Length; e++)
                    sum += multipliers[e] * accumulators[e][(o * cells) + i];
                var q = (sum + offset) >> QuantizedLayer.Shift;
                activations[(o * cells) + i] = T.CreateTruncating(Math.Clamp(q, least, most));
                if (sums.IsEmpty)
                    continue;
                sums[(o * cells) + i] = sum;
                requantized[(o * cells) + i] = q;
            }
        }
    }

    private static (long Least, long Most) Limits(Activation activation) => activation switch
    {
        Activation.Relu => (0, sbyte.MaxValue),
        Activation.Signed => (-sbyte.MaxValue, sbyte.MaxValue),
        Activation.ImageByte => (0, byte.MaxValue),
        // Decoders refuse scores outside 32 bits.
        Activation.Score => (int.MinValue, int.MaxValue),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation."),
    };
}
