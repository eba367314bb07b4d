using Google.Protobuf;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Writes ONNX files (onnx.proto of ONNX, intermediate representation 7); equal models give equal bytes.</summary>
internal static class OnnxWriter
{
    private const int IrVersion = 7;
    private const int FloatAttribute = 1;
    private const int IntegerAttribute = 2;
    private const int TextAttribute = 3;
    private const int TensorAttribute = 4;
    private const int IntegersAttribute = 7;

    /// <summary>Writes a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to write.</param>
    public static void Write(OnnxModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var output = new CodedOutputStream(stream, leaveOpen: true);
        WriteInteger(output, 1, IrVersion);
        WriteText(output, 2, model.Producer);
        WriteMessage(output, 7, graph => WriteGraph(graph, model));
        WriteMessage(output, 8, opset => WriteInteger(opset, 2, model.Opset));
        foreach (var (key, value) in model.Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            WriteMessage(output, 14, entry =>
            {
                WriteText(entry, 1, key);
                WriteText(entry, 2, value);
            });
        }

        output.Flush();
    }

    private static void WriteGraph(CodedOutputStream output, OnnxModel model)
    {
        foreach (var node in model.Nodes)
            WriteMessage(output, 1, message => WriteNode(message, node));
        WriteText(output, 2, model.GraphName);
        foreach (var tensor in model.Tensors.Values)
            WriteMessage(output, 5, message => WriteTensor(message, tensor));
        foreach (var value in model.Inputs)
            WriteMessage(output, 11, message => WriteValue(message, value));
        foreach (var value in model.Outputs)
            WriteMessage(output, 12, message => WriteValue(message, value));
    }

    private static void WriteNode(CodedOutputStream output, OnnxNode node)
    {
        foreach (var input in node.Inputs)
            WriteText(output, 1, input);
        foreach (var result in node.Outputs)
            WriteText(output, 2, result);
        WriteText(output, 3, node.Name);
        WriteText(output, 4, node.Operator);
        foreach (var attribute in node.Attributes.Values.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
            WriteMessage(output, 5, message => WriteAttribute(message, attribute));
        if (node.Domain.Length > 0)
            WriteText(output, 7, node.Domain);
    }

    private static void WriteAttribute(CodedOutputStream output, OnnxAttribute attribute)
    {
        WriteText(output, 1, attribute.Name);
        var type = 0;
        if (attribute.Single is { } single)
        {
            output.WriteTag(2, WireFormat.WireType.Fixed32);
            output.WriteFloat(single);
            type = FloatAttribute;
        }
        else if (attribute.Integer is { } integer)
        {
            WriteInteger(output, 3, integer);
            type = IntegerAttribute;
        }
        else if (attribute.Text is { } text)
        {
            WriteText(output, 4, text);
            type = TextAttribute;
        }
        else if (attribute.Tensor is { } tensor)
        {
            WriteMessage(output, 5, message => WriteTensor(message, tensor));
            type = TensorAttribute;
        }
        else if (attribute.Integers is { } integers)
        {
            foreach (var number in integers)
                WriteInteger(output, 8, number);
            type = IntegersAttribute;
        }

        WriteInteger(output, 20, type);
    }

    private static void WriteTensor(CodedOutputStream output, OnnxTensor tensor)
    {
        foreach (var side in tensor.Shape)
            WriteInteger(output, 1, side);
        WriteInteger(output, 2, (int)tensor.Type);
        WriteText(output, 8, tensor.Name);
        output.WriteTag(9, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(tensor.Data.Span));
    }

    private static void WriteValue(CodedOutputStream output, OnnxValueInfo value)
    {
        WriteText(output, 1, value.Name);
        WriteMessage(output, 2, type => WriteMessage(type, 1, tensor =>
        {
            WriteInteger(tensor, 1, value.ElementType);
            WriteMessage(tensor, 2, shape =>
            {
                foreach (var side in value.Shape ?? [])
                    WriteMessage(shape, 1, dimension => WriteInteger(dimension, 1, side));
            });
        }));
    }

    private static void WriteInteger(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void WriteText(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    // The length comes first, so a message is written beside the stream.
    private static void WriteMessage(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        using var memory = new MemoryStream();
        var message = new CodedOutputStream(memory, leaveOpen: true);
        write(message);
        message.Flush();
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(memory.GetBuffer(), 0, (int)memory.Length));
    }
}
