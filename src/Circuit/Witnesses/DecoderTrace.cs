using System.Buffers;
using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Tables;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Witnesses;

/// <summary>All integers of one decoding: every tensor's values and the full products of all that is added to it.</summary>
internal sealed class DecoderTrace
{
    private readonly CircuitGraph _graph;
    private readonly int[]?[] _planes;

    private DecoderTrace(CircuitGraph graph)
    {
        _graph = graph;
        _planes = new int[graph.Tensors.Count][];
        Tensors = new int[graph.Tensors.Count][];
        Products = new long[graph.Tensors.Count][][];
    }

    /// <summary>Values of each tensor, CHW: latent values, activations, image bytes or class indices.</summary>
    public int[][] Tensors { get; }

    /// <summary>
    /// Per tensor and channel the (H+2) x (W+2) sums of kernels times what they read, multipliers included, line by line;
    /// none for the latent.
    /// </summary>
    public long[][][] Products { get; }

    /// <summary>Decodes a latent.</summary>
    /// <param name="graph">The decoder's graph.</param>
    /// <param name="latent">Stored latent bytes, CHW.</param>
    /// <returns>The trace.</returns>
    public static DecoderTrace Run(CircuitGraph graph, ReadOnlySpan<byte> latent)
    {
        var trace = new DecoderTrace(graph);
        var layers = graph.Decoder.Layers;
        trace.Products[0] = [];
        trace.Tensors[0] = new int[latent.Length];
        for (var i = 0; i < latent.Length; i++)
            trace.Tensors[0][i] = latent[i] - QuantizedDecoder.LatentZero;
        for (var i = 0; i < layers.Count; i++)
        {
            var products = trace.Multiply(layers[i], graph.Decoder.Shapes[i + 1]);
            if (layers[i].Activation == Activation.Score)
            {
                trace.Choose(graph.Palette!, products);
            }
            else
            {
                trace.Products[i + 1] = products;
                trace.Tensors[i + 1] = trace.Activate(layers[i], graph.Decoder.Shapes[i + 1], products);
            }
        }

        return trace;
    }

    /// <summary>The sums of a layer over all its inputs, channel by channel.</summary>
    private long[][] Multiply(QuantizedLayer layer, TensorShape shape)
    {
        foreach (var input in layer.Inputs)
            _planes[input.Source] ??= FullConvolution.PadLines(_graph.Decoder.Shapes[input.Source], Tensors[input.Source], input.Upsample);
        var cells = (shape.Height + 2) * (shape.Width + 2);
        var products = new long[shape.Channels][];
        Parallel.For(
            0, shape.Channels, () => ArrayPool<int>.Shared.Rent(cells),
            (o, _, buffer) =>
            {
                var sums = buffer.AsSpan(0, cells);
                var product = new long[cells];
                foreach (var input in layer.Inputs)
                {
                    sums.Clear();
                    FullConvolution.Accumulate(input, o, shape.Height, shape.Width, _planes[input.Source], sums);
                    long multiplier = input.Multipliers[o];
                    for (var i = 0; i < sums.Length; i++)
                        product[i] += multiplier * sums[i];
                }

                products[o] = product;
                return buffer;
            },
            buffer => ArrayPool<int>.Shared.Return(buffer));
        return products;
    }

    private int[] Activate(QuantizedLayer layer, TensorShape shape, long[][] products)
    {
        var values = new int[shape.Length];
        var range = ActivationFunction.Range(layer.Activation);
        for (var o = 0; o < shape.Channels; o++)
        {
            for (var y = 0; y < shape.Height; y++)
            {
                var line = products[o].AsSpan(((y + 1) * (shape.Width + 2)) + 1, shape.Width);
                var target = values.AsSpan(((o * shape.Height) + y) * shape.Width, shape.Width);
                for (var x = 0; x < line.Length; x++)
                    target[x] = (int)Math.Clamp((line[x] + layer.Offsets[o]) >> _graph.Shift, range.Low, range.High);
            }
        }

        return values;
    }

    /// <summary>
    /// The tensors max, z and index of a palette head, from the sums of the score layer, class by class: z's own sums are
    /// their negatives, and on interior cells max (less the highest score) and the winners among lower classes.
    /// </summary>
    private void Choose(PaletteHead palette, long[][] scores)
    {
        var shape = _graph.Image;
        var (stride, plane, classes) = (shape.Width + 2, shape.Length, palette.Classes);
        var offsets = _graph.Decoder.Layers[^1].Offsets;
        var highest = palette.Scores.Interior.High;
        int[] largest = new int[plane], winner = new int[plane], winners = new int[classes * plane];
        for (var y = 0; y < shape.Height; y++)
        {
            for (var x = 0; x < shape.Width; x++)
            {
                var (cell, best, chosen) = (((y + 1) * stride) + x + 1, long.MinValue, 0);
                for (var c = 0; c < classes; c++)
                {
                    var score = (scores[c][cell] + offsets[c]) >> _graph.Shift;
                    if (score > best)
                        (best, chosen) = (score, c);
                }

                var i = (y * shape.Width) + x;
                (largest[i], winner[i]) = (checked((int)(best - highest)), chosen);
                winners[(palette.Reverse(chosen) * plane) + i] = 1;
            }
        }

        var products = new long[classes][];
        Parallel.For(0, classes, c =>
        {
            var sums = scores[c];
            for (var i = 0; i < sums.Length; i++)
                sums[i] = -sums[i];
            for (var i = 0; i < plane; i++)
            {
                var lower = winner[i] < c ? 1L : 0L;
                sums[((i / shape.Width) + 1) * stride + (i % shape.Width) + 1] += (largest[i] + lower) << _graph.Shift;
            }

            products[palette.Reverse(c)] = sums;
        });
        (Tensors[palette.Maximum], Products[palette.Maximum]) = (largest, [Centred(largest, 0)]);
        (Tensors[palette.Winners], Products[palette.Winners]) = (winners, products);
        (Tensors[_graph.ImageTensor], Products[_graph.ImageTensor]) = (winner, [Centred(winner, PaletteHead.IndexBase)]);

        long[] Centred(int[] values, long add)
        {
            var sums = new long[(shape.Height + 2) * stride];
            for (var i = 0; i < plane; i++)
                sums[((i / shape.Width) + 1) * stride + (i % shape.Width) + 1] = (values[i] + add) << _graph.Shift;
            return sums;
        }
    }
}
