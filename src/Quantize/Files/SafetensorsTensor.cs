using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ZkStyle.Quantize.Files;

/// <summary>One named tensor of a container: type, shape and little-endian bytes.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sides, outermost first.</param>
/// <param name="Data">The elements, little-endian.</param>
internal sealed record SafetensorsTensor(SafetensorsType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>Bytes of one element.</summary>
    /// <param name="type">The element's type.</param>
    /// <returns>1, 4 or 8.</returns>
    public static int ElementBytes(SafetensorsType type) => type switch
    {
        SafetensorsType.U8 or SafetensorsType.I8 => 1,
        SafetensorsType.I64 => 8,
        _ => 4,
    };

    /// <summary>A tensor of floats.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="shape">Sides, outermost first.</param>
    /// <returns>The tensor.</returns>
    public static SafetensorsTensor Of(ReadOnlySpan<float> values, params long[] shape) => Of(SafetensorsType.F32, values, shape);

    /// <summary>A tensor of signed bytes.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="shape">Sides, outermost first.</param>
    /// <returns>The tensor.</returns>
    public static SafetensorsTensor Of(ReadOnlySpan<sbyte> values, params long[] shape) => Of(SafetensorsType.I8, values, shape);

    /// <summary>A tensor of unsigned bytes.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="shape">Sides, outermost first.</param>
    /// <returns>The tensor.</returns>
    public static SafetensorsTensor Of(ReadOnlySpan<byte> values, params long[] shape) => Of(SafetensorsType.U8, values, shape);

    /// <summary>A tensor of 32-bit integers.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="shape">Sides, outermost first.</param>
    /// <returns>The tensor.</returns>
    public static SafetensorsTensor Of(ReadOnlySpan<int> values, params long[] shape) => Of(SafetensorsType.I32, values, shape);

    /// <summary>A tensor of 64-bit integers.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="shape">Sides, outermost first.</param>
    /// <returns>The tensor.</returns>
    public static SafetensorsTensor Of(ReadOnlySpan<long> values, params long[] shape) => Of(SafetensorsType.I64, values, shape);

    /// <summary>The elements as floats; all must be finite.</summary>
    /// <param name="name">The tensor's name, for errors.</param>
    /// <param name="shape">The shape it must have.</param>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidDataException">Type or shape differ, or an element is not finite.</exception>
    public float[] ToSingles(string name, params ReadOnlySpan<long> shape)
    {
        var values = ToArray<float>(name, SafetensorsType.F32, shape);
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
                throw new InvalidDataException($"Tensor {name}: element {i} is {values[i]}; finite numbers expected.");
        }

        return values;
    }

    /// <summary>The elements as signed bytes.</summary>
    /// <param name="name">The tensor's name, for errors.</param>
    /// <param name="shape">The shape it must have.</param>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidDataException">Type or shape differ.</exception>
    public sbyte[] ToSBytes(string name, params ReadOnlySpan<long> shape) => ToArray<sbyte>(name, SafetensorsType.I8, shape);

    /// <summary>The elements as unsigned bytes.</summary>
    /// <param name="name">The tensor's name, for errors.</param>
    /// <param name="shape">The shape it must have.</param>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidDataException">Type or shape differ.</exception>
    public byte[] ToBytes(string name, params ReadOnlySpan<long> shape) => ToArray<byte>(name, SafetensorsType.U8, shape);

    /// <summary>The elements as 32-bit integers.</summary>
    /// <param name="name">The tensor's name, for errors.</param>
    /// <param name="shape">The shape it must have.</param>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidDataException">Type or shape differ.</exception>
    public int[] ToInt32s(string name, params ReadOnlySpan<long> shape) => ToArray<int>(name, SafetensorsType.I32, shape);

    /// <summary>The elements as 64-bit integers.</summary>
    /// <param name="name">The tensor's name, for errors.</param>
    /// <param name="shape">The shape it must have.</param>
    /// <returns>A new array.</returns>
    /// <exception cref="InvalidDataException">Type or shape differ.</exception>
    public long[] ToInt64s(string name, params ReadOnlySpan<long> shape) => ToArray<long>(name, SafetensorsType.I64, shape);

    private static SafetensorsTensor Of<T>(SafetensorsType type, ReadOnlySpan<T> values, long[] shape)
        where T : unmanaged
    {
        long count = 1;
        foreach (var side in shape)
            count *= side;
        if (count != values.Length)
            throw new ArgumentException($"A tensor of {string.Join('x', shape)} has {count} elements, got {values.Length}.", nameof(values));
        var bytes = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian)
            Swap(bytes, ElementBytes(type));
        return new SafetensorsTensor(type, shape, bytes);
    }

    private T[] ToArray<T>(string name, SafetensorsType type, ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        if (Type != type)
            throw new InvalidDataException($"Tensor {name} has type {Type}, {type} expected.");
        if (!shape.SequenceEqual(Shape.ToArray()))
            throw new InvalidDataException($"Tensor {name} has shape {string.Join('x', Shape)}, {string.Join('x', shape.ToArray())} expected.");
        var bytes = Data.ToArray();
        if (!BitConverter.IsLittleEndian)
            Swap(bytes, ElementBytes(type));
        return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
    }

    private static void Swap(Span<byte> bytes, int elementBytes)
    {
        if (elementBytes == 4)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, int>(bytes), MemoryMarshal.Cast<byte, int>(bytes));
        else if (elementBytes == 8)
            BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<byte, long>(bytes), MemoryMarshal.Cast<byte, long>(bytes));
    }
}
