using System.Numerics;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Tests.Model;

/// <summary>A second INT8 decoder, as plain as its definition: unbounded integers, one cell at a time, no padding tricks.</summary>
internal static class NaiveDecoder
{
    public static List<(BigInteger[] Accumulators, BigInteger[] Requantized, byte[] Activations)> Run(QuantizedDecoder decoder, byte[] latent)
    {
        var x = Array.ConvertAll(latent, b => b - 128);
        var (channels, height, width) = (decoder.Latent.Channels, decoder.Latent.Height, decoder.Latent.Width);
        var result = new List<(BigInteger[], BigInteger[], byte[])>();
        foreach (var layer in decoder.Layers)
        {
            var up = layer.Upsample ? 2 : 1;
            var (h, w) = (height * up, width * up);
            var accumulators = new BigInteger[layer.OutputChannels * h * w];
            var requantized = new BigInteger[accumulators.Length];
            var activations = new byte[accumulators.Length];
            for (var o = 0; o < layer.OutputChannels; o++)
            {
                for (var y = 0; y < h; y++)
                {
                    for (var column = 0; column < w; column++)
                    {
                        BigInteger sum = 0;
                        for (var i = 0; i < channels; i++)
                        {
                            for (var a = 0; a < 3; a++)
                            {
                                for (var b = 0; b < 3; b++)
                                {
                                    var (sy, sx) = (y + a - 1, column + b - 1);
                                    if (sy >= 0 && sy < h && sx >= 0 && sx < w)
                                        sum += layer.Weights[(((((o * channels) + i) * 3) + a) * 3) + b] * x[(((i * height) + (sy / up)) * width) + (sx / up)];
                                }
                            }
                        }

                        var cell = (((o * h) + y) * w) + column;
                        var scaled = (layer.Multipliers[o] * sum) + layer.Offsets[o];
                        var q = BigInteger.Divide(scaled - BigInteger.Remainder(BigInteger.Remainder(scaled, 65536) + 65536, 65536), 65536);
                        accumulators[cell] = sum;
                        requantized[cell] = q;
                        var top = layer.Activation == Activation.ImageByte ? 255 : 127;
                        activations[cell] = (byte)(q < 0 ? 0 : q > top ? top : q);
                    }
                }
            }

            result.Add((accumulators, requantized, activations));
            x = Array.ConvertAll(activations, b => (int)b);
            (channels, height, width) = (layer.OutputChannels, h, w);
        }

        return result;
    }
}
