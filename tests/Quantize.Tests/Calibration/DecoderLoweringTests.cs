using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Tests.Calibration;

public class DecoderLoweringTests
{
    [Fact]
    public void Lowered_layers_compute_what_the_graph_computes()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var decoder = GraphBuilder.AnyGraph(seed);
            var layers = DecoderLowering.Of(decoder, DecoderHead.Rgb);
            foreach (var latent in GraphBuilder.Latents(decoder, 2, seed))
                Compare(decoder, layers, StyleModel.LatentValues(latent), seed);
        }
    }

    [Fact]
    public void Any_graph_becomes_a_decoder_that_follows_it()
    {
        for (var seed = 1; seed <= 120; seed++)
        {
            var decoder = GraphBuilder.AnyGraph(seed);
            var latents = GraphBuilder.Latents(decoder, 6, seed);
            var options = new QuantizationOptions { Coverage = 1, MaxTableRows = long.MaxValue };
            var found = PostTrainingQuantizer.QuantizeDecoder(decoder, DecoderHead.Rgb, latents, options);
            var again = PostTrainingQuantizer.QuantizeDecoder(decoder, DecoderHead.Rgb, found.Steps, options).Decoder;
            double squares = 0, count = 0;
            foreach (var latent in latents)
            {
                var image = IntegerInference.Decode(found.Decoder, latent);
                Assert.Equal(image, IntegerInference.Decode(again, latent));
                foreach (var (real, integer) in decoder.Run(StyleModel.LatentValues(latent)).Zip(image))
                {
                    var difference = Math.Clamp(real, 0, 1) - (integer / 255.0);
                    squares += difference * difference;
                    count++;
                }
            }

            Assert.True(Math.Sqrt(squares / count) < 0.02, $"seed {seed}: {Math.Sqrt(squares / count)}");
        }
    }

    [Fact]
    public void A_chain_stays_a_chain_of_one_convolution_a_layer()
    {
        var layers = DecoderLowering.Of(GraphBuilder.PaletteChain(1), DecoderHead.Palette);
        Assert.Equal(["conv.0", "conv.2", "conv.5", "conv.7"], layers.Select(layer => layer.Name));
        Assert.Equal(["relu.1", "relu.3", "relu.6", "conv.7"], layers.Select(layer => layer.Output));
        Assert.Equal([Activation.Relu, Activation.Relu, Activation.Relu, Activation.Score], layers.Select(layer => layer.Activation));
        Assert.Equal([(0, false, 3), (1, false, 3), (2, true, 3), (3, false, 3)], layers.Select(layer => Terms(layer).Single()));
    }

    [Fact]
    public void A_residual_block_adds_in_one_layer()
    {
        var builder = new GraphBuilder(new TensorShape(3, 4, 4), 1);
        var x = builder.Relu(builder.Convolution(NetworkGraph.InputName, 4, 3));
        var y = builder.Relu(builder.Convolution(x, 4, 3));
        builder.Convolution(builder.Relu(builder.Sum(builder.Convolution(y, 4, 3), x)), 3, 3);
        var decoder = builder.Build();
        var layers = DecoderLowering.Of(decoder, DecoderHead.Rgb);
        Assert.Equal(4, layers.Count);
        Assert.Equal([(2, false, 3), (1, false, 1)], Terms(layers[2]));
        var quantized = DecoderQuantizer.Build(decoder.Graph.Input, layers, [0.01, 0.02, 0.015, 1.0 / 255]);
        var identity = quantized.Layers[2].Inputs[1];
        Assert.Equal([.. Enumerable.Range(0, 16).Select(k => (sbyte)(k / 4 == k % 4 ? 1 : 0))], identity.Weights);
        Assert.All(identity.Multipliers, multiplier => Assert.Equal((int)Math.Round(0.01 / 0.015 * 65536), multiplier));
    }

    [Fact]
    public void A_concatenation_splits_the_next_convolution_over_its_parts()
    {
        var builder = new GraphBuilder(new TensorShape(3, 4, 4), 1);
        var x = builder.Relu(builder.Convolution(NetworkGraph.InputName, 4, 1));
        var y = builder.Relu(builder.Convolution(x, 2, 3));
        var head = builder.Convolution(builder.Up(builder.Join(y, x)), 3, 3);
        var decoder = builder.Build();
        var layers = DecoderLowering.Of(decoder, DecoderHead.Rgb);
        Assert.Equal([Activation.Relu, Activation.Relu, Activation.Relu, Activation.ImageByte], layers.Select(layer => layer.Activation));
        // The first layer is read as it is and doubled, so a relay repeats it for the latter.
        Assert.Equal([false, true, false, false], layers.Select(layer => layer.IsRelay));
        Assert.Equal([(1, false, 3)], Terms(layers[2]));
        Assert.Equal([(3, true, 3), (2, true, 3)], Terms(layers[3]));
        Assert.Equal(decoder.Weights[head].Weights.Length, layers[^1].Sum.WeightCount);

        var found = PostTrainingQuantizer.QuantizeDecoder(decoder, DecoderHead.Rgb, GraphBuilder.Latents(decoder, 4, 1), new QuantizationOptions());
        foreach (var latent in GraphBuilder.Latents(decoder, 2, 9))
        {
            var traces = IntegerInference.Trace(found.Decoder, latent);
            Assert.Equal(traces[0].Activations, traces[1].Activations);
        }
    }

    [Fact]
    public void What_a_convolution_reads_of_a_convolution_is_kept_signed()
    {
        var builder = new GraphBuilder(new TensorShape(3, 4, 4), 1);
        var x = builder.Convolution(NetworkGraph.InputName, 4, 3);
        builder.Convolution(builder.Up(x), 3, 3);
        var layers = DecoderLowering.Of(builder.Build(), DecoderHead.Rgb);
        Assert.Equal([Activation.Signed, Activation.ImageByte], layers.Select(layer => layer.Activation));
        Assert.Equal((1, true, 3), Terms(layers[1]).Single());
    }

    [Fact]
    public void Rectifiers_move_below_upsampling_and_upsampling_twice_takes_a_layer_between()
    {
        var builder = new GraphBuilder(new TensorShape(3, 4, 4), 1);
        var x = builder.Relu(builder.Up(builder.Convolution(NetworkGraph.InputName, 4, 3)));
        builder.Convolution(builder.Up(x), 3, 3);
        var decoder = builder.Build();
        var layers = DecoderLowering.Of(decoder, DecoderHead.Rgb);
        Assert.Equal([Activation.Relu, Activation.Relu, Activation.ImageByte], layers.Select(layer => layer.Activation));
        Assert.Equal([(0, false, 3), (1, true, 1), (2, true, 3)], layers.Select(layer => Terms(layer).Single()));
        var found = PostTrainingQuantizer.QuantizeDecoder(decoder, DecoderHead.Rgb, GraphBuilder.Latents(decoder, 2, 1), new QuantizationOptions());
        Assert.Equal(found.Report.ActivationScales[0], found.Report.ActivationScales[1]);
        Assert.Equal(new TensorShape(3, 16, 16), found.Decoder.Image);
    }

    [Fact]
    public void Sums_of_more_than_eight_tensors_are_split()
    {
        var builder = new GraphBuilder(new TensorShape(3, 4, 4), 1);
        var parts = new List<string>();
        for (var i = 0; i < 20; i++)
            parts.Add(builder.Convolution(builder.Relu(builder.Convolution(NetworkGraph.InputName, 2, 3)), 3, 3));
        builder.Relu(parts.Aggregate(builder.Sum));
        builder.Convolution(builder.Relu(parts.Aggregate(builder.Sum)), 3, 3);
        var decoder = builder.Build();
        var layers = DecoderLowering.Of(decoder, DecoderHead.Rgb);
        Assert.All(layers, layer => Assert.InRange(layer.Sum.Terms.Count, 1, 8));
        Assert.Contains(layers, layer => layer.Activation == Activation.Signed);
        Compare(decoder, layers, StyleModel.LatentValues(GraphBuilder.Latents(decoder, 1, 1)[0]), 1);
    }

    [Fact]
    public void Tight_tables_make_graphs_coarser_too()
    {
        var coarser = 0;
        for (var seed = 1; seed <= 40; seed++)
        {
            var decoder = GraphBuilder.AnyGraph(seed);
            var latents = GraphBuilder.Latents(decoder, 4, seed);
            var options = new QuantizationOptions { Coverage = 0.5, MaxTableRows = long.MaxValue };
            var free = PostTrainingQuantizer.QuantizeDecoder(decoder, DecoderHead.Rgb, latents, options).Report;
            var rows = DecoderBounds.FixedRows + ((free.Bounds.UsedRows - DecoderBounds.FixedRows) * 9 / 10);
            try
            {
                var report = PostTrainingQuantizer.QuantizeDecoder(decoder, DecoderHead.Rgb, latents, options with { MaxTableRows = rows }).Report;
                Assert.InRange(report.Bounds.UsedRows, 1, rows);
                Assert.Contains(report.Coarsening, factor => factor > 1);
                coarser++;
            }
            catch (InvalidOperationException e)
            {
                Assert.Contains("lookup rows", e.Message, StringComparison.Ordinal);
            }
        }

        Assert.InRange(coarser, 5, 40);
    }

    [Fact]
    public void A_ceiling_is_where_activations_saturate()
    {
        var builder = new GraphBuilder(new TensorShape(3, 4, 4), 1);
        builder.Convolution(builder.Relu(builder.Convolution(NetworkGraph.InputName, 8, 3, gain: 4), 0.5f), 3, 3);
        var decoder = builder.Build();
        var found = PostTrainingQuantizer.QuantizeDecoder(decoder, DecoderHead.Rgb, GraphBuilder.Latents(decoder, 4, 1), new QuantizationOptions());
        Assert.Equal(0.5 / 127, found.Report.ActivationScales[0]);
    }

    [Fact]
    public void What_cannot_be_proven_is_refused_by_node_and_operation()
    {
        Refused("node conv.0 (convolution)", "5x5", b => b.Convolution(NetworkGraph.InputName, 3, 5));
        Refused("node up.0 (upsample)", "factor of 4", b => b.Convolution(b.Up(NetworkGraph.InputName, 4), 3, 3));
        var graph = new NetworkGraph(new TensorShape(3, 4, 4), [GraphNode.Resize("pool", GraphOperation.AveragePool, NetworkGraph.InputName, 2)]);
        Assert.Contains("node pool (averagePool)", Assert.Throws<ArgumentException>(() => DecoderLowering.Of(new FloatNetwork(graph, new Dictionary<string, ConvolutionWeights>()), DecoderHead.Rgb)).Message, StringComparison.Ordinal);
        graph = new NetworkGraph(new TensorShape(3, 4, 4), [GraphNode.Convolution("strided", NetworkGraph.InputName, 3, 3, stride: 2, normalized: false)]);
        var weights = new Dictionary<string, ConvolutionWeights> { ["strided"] = new(new float[81], new float[3]) };
        Assert.Contains("node strided (convolution): a kernel of 3x3 with stride 2", Assert.Throws<ArgumentException>(() => DecoderLowering.Of(new FloatNetwork(graph, weights), DecoderHead.Rgb)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sums_without_end_are_refused_in_time()
    {
        // Every node doubles the channels or the paths; a small file could ask for all of it.
        Refused("node", "weights", b =>
        {
            var x = NetworkGraph.InputName;
            for (var i = 0; i < 10; i++)
                x = b.Join(x, x);
            for (var i = 0; i < 50; i++)
                x = b.Relu(x);
            b.Convolution(x, 3, 1);
        });
        var builder = new GraphBuilder(new TensorShape(2, 2, 2), 1);
        var sum = NetworkGraph.InputName;
        for (var i = 0; i < 200; i++)
            sum = builder.Affine(builder.Sum(sum, sum), 0.5f, 0);
        builder.Convolution(sum, 3, 3);
        Assert.Single(DecoderLowering.Of(builder.Build(), DecoderHead.Rgb));
    }

    private static List<(int Source, bool Upsample, int Kernel)> Terms(LoweredLayer layer) =>
        [.. layer.Sum.Terms.Select(term => (term.Source, term.Upsample, term.Kernel))];

    private static void Refused(string node, string reason, Action<GraphBuilder> build)
    {
        var builder = new GraphBuilder(new TensorShape(3, 4, 4), 1);
        build(builder);
        var message = Assert.Throws<ArgumentException>(() => DecoderLowering.Of(builder.Build(), DecoderHead.Rgb)).Message;
        Assert.Contains(node, message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    // The oracle: every layer cell by cell from the tensors before it, in double precision.
    private static void Compare(FloatNetwork decoder, IReadOnlyList<LoweredLayer> layers, float[] latent, int seed)
    {
        var expected = new Dictionary<string, float[]>();
        decoder.Run(latent, (name, values) => expected[name] = values.ToArray());
        var input = decoder.Graph.Input;
        var tensors = new List<(TensorShape Shape, double[] Values)> { (input, Array.ConvertAll(latent, v => (double)v)) };
        foreach (var layer in layers)
        {
            tensors.Add(Evaluate(layer, tensors));
            if (!expected.TryGetValue(layer.Output, out var values))
                continue;
            var (shape, actual) = tensors[^1];
            var factor = decoder.Graph.Shapes[layer.Output].Height / shape.Height;
            for (var i = 0; i < values.Length; i++)
            {
                var (width, height) = (shape.Width * factor, shape.Height * factor);
                var (c, y, x) = (i / (height * width), i / width % height, i % width);
                var value = actual[(((c * shape.Height) + (y / factor)) * shape.Width) + (x / factor)];
                Assert.True(Math.Abs(values[i] - value) <= 1e-3 * (1 + Math.Abs(value)), $"seed {seed}, layer {layer.Name}: {values[i]} expected, got {value}");
            }
        }
    }

    private static (TensorShape Shape, double[] Values) Evaluate(LoweredLayer layer, List<(TensorShape Shape, double[] Values)> tensors)
    {
        var first = layer.Sum.Terms[0];
        var factor = first.Upsample ? 2 : 1;
        var shape = new TensorShape(layer.Sum.Channels, tensors[first.Source].Shape.Height * factor, tensors[first.Source].Shape.Width * factor);
        var result = new double[shape.Length];
        for (var cell = 0; cell < result.Length; cell++)
        {
            var (o, y, x) = (cell / (shape.Height * shape.Width), cell / shape.Width % shape.Height, cell % shape.Width);
            var sum = layer.Sum.Bias[o];
            foreach (var term in layer.Sum.Terms)
            {
                var (source, values) = tensors[term.Source];
                var up = term.Upsample ? 2 : 1;
                Assert.Equal((shape.Height, shape.Width), (source.Height * up, source.Width * up));
                for (var k = 0; k < term.RowLength; k++)
                {
                    var (i, a, b) = (k / (term.Kernel * term.Kernel), k / term.Kernel % term.Kernel, k % term.Kernel);
                    var (line, column) = (y + a - (term.Kernel / 2), x + b - (term.Kernel / 2));
                    if (line >= 0 && line < shape.Height && column >= 0 && column < shape.Width)
                        sum += term.Row(o)[k] * values[(((i * source.Height) + (line / up)) * source.Width) + (column / up)];
                }
            }

            result[cell] = layer.Activation == Activation.Relu ? Math.Min(layer.Ceiling, Math.Max(0, sum)) : sum;
        }

        return (shape, result);
    }
}
