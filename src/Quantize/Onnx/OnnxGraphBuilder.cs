using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Collects the nodes and constants of an ONNX graph that is to be written.</summary>
internal sealed class OnnxGraphBuilder
{
    /// <summary>The operator set of written files.</summary>
    public const int Opset = OnnxReader.MinOpset;

    private const string Producer = "ZkStyle";

    private readonly List<OnnxNode> _nodes = [];
    private readonly Dictionary<string, OnnxTensor> _tensors = new(StringComparer.Ordinal);

    /// <summary>Adds a node of one output.</summary>
    /// <param name="name">The node's name; its output is called like it with <c>/y</c>.</param>
    /// <param name="operatorName">The operator.</param>
    /// <param name="inputs">Names of what it takes.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The output's name.</returns>
    public string Add(string name, string operatorName, IReadOnlyList<string> inputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        var output = $"{name}/y";
        var byName = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        foreach (var attribute in attributes)
            byName.Add(attribute.Name, attribute);
        _nodes.Add(new OnnxNode(name, operatorName, "", inputs, [output], byName));
        return output;
    }

    /// <summary>Adds a constant, unless one of this name is there.</summary>
    /// <param name="tensor">The constant.</param>
    /// <returns>Its name.</returns>
    public string Add(OnnxTensor tensor)
    {
        _tensors.TryAdd(tensor.Name, tensor);
        return tensor.Name;
    }

    /// <summary>Adds a float.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The number.</param>
    /// <returns>Its name.</returns>
    public string Number(string name, double value) => Add(OnnxTensor.Of(name, [(float)value]));

    /// <summary>Adds a convolution that keeps the size, divided by the stride.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="inputs">Input, weights and bias.</param>
    /// <param name="kernel">Side of the kernel.</param>
    /// <param name="stride">Input cells per output cell.</param>
    /// <returns>The output's name.</returns>
    public string Convolution(string name, IReadOnlyList<string> inputs, int kernel, int stride)
    {
        var half = (kernel - 1) / 2;
        return Add(
            name, "Conv", inputs, Integers("kernel_shape", kernel, kernel), Integers("pads", half, half, half, half), Integers("strides", stride, stride));
    }

    /// <summary>Adds a nearest doubling or a larger repetition.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="input">What it takes.</param>
    /// <param name="factor">The factor.</param>
    /// <returns>The output's name.</returns>
    public string Upsample(string name, string input, int factor)
    {
        var scales = Add(OnnxTensor.Of($"scales.{factor}", [1, 1, factor, factor], 4));
        return Add(
            name, "Resize", [input, "", scales], Text("coordinate_transformation_mode", "asymmetric"), Text("mode", "nearest"), Text("nearest_mode", "floor"));
    }

    /// <summary>Adds the choice of the largest channel, the lowest on ties.</summary>
    /// <param name="input">The scores.</param>
    /// <returns>The output's name.</returns>
    public string LargestChannel(string input) =>
        Add("choice", "ArgMax", [input], Integer("axis", 1), Integer("keepdims", 1), Integer("select_last_index", 0));

    /// <summary>Finishes the graph.</summary>
    /// <param name="name">The graph's name.</param>
    /// <param name="input">The input's name, type and shape.</param>
    /// <param name="output">The output's type and shape.</param>
    /// <param name="result">The name of what becomes the output.</param>
    /// <param name="metadata">Free text by key.</param>
    /// <returns>The file's content.</returns>
    public OnnxModel Build(
        string name, OnnxValueInfo input, OnnxValueInfo output, string result, IReadOnlyDictionary<string, string> metadata)
    {
        var last = _nodes.FindIndex(node => node.Outputs[0] == result);
        _nodes[last] = _nodes[last] with { Outputs = [output.Name] };
        return new OnnxModel(Opset, Producer, name, _nodes, _tensors, [input], [output]) { Metadata = metadata };
    }

    /// <summary>An input or output.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its element type.</param>
    /// <param name="shape">Its shape, less the batch of 1.</param>
    /// <returns>The value.</returns>
    public static OnnxValueInfo Value(string name, OnnxDataType type, TensorShape shape) => new(name, (int)type, [1, shape.Channels, shape.Height, shape.Width]);

    /// <summary>An attribute of one integer.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The integer.</param>
    /// <returns>The attribute.</returns>
    public static OnnxAttribute Integer(string name, long value) => new(name) { Integer = value };

    /// <summary>An attribute of several integers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The integers.</param>
    /// <returns>The attribute.</returns>
    public static OnnxAttribute Integers(string name, params long[] values) => new(name) { Integers = values };

    /// <summary>An attribute of text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The text.</param>
    /// <returns>The attribute.</returns>
    public static OnnxAttribute Text(string name, string value) => new(name) { Text = value };
}
