using System.Buffers.Binary;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Reads the constant tensors of one ONNX file, and counts what they take together.</summary>
internal sealed class OnnxTensorReader
{
    private const int ExternalLocation = 1;

    private int _tensors;
    private long _elements;

    /// <summary>Reads a TensorProto.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The tensor; raw data stays a view of the file.</returns>
    /// <exception cref="InvalidDataException">It is malformed, of an unknown type, too large, or its data is in another file.</exception>
    public OnnxTensor Read(ProtobufReader message)
    {
        if (++_tensors > OnnxLimits.Tensors)
            throw new InvalidDataException($"The ONNX file has more than {OnnxLimits.Tensors} tensors.");
        var (name, type, isExternal) = ("", 0L, false);
        var sides = new List<long>();
        var (singles, integers) = (new List<float>(), new List<long>());
        ReadOnlyMemory<byte>? raw = null;
        var hasOtherData = false;
        var room = (int)(OnnxLimits.Elements - _elements);
        while (message.Next(out var field))
        {
            switch (field)
            {
                case 1:
                    message.Integers(sides, OnnxLimits.Sides, "sides of a tensor");
                    break;
                case 2:
                    type = message.Integer();
                    break;
                case 4:
                    message.Singles(singles, room, "elements in its tensors");
                    break;
                case 5 or 7:
                    message.Integers(integers, room, "elements in its tensors");
                    break;
                case 6 or 10 or 11:
                    hasOtherData = true;
                    message.Skip();
                    break;
                case 8:
                    name = message.Text();
                    break;
                case 9:
                    raw = message.Bytes();
                    break;
                case 13:
                    isExternal = true;
                    message.Skip();
                    break;
                case 14:
                    isExternal |= message.Integer() == ExternalLocation;
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        var shown = $"tensor {OnnxText.Quote(name)}";
        if (isExternal)
            throw new InvalidDataException($"{shown} keeps its data in another file; save the model with its weights inside.");
        if (!Enum.IsDefined((OnnxDataType)Math.Clamp(type, 0, int.MaxValue)))
            throw new InvalidDataException($"{shown} has element type {type}, which no decoder needs; float, int8, uint8, int32 and int64 are known.");
        var elementType = (OnnxDataType)type;
        var count = Count(shown, sides, room);
        _elements += count;
        var forms = (singles.Count > 0 ? 1 : 0) + (integers.Count > 0 ? 1 : 0) + (raw is { Length: > 0 } ? 1 : 0);
        if (hasOtherData || forms > 1)
            throw new InvalidDataException($"{shown} holds its elements in a form other than its type's, or twice.");
        var data = raw is { Length: > 0 } bytes ? bytes
            : singles.Count > 0 ? OfSingles(shown, elementType, singles)
            : integers.Count > 0 ? OfIntegers(shown, elementType, integers)
            : ReadOnlyMemory<byte>.Empty;
        if (data.Length != count * OnnxTensor.ElementBytes(elementType))
            throw new InvalidDataException($"{shown} has {data.Length} bytes of data, its shape {ShapeText(sides)} of {elementType} takes {count * OnnxTensor.ElementBytes(elementType)}.");
        return new OnnxTensor(name, elementType, sides, data);
    }

    private static string ShapeText(List<long> sides) => sides.Count == 0 ? "(scalar)" : string.Join('x', sides);

    private static long Count(string shown, List<long> sides, int room)
    {
        long count = 1;
        foreach (var side in sides)
        {
            if (side is < 0 or > int.MaxValue)
                throw new InvalidDataException($"{shown} has a side of {side}.");
            // Both factors are below 2^31, so the product cannot overflow before it is checked.
            count *= side;
            if (count > room)
                throw new InvalidDataException($"{shown}: the file's tensors have more than {OnnxLimits.Elements} elements together.");
        }

        return count;
    }

    private static byte[] OfSingles(string shown, OnnxDataType type, List<float> values)
    {
        if (type != OnnxDataType.Float)
            throw new InvalidDataException($"{shown} holds floats, its type is {type}.");
        var data = new byte[values.Count * sizeof(float)];
        for (var i = 0; i < values.Count; i++)
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * sizeof(float)), values[i]);
        return data;
    }

    private static byte[] OfIntegers(string shown, OnnxDataType type, List<long> values)
    {
        var (low, high) = type switch
        {
            OnnxDataType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            OnnxDataType.UInt8 => (byte.MinValue, byte.MaxValue),
            OnnxDataType.Int32 => (int.MinValue, int.MaxValue),
            OnnxDataType.Int64 => (long.MinValue, long.MaxValue),
            // Half precision is kept as its bits.
            OnnxDataType.Float16 => (ushort.MinValue, (long)ushort.MaxValue),
            _ => throw new InvalidDataException($"{shown} holds integers, its type is {type}."),
        };
        var size = OnnxTensor.ElementBytes(type);
        var data = new byte[values.Count * size];
        Span<byte> element = stackalloc byte[sizeof(long)];
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] < low || values[i] > high)
                throw new InvalidDataException($"{shown}: element {i} is {values[i]}, outside {type}.");
            BinaryPrimitives.WriteInt64LittleEndian(element, values[i]);
            element[..size].CopyTo(data.AsSpan(i * size));
        }

        return data;
    }
}
