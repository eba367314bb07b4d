using System.Buffers.Binary;
using System.Globalization;

namespace ZkStyle.Quantize.Onnx;

/// <summary>A constant tensor of an ONNX file.</summary>
/// <param name="Name">Its name; empty for values of attributes.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sides, outermost first; none for a scalar.</param>
/// <param name="Data">The elements, little-endian; as many as the shape says.</param>
internal sealed record OnnxTensor(string Name, OnnxDataType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>How many elements there are.</summary>
    public int Count => Data.Length / ElementBytes(Type);

    /// <summary>Bytes of one element.</summary>
    /// <param name="type">The element's type.</param>
    /// <returns>1, 2, 4 or 8.</returns>
    public static int ElementBytes(OnnxDataType type) => type switch
    {
        OnnxDataType.Int8 or OnnxDataType.UInt8 => 1,
        OnnxDataType.Float16 => 2,
        OnnxDataType.Int64 or OnnxDataType.Double => 8,
        _ => 4,
    };

    /// <summary>A tensor of floats.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The elements.</param>
    /// <param name="shape">Sides, outermost first.</param>
    /// <returns>The tensor.</returns>
    public static OnnxTensor Of(string name, ReadOnlySpan<float> values, params long[] shape)
    {
        var data = new byte[values.Length * sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * sizeof(float)), values[i]);
        return new OnnxTensor(name, OnnxDataType.Float, shape, data);
    }

    /// <summary>A tensor of integers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Element type, an integer's.</param>
    /// <param name="values">The elements, within the type's range.</param>
    /// <param name="shape">Sides, outermost first.</param>
    /// <returns>The tensor.</returns>
    public static OnnxTensor Of(string name, OnnxDataType type, ReadOnlySpan<long> values, params long[] shape)
    {
        var size = ElementBytes(type);
        var data = new byte[values.Length * size];
        Span<byte> element = stackalloc byte[sizeof(long)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(element, values[i]);
            element[..size].CopyTo(data.AsSpan(i * size));
        }

        return new OnnxTensor(name, type, shape, data);
    }

    /// <summary>One element as a number; doubles hold every integer that decoders use.</summary>
    /// <param name="index">Its place.</param>
    /// <returns>The number.</returns>
    public double Number(int index)
    {
        var at = Data.Span[(index * ElementBytes(Type))..];
        return Type switch
        {
            OnnxDataType.Float => BinaryPrimitives.ReadSingleLittleEndian(at),
            OnnxDataType.Double => BinaryPrimitives.ReadDoubleLittleEndian(at),
            OnnxDataType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(at),
            OnnxDataType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(at),
            OnnxDataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
            OnnxDataType.Int8 => (sbyte)at[0],
            _ => at[0],
        };
    }

    /// <summary>All elements as floats.</summary>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidDataException">An element is not finite.</exception>
    public float[] ToSingles()
    {
        var values = new float[Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)Number(i);
            if (!float.IsFinite(values[i]))
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"tensor {OnnxText.Quote(Name)}: element {i} is {Number(i)}; finite numbers expected."));
        }

        return values;
    }
}
