using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>
/// The decoder by its definition: every output cell sums its nine neighbours of every channel, cell by cell, with
/// 64-bit integers. Shares no code with the witness.
/// </summary>
internal static class NaiveDecoder
{
    /// <summary>All tensors, first to last: latent values, activations, image bytes.</summary>
    public static long[][,,] Run(QuantizedDecoder decoder, int shift, ReadOnlySpan<byte> latent)
    {
        var tensors = new long[decoder.Layers.Count + 1][,,];
        tensors[0] = new long[decoder.Latent.Channels, decoder.Latent.Height, decoder.Latent.Width];
        var next = 0;
        for (var c = 0; c < decoder.Latent.Channels; c++)
        {
            for (var y = 0; y < decoder.Latent.Height; y++)
            {
                for (var x = 0; x < decoder.Latent.Width; x++)
                    tensors[0][c, y, x] = latent[next++] - 128;
            }
        }

        for (var i = 0; i < decoder.Layers.Count; i++)
        {
            var layer = decoder.Layers[i];
            var shape = decoder.Shapes[i + 1];
            var output = new long[shape.Channels, shape.Height, shape.Width];
            for (var o = 0; o < shape.Channels; o++)
            {
                for (var y = 0; y < shape.Height; y++)
                {
                    for (var x = 0; x < shape.Width; x++)
                    {
                        var q = (layer.Inputs[0].Multipliers[o] * Accumulator(layer.Inputs[0], tensors[i], o, y, x)) + layer.Offsets[o];
                        q = (q - (((q % (1L << shift)) + (1L << shift)) % (1L << shift))) / (1L << shift);
                        output[o, y, x] = Math.Max(0, Math.Min(i == decoder.Layers.Count - 1 ? 255 : 127, q));
                    }
                }
            }

            tensors[i + 1] = output;
        }

        return tensors;
    }

    /// <summary>The accumulator at (y, x) of the output; -1 and the output's size are on the border of the full product.</summary>
    public static long Accumulator(QuantizedInput layer, long[,,] input, int o, int y, int x)
    {
        var factor = layer.Upsample ? 2 : 1;
        long sum = 0;
        for (var i = 0; i < layer.InputChannels; i++)
        {
            for (var a = 0; a < 3; a++)
            {
                for (var b = 0; b < 3; b++)
                {
                    var (line, column) = (y + a - 1, x + b - 1);
                    if (line >= 0 && line < factor * input.GetLength(1) && column >= 0 && column < factor * input.GetLength(2))
                        sum += layer.Weight(o, i, a, b) * input[i, line / factor, column / factor];
                }
            }
        }

        return sum;
    }

    /// <summary>The image's bytes, CHW.</summary>
    public static byte[] Image(long[][,,] tensors)
    {
        var bytes = new List<byte>();
        foreach (var value in tensors[^1])
            bytes.Add((byte)value);
        return [.. bytes];
    }
}
