using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>
/// The decoder by its definition: every output cell sums its neighbours of every channel of everything it reads, cell by
/// cell, with 64-bit integers. Shares no code with the witness.
/// </summary>
internal static class NaiveDecoder
{
    /// <summary>All tensors, first to last: latent values, activations, image bytes or scores.</summary>
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
                        var q = Product(layer, tensors, o, y, x) + layer.Offsets[o];
                        q = (q - (((q % (1L << shift)) + (1L << shift)) % (1L << shift))) / (1L << shift);
                        output[o, y, x] = layer.Activation switch
                        {
                            Activation.Relu => Math.Max(0, Math.Min(127, q)),
                            Activation.Signed => Math.Max(-127, Math.Min(127, q)),
                            Activation.ImageByte => Math.Max(0, Math.Min(255, q)),
                            _ => q,
                        };
                    }
                }
            }

            tensors[i + 1] = output;
        }

        return tensors;
    }

    /// <summary>What a layer adds up at (y, x) of an output channel, multipliers included.</summary>
    public static long Product(QuantizedLayer layer, long[][,,] tensors, int o, int y, int x)
    {
        long sum = 0;
        foreach (var input in layer.Inputs)
            sum += input.Multipliers[o] * Accumulator(input, tensors[input.Source], o, y, x);
        return sum;
    }

    /// <summary>The accumulator at (y, x) of the output; -1 and the output's size are on the border of the full product.</summary>
    public static long Accumulator(QuantizedInput input, long[,,] values, int o, int y, int x)
    {
        var factor = input.Upsample ? 2 : 1;
        var half = input.Kernel / 2;
        long sum = 0;
        for (var i = 0; i < input.InputChannels; i++)
        {
            for (var a = 0; a < input.Kernel; a++)
            {
                for (var b = 0; b < input.Kernel; b++)
                {
                    var (line, column) = (y + a - half, x + b - half);
                    if (line >= 0 && line < factor * values.GetLength(1) && column >= 0 && column < factor * values.GetLength(2))
                        sum += input.Weight(o, i, a, b) * values[i, line / factor, column / factor];
                }
            }
        }

        return sum;
    }

    /// <summary>The image's bytes, CHW; for a palette the class of each cell's largest score, the lowest one on ties.</summary>
    public static byte[] Image(QuantizedDecoder decoder, long[][,,] tensors)
    {
        var last = tensors[^1];
        var bytes = new List<byte>();
        if (decoder.Head == DecoderHead.Rgb)
        {
            foreach (var value in last)
                bytes.Add((byte)value);
            return [.. bytes];
        }

        for (var y = 0; y < last.GetLength(1); y++)
        {
            for (var x = 0; x < last.GetLength(2); x++)
                bytes.Add((byte)Enumerable.Range(0, last.GetLength(0)).OrderByDescending(c => last[c, y, x]).ThenBy(c => c).First());
        }

        return [.. bytes];
    }
}
