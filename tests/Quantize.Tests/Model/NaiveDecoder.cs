using System.Numerics;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Tests.Model;

/// <summary>A second INT8 decoder, as plain as its definition: unbounded integers, one cell at a time, no padding tricks.</summary>
internal static class NaiveDecoder
{
    /// <summary>Sums, q and activations of every layer, CHW.</summary>
    public static List<(BigInteger[] Sums, BigInteger[] Requantized, BigInteger[] Activations)> Run(QuantizedDecoder decoder, byte[] latent)
    {
        var tensors = new List<BigInteger[]> { Array.ConvertAll(latent, b => (BigInteger)(b - 128)) };
        var result = new List<(BigInteger[], BigInteger[], BigInteger[])>();
        for (var t = 1; t < decoder.Shapes.Count; t++)
        {
            var (layer, shape) = (decoder.Layers[t - 1], decoder.Shapes[t]);
            var sums = new BigInteger[shape.Length];
            foreach (var input in layer.Inputs)
            {
                for (var cell = 0; cell < sums.Length; cell++)
                {
                    var (o, y, x) = (cell / (shape.Height * shape.Width), cell / shape.Width % shape.Height, cell % shape.Width);
                    sums[cell] += input.Multipliers[o] * Accumulator(input, decoder.Shapes[input.Source], tensors[input.Source], o, y, x);
                }
            }

            var requantized = sums.Select((sum, cell) => Floor(sum + layer.Offsets[cell / (shape.Height * shape.Width)])).ToArray();
            var activations = Array.ConvertAll(requantized, q => Activate(layer.Activation, q));
            result.Add((sums, requantized, activations));
            tensors.Add(activations);
        }

        return result;
    }

    /// <summary>The image's bytes.</summary>
    public static byte[] Image(QuantizedDecoder decoder, byte[] latent)
    {
        var last = Run(decoder, latent)[^1].Activations;
        if (decoder.Head == DecoderHead.Rgb)
            return Array.ConvertAll(last, value => (byte)value);
        var cells = decoder.Image.Length;
        var image = new byte[cells];
        for (var cell = 0; cell < cells; cell++)
        {
            // From the highest class down, so that the lowest of equals is the last one taken.
            var scores = Enumerable.Range(0, decoder.Shapes[^1].Channels).Select(c => last[(c * cells) + cell]).ToList();
            for (var c = scores.Count - 1; c >= 0; c--)
            {
                if (scores[c] == scores.Max())
                    image[cell] = (byte)c;
            }
        }

        return image;
    }

    private static BigInteger Accumulator(QuantizedInput input, TensorShape shape, BigInteger[] values, int o, int y, int x)
    {
        var up = input.Upsample ? 2 : 1;
        var half = (input.Kernel - 1) / 2;
        BigInteger sum = 0;
        for (var i = 0; i < shape.Channels; i++)
        {
            for (var a = 0; a < input.Kernel; a++)
            {
                for (var b = 0; b < input.Kernel; b++)
                {
                    var (line, column) = (y + a - half, x + b - half);
                    if (line >= 0 && line < up * shape.Height && column >= 0 && column < up * shape.Width)
                    {
                        sum += input.Weights[(((((o * shape.Channels) + i) * input.Kernel) + a) * input.Kernel) + b]
                            * values[(((i * shape.Height) + (line / up)) * shape.Width) + (column / up)];
                    }
                }
            }
        }

        return sum;
    }

    private static BigInteger Floor(BigInteger value) =>
        (value - BigInteger.Remainder(BigInteger.Remainder(value, 65536) + 65536, 65536)) / 65536;

    private static BigInteger Activate(Activation activation, BigInteger q) => activation switch
    {
        Activation.Relu => q < 0 ? 0 : q > 127 ? 127 : q,
        Activation.Signed => q < -127 ? -127 : q > 127 ? 127 : q,
        Activation.ImageByte => q < 0 ? 0 : q > 255 ? 255 : q,
        _ => q,
    };
}
