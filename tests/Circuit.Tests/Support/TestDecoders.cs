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
        Random random, TensorShape latent, int shift, long reach, int largestWeight, params (int Channels, bool Upsample)[] layers)
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
                offsets[o] = (random.NextInt64(last ? 60 : -20, last ? 180 : 60) << shift) + (1L << (shift - 1));
            }

            convolutions[i] = QuantizedLayer.Convolution(
                $"decoder.{i}", inputs, outputs, upsample, last ? Activation.ImageByte : Activation.Relu, weights, multipliers, offsets);
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
}
