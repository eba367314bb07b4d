using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>Decoders with random weights whose multipliers keep q inside a chosen reach.</summary>
internal static class TestDecoders
{
    private const int Taps = 9;

    /// <summary>The shapes that costs are quoted for: 123,936 rows.</summary>
    public static QuantizedDecoder Reference(Random random) => Create(
        random, new TensorShape(8, 8, 8), shift: 16, reach: 3000, largestWeight: 127,
        (64, false), (48, true), (24, true), (12, true), (3, false));

    /// <summary>A latent of 12 channels at 16x16, three layers there, and two upsamples to the image.</summary>
    public static QuantizedDecoder WideLatent(Random random) => Create(
        random, new TensorShape(12, 16, 16), shift: 16, reach: 2500, largestWeight: 127,
        (56, false), (48, false), (24, true), (12, true), (3, false));

    /// <summary>The decoder of the forgeries: latent 4x4x4, 12 at 4x4 (with filler rows), 6 at 8x8, image 3x16x16.</summary>
    public static QuantizedDecoder Small(Random random, int shift) => Create(
        random, new TensorShape(4, 4, 4), shift, reach: shift == 16 ? 400 : 300, largestWeight: shift == 16 ? 127 : 7,
        (12, false), (6, true), (3, true));

    public static QuantizedDecoder Create(
        Random random, TensorShape latent, int shift, long reach, int largestWeight, params (int Channels, bool Upsample)[] layers) =>
        Create(random, latent, shift, reach, largestWeight, DecoderHead.Rgb, layers);

    public static QuantizedDecoder Create(
        Random random, TensorShape latent, int shift, long reach, int largestWeight, DecoderHead head, params (int Channels, bool Upsample)[] layers)
    {
        var convolutions = new QuantizedLayer[layers.Length];
        var inputs = latent.Channels;
        for (var i = 0; i < layers.Length; i++)
        {
            var (outputs, upsample) = layers[i];
            var weights = new sbyte[outputs * inputs * Taps];
            for (var j = 0; j < weights.Length; j++)
                weights[j] = (sbyte)random.Next(-largestWeight, largestWeight + 1);
            var multipliers = new int[outputs];
            var offsets = new long[outputs];
            var last = i == layers.Length - 1;
            for (var o = 0; o < outputs; o++)
            {
                var kernel = weights.AsSpan(o * inputs * Taps, inputs * Taps);
                long bound = 0;
                foreach (var weight in kernel)
                    bound += Math.Abs((int)weight) * (i == 0 ? 128 : 127);
                multipliers[o] = (int)Math.Max(1, (reach << shift) / Math.Max(1, bound));
                var (low, high) = !last ? (-20, 60) : head == DecoderHead.Rgb ? (60, 180) : (-6, 10);
                offsets[o] = (random.NextInt64(low, high) << shift) + (1L << (shift - 1));
            }

            convolutions[i] = QuantizedLayer.Convolution(
                $"decoder.{i}", inputs, outputs, upsample, last ? HeadOf(head) : Activation.Relu, weights, multipliers, offsets);
            inputs = outputs;
        }

        return new QuantizedDecoder(latent, convolutions);
    }

    public static byte[] Latent(Random random, QuantizedDecoder decoder)
    {
        var latent = new byte[decoder.Latent.Length];
        random.NextBytes(latent);
        return latent;
    }

    /// <summary>The decoder of the palette's forgeries: latent 4x4x4, 8 at 4x4, 6 at 8x8, 8 classes whose best scores tie here and there.</summary>
    public static QuantizedDecoder SmallPalette(Random random, int shift) => Create(
        random, new TensorShape(4, 4, 4), shift, shift == 16 ? 800 : 60, shift == 16 ? 127 : 7, DecoderHead.Palette, (8, false), (6, true), (8, false));

