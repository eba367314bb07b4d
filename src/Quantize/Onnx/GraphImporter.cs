using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Goes through an ONNX graph node by node; what a node means is for those who derive from this.</summary>
/// <typeparam name="TFlow">What is known of a tensor that depends on the graph's input.</typeparam>
internal abstract class GraphImporter<TFlow>
    where TFlow : class
{
    private readonly Dictionary<string, OnnxTensor> _constants;
    private readonly Dictionary<string, QuantizedConstant> _quantized = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TFlow> _flows = new(StringComparer.Ordinal);
    private long _foldedElements;

    /// <summary>Starts with a graph's constants.</summary>
    /// <param name="model">The file's content.</param>
    /// <exception cref="InvalidDataException">The graph has not one input and one output.</exception>
    protected GraphImporter(OnnxModel model)
    {
        Model = model;
        if (model.Inputs.Count != 1 || model.Outputs.Count != 1)
            throw new InvalidDataException($"The ONNX graph has {model.Inputs.Count} inputs and {model.Outputs.Count} outputs; one of each expected.");
        _constants = new Dictionary<string, OnnxTensor>(model.Tensors, StringComparer.Ordinal);
        InputShape = ShapeOf(model.Inputs[0]);
    }

    /// <summary>The file's content.</summary>
    protected OnnxModel Model { get; }

    /// <summary>Shape of the graph's input, without the batch.</summary>
    protected TensorShape InputShape { get; }

    /// <summary>What messages and layers call a node.</summary>
    /// <param name="node">The node.</param>
    protected static string NameOf(OnnxNode node) => node.Name.Length > 0 ? node.Name : node.Outputs[0];

    /// <summary>Goes through all nodes.</summary>
    /// <param name="input">What is known of the graph's input.</param>
    /// <returns>What is known of the graph's output.</returns>
    /// <exception cref="InvalidDataException">A node cannot be used; the message names it and its operator.</exception>
    protected TFlow Walk(TFlow input)
    {
        _flows.Add(Model.Inputs[0].Name, input);
        foreach (var node in Model.Nodes)
        {
            if (node.Domain.Length > 0)
                throw node.Refuse("only ONNX's own operators can be proven.");
            if (node.Outputs.Count == 0 || node.Outputs[0].Length == 0)
                throw node.Refuse("it has no output.");
            var name = node.Outputs[0];
            if (_flows.ContainsKey(name) || _constants.ContainsKey(name))
                throw node.Refuse($"its output {OnnxText.Quote(name)} is given twice.");
            var reader = new NodeReader(node);
            if (Constant(reader) is { } constant)
            {
                _foldedElements += constant.Count;
                if (_foldedElements > OnnxLimits.Elements)
                    throw node.Refuse($"the graph's computed constants have more than {OnnxLimits.Elements} elements.");
                _constants.Add(name, constant with { Name = name });
            }
            else
                _flows.Add(name, Visit(reader));
        }

        var output = Model.Outputs[0].Name;
        return _flows.GetValueOrDefault(output) ?? throw new InvalidDataException($"The ONNX graph's output {OnnxText.Quote(output)} does not depend on its input.");
    }

    /// <summary>Works out a node that depends on the graph's input.</summary>
    /// <param name="reader">The node.</param>
    /// <returns>What is known of its first output.</returns>
    protected abstract TFlow Visit(NodeReader reader);

    /// <summary>The shape of a tensor that depends on the graph's input.</summary>
    /// <param name="flow">What is known of it.</param>
    protected abstract TensorShape ShapeOf(TFlow flow);

    /// <summary>An input that depends on the graph's input.</summary>
    /// <param name="node">The node.</param>
    /// <param name="index">The input's place.</param>
    protected TFlow Flow(OnnxNode node, int index) =>
        FindFlow(node, index) ?? throw node.Refuse($"its input {index} is constant or missing, an activation expected.");

    /// <summary>An input, if it depends on the graph's input.</summary>
    /// <param name="node">The node.</param>
    /// <param name="index">The input's place.</param>
    protected TFlow? FindFlow(OnnxNode node, int index) => node.Input(index) is { } name ? _flows.GetValueOrDefault(name) : null;

    /// <summary>A constant input.</summary>
    /// <param name="node">The node.</param>
    /// <param name="index">The input's place.</param>
    protected OnnxTensor Constant(OnnxNode node, int index) =>
        FindConstant(node, index) ?? throw node.Refuse($"its input {index} is missing.");

    /// <summary>An input that must be constant where it is given.</summary>
    /// <param name="node">The node.</param>
    /// <param name="index">The input's place.</param>
    /// <returns>The constant; null when it was left out.</returns>
    protected OnnxTensor? FindConstant(OnnxNode node, int index) => node.Input(index) is not { } name ? null
        : _constants.TryGetValue(name, out var constant) ? constant
        : throw node.Refuse($"its input {OnnxText.Quote(name)} is computed; a constant can be proven.");

    /// <summary>The constant of a name, as <see cref="ResizeRule"/> asks for it.</summary>
    /// <param name="node">The node that takes it.</param>
    protected Func<string, OnnxTensor> ConstantsOf(OnnxNode node) => name => _constants.TryGetValue(name, out var constant)
        ? constant
        : throw node.Refuse($"its input {OnnxText.Quote(name)} is computed; a constant can be proven.");

    /// <summary>The integers and scales of a constant input that a DequantizeLinear made.</summary>
    /// <param name="node">The node.</param>
    /// <param name="index">The input's place.</param>
    /// <returns>The constant; null when it was given as floats.</returns>
    protected QuantizedConstant? FindQuantized(OnnxNode node, int index) =>
        node.Input(index) is { } name ? _quantized.GetValueOrDefault(name) : null;

    /// <summary>Brings an axis of a [1, channels, height, width] tensor to 0 to 3.</summary>
    /// <param name="axis">The axis, counted from the end when negative.</param>
    protected static long Axis(long axis) => axis < 0 ? axis + 4 : axis;

    private OnnxTensor? Fold(NodeReader reader, OnnxTensor?[] inputs)
    {
        if (reader.Node.Operator == "QuantizeLinear")
            return QuantizedConstant.Quantize(reader, inputs);
        if (reader.Node.Operator != "DequantizeLinear")
            return ConstantFolding.Fold(reader, inputs);
        var quantized = QuantizedConstant.Of(reader, inputs);
        _quantized.Add(reader.Node.Outputs[0], quantized);
        return quantized.ToFloatTensor();
    }

    private OnnxTensor? Constant(NodeReader reader)
    {
        var node = reader.Node;
        foreach (var name in node.Inputs)
        {
            if (name.Length > 0 && !_flows.ContainsKey(name) && !_constants.ContainsKey(name))
                throw node.Refuse($"it takes {OnnxText.Quote(name)}, which nothing before it gives.");
        }

        if (node.Operator == "Shape" && FindFlow(node, 0) is { } flow && node.Attributes.Count == 0)
        {
            var shape = ShapeOf(flow);
            return OnnxTensor.Of("", OnnxDataType.Int64, [1, shape.Channels, shape.Height, shape.Width], 4);
        }

        if (node.Inputs.Any(_flows.ContainsKey))
            return null;
        OnnxTensor?[] inputs = [.. node.Inputs.Select(name => _constants.GetValueOrDefault(name))];
        return Fold(reader, inputs) ?? throw node.Refuse("this operator on constants is not supported; let the exporter fold constants.");
    }

    private static TensorShape ShapeOf(OnnxValueInfo input)
    {
        var shown = OnnxText.Quote(input.Name);
        if (input.Shape is not { Count: 4 } sides)
            throw new InvalidDataException($"The input {shown} is no [batch, channels, height, width].");
        if (sides[0] > 1)
            throw new InvalidDataException($"The input {shown} is a batch of {sides[0]}; export with a batch of 1.");
        if (sides[1] is < 1 or > OnnxLimits.Channels || sides[2] is < 1 or > NetworkGraph.MaxSide || sides[3] is < 1 or > NetworkGraph.MaxSide)
            throw new InvalidDataException($"The input {shown} is {string.Join('x', sides.Select(side => side == 0 ? "?" : $"{side}"))}; export with fixed channels, height and width, up to {OnnxLimits.Channels} channels and {NetworkGraph.MaxSide} a side.");
        return new TensorShape((int)sides[1], (int)sides[2], (int)sides[3]);
    }
}
