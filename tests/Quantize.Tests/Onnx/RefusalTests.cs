using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Onnx;

namespace ZkStyle.Quantize.Tests.Onnx;

/// <summary>What cannot be proven is refused by node and operator.</summary>
public sealed class RefusalTests
{
    private static readonly TensorShape s_shape = new(3, 4, 4);

    public static TheoryData<string, string> UnknownOperators => new()
    {
        { "Sigmoid", "end the decoder in Clip" },
        { "Tanh", "end the decoder in Clip" },
        { "Softmax", "export the scores" },
        { "ConvTranspose", "Resize (nearest)" },
        { "LeakyRelu", "use Relu" },
        { "InstanceNormalization", "BatchNormalization" },
        { "MaxPool", "in a decoder" },
        { "AveragePool", "in a decoder" },
        { "MatMul", "Conv, Relu, Clip" },
        { "Loop", "Conv, Relu, Clip" },
        { "Reshape", "Conv, Relu, Clip" },
    };

    [Theory]
    [MemberData(nameof(UnknownOperators))]
    public void Operators(string name, string advice)
    {
        var message = Refusal(builder => builder.Add("odd", name, ["x", builder.Add(OnnxTensor.Of("c", OnnxDataType.Int64, [1, 2, 3], 3))]));
        Assert.StartsWith($"node 'odd' ({name}): ", message, StringComparison.Ordinal);
        Assert.Contains(advice, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("group", 3, "group 3")]
    [InlineData("dilations", 2, "dilation 2")]
    [InlineData("strides", 2, "stride 2")]
    [InlineData("pads", 0, "padding 0")]
    [InlineData("pads", 2, "padding 2")]
    [InlineData("kernel_shape", 5, "a kernel of 5x5")]
    [InlineData("made_up", 1, "'made_up'")]
    public void Convolutions(string attribute, int value, string message)
    {
        var refusal = Refusal(builder =>
        {
            var attributes = new Dictionary<string, OnnxAttribute> { ["pads"] = OnnxGraphBuilder.Integers("pads", 1, 1, 1, 1) };
            long[] values = attribute switch { "pads" => [value, value, value, value], _ => [value, value] };
            attributes[attribute] = attribute is "group" or "made_up" ? OnnxGraphBuilder.Integer(attribute, value) : OnnxGraphBuilder.Integers(attribute, values);
            return builder.Add("odd", "Conv", ["x", Weights(builder, 3, 3, 3)], [.. attributes.Values]);
        });
        Assert.StartsWith("node 'odd' (Conv): ", refusal, StringComparison.Ordinal);
        Assert.Contains(message, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 3, "a kernel of 5x5")]
    [InlineData(2, 3, "a kernel of 2x2")]
    [InlineData(3, 4, "take 4 channels, its input has 3")]
    public void Kernels(int kernel, int inputs, string message) =>
        Assert.Contains(message, Refusal(builder => builder.Convolution("odd", ["x", Weights(builder, 3, inputs, kernel)], kernel, 1)), StringComparison.Ordinal);

    [Fact]
    public void Everything_else_that_differs()
    {
        void Refuses(string message, Func<OnnxGraphBuilder, string> add) => Assert.Contains(message, Refusal(add), StringComparison.Ordinal);
        string Constant(OnnxGraphBuilder builder, params long[] shape) =>
            builder.Add(OnnxTensor.Of("c", [.. Enumerable.Repeat(1f, (int)shape.Aggregate(1L, (a, b) => a * b))], shape));

        Refuses("'odd' (Conv): its input 'x/y' is computed", b => b.Add("odd", "Conv", ["x", b.Add("x", "Relu", ["x"])]));
        Refuses("'odd' (Mul): a product of two activations", b => b.Add("odd", "Mul", ["x", "x"]));
        Refuses("'odd' (Div): it divides by an activation", b => b.Add("odd", "Div", [Constant(b, 1), "x"]));
        Refuses("'odd' (Add): its constant 'c' of 3x4x4 is not one number", b => b.Add("odd", "Add", ["x", Constant(b, 3, 4, 4)]));
        Refuses("'odd' (Add): its constant 'c' of 2x1x1", b => b.Add("odd", "Add", ["x", Constant(b, 2, 1, 1)]));
        Refuses("'odd' (Concat): axis 2", b => b.Add("odd", "Concat", ["x", "x"], OnnxGraphBuilder.Integer("axis", 2)));
        Refuses("'odd' (Clip): a clip from 1 to 1", b => b.Add("odd", "Clip", ["x", b.Number("low", 1), b.Number("high", 1)]));
        Refuses("'odd' (Clip): a clip without a lower bound", b => b.Add("odd", "Clip", ["x", "", b.Number("high", 1)]));
        Refuses("'odd' (Resize): mode 'linear'", b => b.Add("odd", "Resize", ["x", "", Constant(b, 4)], OnnxGraphBuilder.Text("mode", "linear")));
        Refuses("'odd' (ArgMax): only axis 1", b => b.Add("odd", "ArgMax", ["x"], OnnxGraphBuilder.Integer("axis", 2)));
        Refuses("'odd' (ArgMax): only axis 1", b => b.Add("odd", "ArgMax", ["x"], OnnxGraphBuilder.Integer("axis", 1), OnnxGraphBuilder.Integer("select_last_index", 1)));
        Refuses("'odd' (Relu): nothing but Cast", b => b.Add("odd", "Relu", [b.LargestChannel("x")]));
        Refuses("'odd' (Relu): it takes 'nowhere', which nothing before it gives", b => b.Add("odd", "Relu", ["nowhere"]));
        Refuses("training mode", b => b.Add("odd", "BatchNormalization", ["x", .. Enumerable.Repeat(Constant(b, 3), 4)], OnnxGraphBuilder.Integer("training_mode", 1)));
        Refuses("variance of -1", b =>
        {
            var one = Constant(b, 3);
            return b.Add("odd", "BatchNormalization", ["x", one, one, one, b.Add(OnnxTensor.Of("variance", [-1, 1, 1], 3))]);
        });
        Refuses("goes from 0 to 0.5", b => b.Add("odd", "Clip", [b.Convolution("fine", ["x", Weights(b, 3, 3, 1)], 1, 1), b.Number("low", 0), b.Number("high", 0.5)]));
        Refuses("must end in Conv or Add", b => b.Upsample("odd", b.Convolution("fine", ["x", Weights(b, 3, 3, 1)], 1, 1), 2));
        Refuses("'odd' (Pad): padding of its own", b => b.Add("odd", "Pad", ["x", b.Add(OnnxTensor.Of("p", OnnxDataType.Int64, [0, 0, 1, 1, 0, 0, 1, 1], 8))]));
        Refuses("is not finite", b => b.Add("odd", "Mul", ["x", b.Number("nan", double.NaN)]));
    }

    [Fact]
    public void Quantization_that_does_not_fit()
    {
        void Refuses(string message, Func<OnnxGraphBuilder, string> add) => Assert.Contains(message, Refusal(add), StringComparison.Ordinal);
        string Zero(OnnxGraphBuilder b, OnnxDataType type, int value) => b.Add(OnnxTensor.Of($"zero{value}", type, [value]));
        string Pair(OnnxGraphBuilder b, string name, string x, double scale, OnnxDataType type, int zero)
        {
            var step = b.Number($"{name}.scale", scale);
            return b.Add($"{name}.read", "DequantizeLinear", [b.Add(name, "QuantizeLinear", [x, step, Zero(b, type, zero)]), step, Zero(b, type, zero)]);
        }

        string Latent(OnnxGraphBuilder b) => Pair(b, "input", "x", 1.0 / 127, OnnxDataType.Int8, 0);
        string Integers(OnnxGraphBuilder b, string name, OnnxDataType type = OnnxDataType.Int8) => b.Add(
            $"{name}.floats", "DequantizeLinear", [b.Add(OnnxTensor.Of($"{name}.weight", type, [.. Enumerable.Range(1, 9).Select(i => (long)i)], 3, 3, 1, 1)), b.Number("w.scale", 0.01)]);
        string Conv(OnnxGraphBuilder b, string name, string x) => b.Convolution(name, [x, Integers(b, name)], 1, 1);

        Refuses("'input' (QuantizeLinear): zero point 3 of the latent", b => Pair(b, "input", "x", 0.1, OnnxDataType.Int8, 3));
        Refuses("'odd' (Conv): its input is not quantized", b => Conv(b, "odd", b.Add("relu", "Relu", [Conv(b, "fine", Latent(b))])));
        Refuses("'odd' (Conv): its weights are not quantized", b => b.Convolution("odd", [Latent(b), Weights(b, 3, 3, 1)], 1, 1));
        Refuses("a range from -1.4 to 1.15 (zero point 12) cannot be proven", b => Conv(b, "end", Pair(b, "odd", Conv(b, "fine", Latent(b)), 0.01, OnnxDataType.Int8, 12)));
        Refuses("'odd.read' (DequantizeLinear): its scale or zero point differs", b =>
            b.Add("odd.read", "DequantizeLinear", [b.Add("odd", "QuantizeLinear", [Conv(b, "fine", Latent(b)), b.Number("s", 1), Zero(b, OnnxDataType.Int8, 0)]), b.Number("t", 2), Zero(b, OnnxDataType.Int8, 0)]));
        Refuses("'odd' (Add): one of its inputs was clipped", b => b.Add("odd", "Add", [b.Add("relu", "Relu", [Conv(b, "a", Latent(b))]), Conv(b, "b", "input.read/y")]));
        Refuses("its scale 0 is 0", b => b.Convolution("end", [Latent(b), b.Add("odd", "DequantizeLinear", [b.Add(OnnxTensor.Of("w", OnnxDataType.Int8, new long[9], 3, 3, 1, 1)), b.Number("s", 0)])], 1, 1));
        Refuses("go along axis 1", b => b.Convolution(
            "end", [Latent(b), b.Add("odd", "DequantizeLinear", [b.Add(OnnxTensor.Of("w", OnnxDataType.Int8, new long[9], 3, 3, 1, 1)), b.Add(OnnxTensor.Of("s", [1, 1, 1], 3))])], 1, 1));
        Refuses("'odd' (Sigmoid)", b => b.Add("odd", "Sigmoid", [Latent(b)]));
        Refuses("'odd' (Concat): its input", b => b.Add("odd", "Concat", [Latent(b), Conv(b, "a", "input.read/y")], OnnxGraphBuilder.Integer("axis", 1)));
    }

    [Fact]
    public void Graphs_of_other_inputs_and_outputs()
    {
        var model = RandomGraph.Make(new Random(1));
        void Refuses(string message, OnnxModel odd) => Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Import(odd)).Message, StringComparison.Ordinal);
        OnnxModel WithInput(params long[] shape) => model with { Inputs = [model.Inputs[0] with { Shape = shape }] };
        Refuses("2 inputs and 1 outputs", model with { Inputs = [model.Inputs[0], model.Inputs[0] with { Name = "other" }] });
        Refuses("export with a batch of 1", WithInput(4, 3, 3, 4));
        Refuses("is no [batch, channels, height, width]", WithInput(3, 3, 4));
        Refuses("is 1x3x?x4", WithInput(1, 3, 0, 4));
        Refuses("does not depend on its input", model with { Outputs = [model.Outputs[0] with { Name = "black" }] });
        Refuses("only ONNX's own operators", model with { Nodes = [model.Nodes[0] with { Domain = "com.microsoft" }, .. model.Nodes.Skip(1)] });
        Refuses("is given twice", model with { Nodes = [model.Nodes[0], .. model.Nodes] });
    }

    private static string Weights(OnnxGraphBuilder builder, int outputs, int inputs, int kernel) =>
        builder.Add(OnnxTensor.Of("weights", [.. Enumerable.Repeat(0.1f, outputs * inputs * kernel * kernel)], outputs, inputs, kernel, kernel));

    private static string Refusal(Func<OnnxGraphBuilder, string> add)
    {
        var builder = new OnnxGraphBuilder();
        var y = add(builder);
        var model = builder.Build(
            "odd", OnnxGraphBuilder.Value("x", OnnxDataType.Float, s_shape), OnnxGraphBuilder.Value("out", OnnxDataType.Float, s_shape), y, new Dictionary<string, string>());
        var error = Assert.Throws<InvalidDataException>(() => Import(RandomGraph.ThroughFile(model)));
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    private static void Import(OnnxModel model)
    {
        using var stream = new MemoryStream();
        OnnxWriter.Write(model, stream);
        stream.Position = 0;
        OnnxImport.Read(stream);
    }
}