    /// <summary>
    /// A random decoder that is no chain: two to six layers on maps of one or two sizes, each reading up to three tensors by
    /// 1x1 or 3x3 kernels or as they are, signed or rectified; the last one reads all that nobody else read.
    /// </summary>
    public static QuantizedDecoder RandomGraph(Random random, DecoderHead head, int shift, long reach, int largestWeight)
    {
        var latent = new TensorShape(random.Next(1, 5), random.Next(4, 7), random.Next(4, 7));
        var count = random.Next(2, 7);
        var channels = new List<int> { latent.Channels };
        var scales = new List<int> { 1 };
        var doubled = new List<bool?> { null };
        var layers = new List<QuantizedLayer>();
        for (var i = 0; i < count; i++)
        {
            var last = i == count - 1;
            var outputs = !last ? random.Next(1, 7) : head == DecoderHead.Rgb ? random.Next(1, 5) : random.Next(2, 9);
            var scale = last
                ? Math.Max(scales.Max(), random.Next(1, 3))
                : scales[^1] == 2 || random.Next(3) > 0 ? scales[^1] : 2;

            // A tensor can be read at its own size or at twice that, as its other readers do.
            int[] fitting = [.. Enumerable.Range(0, scales.Count).Where(t => doubled[t] is { } d ? scales[t] * (d ? 2 : 1) == scale : scales[t] == scale || 2 * scales[t] == scale)];
            int[] sources = last
                ? [.. Enumerable.Range(0, scales.Count).Where(t => doubled[t] is null)]
                : [.. fitting.OrderBy(_ => random.Next()).Take(random.Next(1, 4))];
            if (sources.Length == 0)
                sources = [fitting[^1]];
            if (random.Next(4) == 0)
                sources = [.. sources, sources[0]];
            foreach (var source in sources)
                doubled[source] = scales[source] != scale;
            var inputs = sources.Select((source, e) => e > 0 && channels[source] == outputs && random.Next(2) == 0
                ? QuantizedInput.Identity(source, outputs, doubled[source]!.Value, random.Next(1 << (shift - 2), 1 << shift))
                : Input(random, source, channels[source], outputs, random.Next(3) == 0 ? 1 : 3, doubled[source]!.Value, shift, reach, largestWeight, sources.Length)).ToArray();
            var activation = !last ? random.Next(2) == 0 ? Activation.Signed : Activation.Relu : HeadOf(head);
            layers.Add(new QuantizedLayer($"layer.{i}", outputs, activation, Offsets(random, activation, outputs, shift, reach), inputs));
            channels.Add(outputs);
            scales.Add(scale);
            doubled.Add(null);
        }

        return new QuantizedDecoder(latent, layers);
    }

    private static Activation HeadOf(DecoderHead head) => head == DecoderHead.Palette ? Activation.Score : Activation.ImageByte;

    private static QuantizedInput Input(
        Random random, int source, int channels, int outputs, int kernel, bool upsample, int shift, long reach, int largestWeight, int terms)
    {
        var weights = new sbyte[outputs * channels * kernel * kernel];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = (sbyte)random.Next(-largestWeight, largestWeight + 1);
        var bound = 128L * largestWeight * channels * kernel * kernel * terms / 2;
        var multipliers = new int[outputs];
        for (var o = 0; o < outputs; o++)
            multipliers[o] = (int)Math.Max(1, random.NextInt64(reach / 2, reach) * (1L << shift) / bound);
        return new QuantizedInput(source, channels, outputs, kernel, upsample, weights, multipliers);
    }

    private static long[] Offsets(Random random, Activation activation, int outputs, int shift, long reach)
    {
        var (low, high) = activation switch
        {
            Activation.ImageByte => (60L, 180L),
            Activation.Score => (-reach / 8, reach / 8),
            _ => (-20, 60),
        };
        var offsets = new long[outputs];
        for (var o = 0; o < outputs; o++)
            offsets[o] = (random.NextInt64(low, high) << shift) + (1L << (shift - 1));
        return offsets;
    }
}
