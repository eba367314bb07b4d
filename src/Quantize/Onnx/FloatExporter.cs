using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Writes float networks as ONNX graphs.</summary>
internal static class FloatExporter
{
    /// <summary>A decoder: latent values in [-1, 1] to a picture clipped to [0, 1], or to the indices of the largest scores.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="head">What it ends in.</param>
    /// <param name="metadata">Free text by key.</param>
    /// <returns>The file's content.</returns>
    public static OnnxModel Decoder(FloatNetwork decoder, DecoderHead head, IReadOnlyDictionary<string, string> metadata)
    {
        var builder = new OnnxGraphBuilder();
        var y = AddNodes(builder, decoder, "latent");
        var shape = decoder.Graph.Output;
        var input = OnnxGraphBuilder.Value("latent", OnnxDataType.Float, decoder.Graph.Input);
        if (head == DecoderHead.Palette)
            return builder.Build("decoder", input, OnnxGraphBuilder.Value("image", OnnxDataType.Int64, shape with { Channels = 1 }), builder.LargestChannel(y), metadata);
        y = builder.Add("clip", "Clip", [y, builder.Number("black", 0), builder.Number("white", 1)]);
        return builder.Build("decoder", input, OnnxGraphBuilder.Value("image", OnnxDataType.Float, shape), y, metadata);
    }

    /// <summary>An encoder: a picture in [0, 1] to latent values clipped to [-1, 1].</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="metadata">Free text by key.</param>
    /// <returns>The file's content.</returns>
    public static OnnxModel Encoder(FloatNetwork encoder, IReadOnlyDictionary<string, string> metadata)
    {
        var builder = new OnnxGraphBuilder();
        var y = AddNodes(builder, encoder, "picture");
        y = builder.Add("clip", "Clip", [y, builder.Number("lowest", -1), builder.Number("highest", 1)]);
        return builder.Build(
            "encoder", OnnxGraphBuilder.Value("picture", OnnxDataType.Float, encoder.Graph.Input),
            OnnxGraphBuilder.Value("latent", OnnxDataType.Float, encoder.Graph.Output), y, metadata);
    }

    private static string AddNodes(OnnxGraphBuilder builder, FloatNetwork network, string input)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [NetworkGraph.InputName] = input };
        var last = input;
        foreach (var node in network.Graph.Nodes)
        {
            last = AddNode(builder, network, node, [.. node.Inputs.Select(name => values[name])]);
            values.Add(node.Name, last);
        }

        return last;
    }

    private static string AddNode(OnnxGraphBuilder builder, FloatNetwork network, GraphNode node, string[] inputs)
    {
        var name = node.Name;
        switch (node.Operation)
        {
            case GraphOperation.Convolution:
                var (numbers, channels) = (network.Weights[name], network.Graph.InputChannels(node));
                var weights = builder.Add(OnnxTensor.Of($"{name}.weight", numbers.Weights, node.OutputChannels, channels, node.Kernel, node.Kernel));
                var bias = builder.Add(OnnxTensor.Of($"{name}.bias", numbers.Bias, node.OutputChannels));
                return builder.Convolution(name, [inputs[0], weights, bias], node.Kernel, node.Stride);
            case GraphOperation.Relu when float.IsFinite(node.Ceiling):
                return builder.Add(name, "Clip", [inputs[0], builder.Number("zero", 0), builder.Number($"{name}.ceiling", node.Ceiling)]);
            case GraphOperation.Relu:
                return builder.Add(name, "Relu", inputs);
            case GraphOperation.Add:
                return builder.Add(name, "Add", inputs);
            case GraphOperation.Concatenate:
                return builder.Add(name, "Concat", inputs, OnnxGraphBuilder.Integer("axis", 1));
            case GraphOperation.Upsample:
                return builder.Upsample(name, inputs[0], node.Factor);
            case GraphOperation.AveragePool:
                return builder.Add(
                    name, "AveragePool", inputs, OnnxGraphBuilder.Integers("kernel_shape", node.Factor, node.Factor), OnnxGraphBuilder.Integers("strides", node.Factor, node.Factor));
            case GraphOperation.Affine:
                var scaled = builder.Add($"{name}.factor", "Mul", [inputs[0], builder.Number($"{name}.scale", node.Scale)]);
                return builder.Add(name, "Add", [scaled, builder.Number($"{name}.offset", node.Offset)]);
            case GraphOperation.Unshuffle:
                return Unshuffle(builder, network.Graph.Shapes[node.Inputs[0]], node, inputs[0]);
            default:
                throw new ArgumentException($"Node {name}: {node.Operation} has no ONNX form.", nameof(node));
        }
    }

    // Rows and columns of each square become channels behind their own one.
    private static string Unshuffle(OnnxGraphBuilder builder, TensorShape shape, GraphNode node, string input)
    {
        var (name, f) = (node.Name, node.Factor);
        string Sides(string what, params long[] sides) => builder.Add(OnnxTensor.Of($"{name}.{what}", OnnxDataType.Int64, sides, sides.Length));
        var (c, h, w) = (shape.Channels, shape.Height / f, shape.Width / f);
        var cut = builder.Add($"{name}.cut", "Reshape", [input, Sides("squares", 1, c, h, f, w, f)]);
        var moved = builder.Add($"{name}.move", "Transpose", [cut], OnnxGraphBuilder.Integers("perm", 0, 1, 3, 5, 2, 4));
        return builder.Add(name, "Reshape", [moved, Sides("channels", 1, c * f * f, h, w)]);
    }
}
