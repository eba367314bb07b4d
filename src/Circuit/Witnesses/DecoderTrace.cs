using ZkStyle.Circuit.Tables;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Witnesses;

/// <summary>All integers of one decoding: every tensor's values and every layer's full-product accumulators.</summary>
internal sealed class DecoderTrace
{
    private DecoderTrace(int[][] tensors, int[][][] accumulators)
    {
        Tensors = tensors;
        Accumulators = accumulators;
    }

    /// <summary>Values of each tensor, CHW: latent values, activations, image bytes.</summary>
    public int[][] Tensors { get; }

    /// <summary>Per tensor and channel the (H+2) x (W+2) accumulators, line by line; none for the latent.</summary>
    public int[][][] Accumulators { get; }

    /// <summary>Decodes a latent.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="shift">Bits of the requantization's remainder.</param>
    /// <param name="latent">Stored latent bytes, CHW.</param>
    /// <returns>The trace.</returns>
    public static DecoderTrace Run(QuantizedDecoder decoder, int shift, ReadOnlySpan<byte> latent)
    {
        var tensors = new int[decoder.Shapes.Count][];
        var accumulators = new int[decoder.Shapes.Count][][];
        tensors[0] = new int[latent.Length];
        accumulators[0] = [];
        for (var i = 0; i < latent.Length; i++)
            tensors[0][i] = latent[i] - QuantizedDecoder.LatentZero;
        for (var i = 0; i < decoder.Layers.Count; i++)
        {
            accumulators[i + 1] = FullConvolution.Accumulate(decoder.Layers[i].Inputs[0], decoder.Shapes[i], tensors[i]);
            tensors[i + 1] = Activate(decoder.Layers[i], decoder.Shapes[i + 1], shift, accumulators[i + 1]);
        }

        return new DecoderTrace(tensors, accumulators);
    }

    private static int[] Activate(QuantizedLayer layer, TensorShape shape, int shift, int[][] accumulators)
    {
        var values = new int[shape.Length];
        var range = ActivationFunction.Range(layer.Activation);
        for (var o = 0; o < shape.Channels; o++)
        {
            long multiplier = layer.Inputs[0].Multipliers[o];
            for (var y = 0; y < shape.Height; y++)
            {
                var line = accumulators[o].AsSpan(((y + 1) * (shape.Width + 2)) + 1, shape.Width);
                var target = values.AsSpan(((o * shape.Height) + y) * shape.Width, shape.Width);
                for (var x = 0; x < line.Length; x++)
                    target[x] = (int)Math.Clamp(((multiplier * line[x]) + layer.Offsets[o]) >> shift, range.Low, range.High);
            }
        }

        return values;
    }
}
