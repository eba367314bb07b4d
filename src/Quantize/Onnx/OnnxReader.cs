using ZkStyle.Quantize.Files;

namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// Reads ONNX files (onnx.proto of ONNX, intermediate representation 3 and later) that nobody vouches for. Every count
/// and length is checked before anything is allocated for it; see <see cref="OnnxLimits"/>.
/// </summary>
internal sealed class OnnxReader
{
    /// <summary>The oldest operator set whose operators are known here.</summary>
    public const int MinOpset = 13;

    /// <summary>The newest operator set whose operators are known here.</summary>
    public const int MaxOpset = 25;

    private const int MaxTextBytes = 1 << 16;

    private readonly OnnxTensorReader _tensors = new();
    private int _nodes;

    private OnnxReader()
    {
    }

    /// <summary>Reads a file.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <returns>Its content.</returns>
    /// <exception cref="InvalidDataException">The file is malformed, too large, or keeps weights in other files; the message is one line.</exception>
    public static OnnxModel Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new OnnxReader().ReadModel(new ProtobufReader(BoundedReading.ReadToEnd(stream, OnnxLimits.FileBytes, "The ONNX file")));
    }

    private OnnxModel ReadModel(ProtobufReader message)
    {
        long? opset = null;
        var producer = "";
        OnnxModel? graph = null;
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        while (message.Next(out var field))
        {
            switch (field)
            {
                case 2:
                    producer = message.Text();
                    break;
                case 7:
                    if (graph is not null)
                        throw new InvalidDataException("The ONNX file has two graphs.");
                    graph = ReadGraph(message.Message());
                    break;
                case 8:
                    ReadOpset(message.Message(), ref opset);
                    break;
                case 14:
                    ReadMetadata(message.Message(), metadata);
                    break;
                case 25:
                    throw new InvalidDataException("The ONNX file defines functions of its own; inline them before exporting.");
                default:
                    message.Skip();
                    break;
            }
        }

        if (graph is null)
            throw new InvalidDataException("This is no ONNX file: it has no graph.");
        if (opset is not (>= MinOpset and <= MaxOpset))
            throw new InvalidDataException($"The ONNX file uses operator set {opset?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "(none named)"}; export it with opset_version={MinOpset} to {MaxOpset}.");
        return graph with { Opset = opset.Value, Producer = producer, Metadata = metadata };
    }

    private static void ReadOpset(ProtobufReader message, ref long? opset)
    {
        var domain = "";
        long version = 0;
        while (message.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    domain = message.Text();
                    break;
                case 2:
                    version = message.Integer();
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        // Operators of other domains are refused where a node uses one.
        if (OnnxDomains.IsOwn(domain))
            opset = version;
    }

    private static void ReadMetadata(ProtobufReader message, Dictionary<string, string> metadata)
    {
        var (key, value) = ("", "");
        while (message.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    key = message.Text();
                    break;
                case 2:
                    value = message.Text(MaxTextBytes);
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        if (metadata.Count >= OnnxLimits.PerNode)
            throw new InvalidDataException($"The ONNX file has more than {OnnxLimits.PerNode} metadata entries.");
        metadata[key] = value;
    }

    private OnnxModel ReadGraph(ProtobufReader message)
    {
        var name = "";
        var nodes = new List<OnnxNode>();
        var tensors = new Dictionary<string, OnnxTensor>(StringComparer.Ordinal);
        var (inputs, outputs) = (new List<OnnxValueInfo>(), new List<OnnxValueInfo>());
        while (message.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    if (++_nodes > OnnxLimits.Nodes)
                        throw new InvalidDataException($"The ONNX file has more than {OnnxLimits.Nodes} nodes.");
                    nodes.Add(ReadNode(message.Message()));
                    break;
                case 2:
                    name = message.Text();
                    break;
                case 5:
                    var tensor = _tensors.Read(message.Message());
                    if (!tensors.TryAdd(tensor.Name, tensor))
                        throw new InvalidDataException($"The ONNX file has two tensors called {OnnxText.Quote(tensor.Name)}.");
                    break;
                case 11:
                    AddValue(inputs, message.Message(), OnnxLimits.Tensors);
                    break;
                case 12:
                    AddValue(outputs, message.Message(), OnnxLimits.PerNode);
                    break;
                case 15:
                    throw new InvalidDataException("The ONNX file has sparse tensors; export dense ones.");
                default:
                    message.Skip();
                    break;
            }
        }

        // Before intermediate representation 4 constants were listed among the inputs.
        return new OnnxModel(0, "", name, nodes, tensors, [.. inputs.Where(input => !tensors.ContainsKey(input.Name))], outputs);
    }

    private OnnxNode ReadNode(ProtobufReader message)
    {
        var (name, type, domain) = ("", "", "");
        var (inputs, outputs) = (new List<string>(), new List<string>());
        var attributes = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        while (message.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    inputs.Add(message.Text());
                    break;
                case 2:
                    outputs.Add(message.Text());
                    break;
                case 3:
                    name = message.Text();
                    break;
                case 4:
                    type = message.Text();
                    break;
                case 5:
                    var attribute = ReadAttribute(message.Message());
                    if (!attributes.TryAdd(attribute.Name, attribute))
                        throw new InvalidDataException($"node {OnnxText.Quote(name)}: attribute {OnnxText.Quote(attribute.Name)} is given twice.");
                    break;
                case 7:
                    domain = message.Text();
                    break;
                default:
                    message.Skip();
                    break;
            }

            if (inputs.Count > OnnxLimits.PerNode || outputs.Count > OnnxLimits.PerNode || attributes.Count > OnnxLimits.PerNode)
                throw new InvalidDataException($"node {OnnxText.Quote(name)}: more than {OnnxLimits.PerNode} inputs, outputs or attributes.");
        }

        return new OnnxNode(name, type, OnnxDomains.IsOwn(domain) ? "" : domain, inputs, outputs, attributes);
    }

    private OnnxAttribute ReadAttribute(ProtobufReader message)
    {
        var attribute = new OnnxAttribute("");
        var (integers, singles) = (new List<long>(), new List<float>());
        while (message.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    attribute = attribute with { Name = message.Text() };
                    break;
                case 2:
                    attribute = attribute with { Single = message.Single() };
                    break;
                case 3:
                    attribute = attribute with { Integer = message.Integer() };
                    break;
                case 4:
                    attribute = attribute with { Text = message.Text(MaxTextBytes) };
                    break;
                case 5:
                    attribute = attribute with { Tensor = _tensors.Read(message.Message()) };
                    break;
                case 7:
                    message.Singles(singles, OnnxLimits.AttributeNumbers, "numbers in an attribute");
                    break;
                case 8:
                    message.Integers(integers, OnnxLimits.AttributeNumbers, "numbers in an attribute");
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return attribute with { Integers = integers.Count > 0 ? integers : null, Singles = singles.Count > 0 ? singles : null };
    }

    private static void AddValue(List<OnnxValueInfo> values, ProtobufReader message, int most)
    {
        if (values.Count >= most)
            throw new InvalidDataException($"The ONNX file has more than {most} inputs or outputs.");
        var value = new OnnxValueInfo("", 0, null);
        while (message.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    value = value with { Name = message.Text() };
                    break;
                case 2:
                    value = ReadType(message.Message(), value);
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        values.Add(value);
    }

    private static OnnxValueInfo ReadType(ProtobufReader message, OnnxValueInfo value)
    {
        while (message.Next(out var field))
        {
            if (field != 1)
            {
                message.Skip();
                continue;
            }

            var tensor = message.Message();
            while (tensor.Next(out var part))
            {
                if (part == 1)
                    value = value with { ElementType = (int)Math.Clamp(tensor.Integer(), 0, int.MaxValue) };
                else if (part == 2)
                    value = value with { Shape = ReadShape(tensor.Message(), value.Name) };
                else
                    tensor.Skip();
            }
        }

        return value;
    }

    private static List<long> ReadShape(ProtobufReader message, string name)
    {
        var sides = new List<long>();
        while (message.Next(out var field))
        {
            if (field != 1)
            {
                message.Skip();
                continue;
            }

            if (sides.Count == OnnxLimits.Sides)
                throw new InvalidDataException($"value {OnnxText.Quote(name)} has more than {OnnxLimits.Sides} sides.");
            var dimension = message.Message();
            long side = 0;
            while (dimension.Next(out var part))
            {
                if (part == 1)
                    side = dimension.Integer();
                else
                    dimension.Skip();
            }

            if (side is < 0 or > int.MaxValue)
                throw new InvalidDataException($"value {OnnxText.Quote(name)} has a side of {side}.");
            sides.Add(side);
        }

        return sides;
    }
}
