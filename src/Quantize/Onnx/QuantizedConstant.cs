namespace ZkStyle.Quantize.Onnx;

/// <summary>A constant that a DequantizeLinear makes of integers: value = scale * integer, by channel of the first side.</summary>
/// <param name="Name">The integers' name.</param>
/// <param name="Shape">Sides, outermost first.</param>
/// <param name="Integers">The integers, zero point already subtracted.</param>
/// <param name="Scales">One scale for all, or one for each index of the first side.</param>
internal sealed record QuantizedConstant(string Name, IReadOnlyList<long> Shape, int[] Integers, double[] Scales)
{
    /// <summary>Reads a DequantizeLinear of constants.</summary>
    /// <param name="reader">The node.</param>
    /// <param name="inputs">Integers, scale and, where given, zero point.</param>
    /// <returns>The constant.</returns>
    /// <exception cref="InvalidDataException">It is malformed, or its scales go along another side.</exception>
    public static QuantizedConstant Of(NodeReader reader, OnnxTensor?[] inputs)
    {
        var node = reader.Node;
        reader.RequireInputs(2, 3);
        var axis = reader.Integer("axis", 1);
        if (reader.Integer("block_size", 0) != 0)
            throw node.Refuse("scales by block cannot be proven; scales by output channel can.");
        reader.Ignore("output_dtype");
        reader.RequireNothingElse();
        var (x, scale, zero) = (inputs[0]!, inputs[1]!, inputs.Length > 2 ? inputs[2] : null);
        if (x.Type is not (OnnxDataType.Int8 or OnnxDataType.UInt8 or OnnxDataType.Int32))
            throw node.Refuse($"its constant {OnnxText.Quote(x.Name)} is {x.Type}; int8, uint8 or int32 expected.");
        CheckScales(node, x, scale, zero, axis);
        var integers = new int[x.Count];
        for (var i = 0; i < integers.Length; i++)
            integers[i] = (int)Math.Clamp(x.Number(i) - ZeroOf(zero, Channel(x, i)), int.MinValue, int.MaxValue);
        return new QuantizedConstant(x.Name, x.Shape, integers, [.. Enumerable.Range(0, scale.Count).Select(scale.Number)]);
    }

    /// <summary>Works out a QuantizeLinear of constants: round(value / scale) + zero point, halves to the even side, within the type.</summary>
    /// <param name="reader">The node.</param>
    /// <param name="inputs">Values, scale and, where given, zero point.</param>
    /// <returns>The integers.</returns>
    /// <exception cref="InvalidDataException">It is malformed, or its scales go along another side.</exception>
    public static OnnxTensor Quantize(NodeReader reader, OnnxTensor?[] inputs)
    {
        var node = reader.Node;
        reader.RequireInputs(2, 3);
        var axis = reader.Integer("axis", 1);
        reader.RequireNothingElse();
        var (x, scale, zero) = (inputs[0]!, inputs[1]!, inputs.Length > 2 ? inputs[2] : null);
        CheckScales(node, x, scale, zero, axis);
        var type = zero?.Type ?? OnnxDataType.UInt8;
        (int low, int high) = type switch
        {
            OnnxDataType.Int8 => ((int)sbyte.MinValue, (int)sbyte.MaxValue),
            OnnxDataType.UInt8 => ((int)byte.MinValue, (int)byte.MaxValue),
            _ => throw node.Refuse($"it quantizes to {type}; int8 and uint8 can be proven."),
        };
        var integers = new long[x.Count];
        for (var i = 0; i < integers.Length; i++)
        {
            var channel = Channel(x, i);
            // Runtimes divide in single precision.
            var quotient = (float)x.Number(i) / (float)scale.Number(scale.Count == 1 ? 0 : channel);
            if (!float.IsFinite(quotient))
                throw node.Refuse($"its constant {OnnxText.Quote(x.Name)} is not finite.");
            integers[i] = (long)Math.Clamp(MathF.Round(quotient) + ZeroOf(zero, channel), low, high);
        }

        return OnnxTensor.Of(x.Name, type, integers, [.. x.Shape]);
    }

    /// <summary>The scale of an element.</summary>
    /// <param name="channel">Its index along the first side.</param>
    public double ScaleOf(int channel) => Scales[Scales.Length == 1 ? 0 : channel];

    /// <summary>The values as floats.</summary>
    /// <returns>A tensor of the same shape.</returns>
    public OnnxTensor ToFloatTensor()
    {
        var channels = Shape.Count == 0 ? 1 : (int)Shape[0];
        var values = new float[Integers.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(Integers[i] * ScaleOf(i / (values.Length / channels)));
        return OnnxTensor.Of(Name, values, [.. Shape]);
    }

    private static void CheckScales(OnnxNode node, OnnxTensor x, OnnxTensor scale, OnnxTensor? zero, long axis)
    {
        var channels = x.Shape.Count == 0 ? 1 : x.Shape[0];
        if (scale.Count != 1 && ((axis < 0 ? axis + x.Shape.Count : axis) != 0 || scale.Count != channels))
            throw node.Refuse($"its {scale.Count} scales go along axis {axis}; one scale, or one an output channel (axis 0), can be proven.");
        if (zero is not null && zero.Count != 1 && zero.Count != scale.Count)
            throw node.Refuse($"it has {scale.Count} scales and {zero.Count} zero points.");
        for (var i = 0; i < scale.Count; i++)
        {
            if (!(scale.Number(i) > 0) || !double.IsFinite(scale.Number(i)))
                throw node.Refuse($"its scale {i} is {scale.Number(i)}; numbers above 0 expected.");
        }
    }

    private static int Channel(OnnxTensor x, int index) => x.Shape.Count == 0 ? 0 : index / (x.Count / (int)x.Shape[0]);

    private static double ZeroOf(OnnxTensor? zero, int channel) => zero?.Number(zero.Count == 1 ? 0 : channel) ?? 0;
}
