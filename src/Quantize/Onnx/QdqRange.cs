using System.Globalization;

namespace ZkStyle.Quantize.Onnx;

/// <summary>The meaning of a QuantizeLinear's integers: real = scale * (integer - zero).</summary>
/// <param name="Scale">The real value of one step.</param>
/// <param name="Zero">The integer that means 0.</param>
/// <param name="IsSigned">Whether integers go from -128 to 127, or from 0 to 255.</param>
internal sealed record QdqRange(double Scale, int Zero, bool IsSigned)
{
    /// <summary>The lowest real value.</summary>
    public double Low => Scale * ((IsSigned ? sbyte.MinValue : byte.MinValue) - Zero);

    /// <summary>The highest real value.</summary>
    public double High => Scale * ((IsSigned ? sbyte.MaxValue : byte.MaxValue) - Zero);

    /// <summary>Reads scale and zero point of a QuantizeLinear or DequantizeLinear of activations.</summary>
    /// <param name="node">The node.</param>
    /// <param name="scale">Its scale.</param>
    /// <param name="zero">Its zero point; null when left out.</param>
    /// <returns>The range.</returns>
    /// <exception cref="InvalidDataException">There are several, or the type is another one.</exception>
    public static QdqRange Of(OnnxNode node, OnnxTensor scale, OnnxTensor? zero)
    {
        var step = ChannelConstant.Number(node, scale);
        if (!(step > 0) || step > float.MaxValue)
            throw node.Refuse(string.Create(CultureInfo.InvariantCulture, $"its scale is {step}; a number above 0 expected."));
        if (zero is not null && zero.Type is not (OnnxDataType.Int8 or OnnxDataType.UInt8))
            throw node.Refuse($"activations of {zero.Type} cannot be proven; int8 and uint8 can.");
        return new QdqRange(step, zero is null ? 0 : (int)ChannelConstant.Number(node, zero), zero?.Type == OnnxDataType.Int8);
    }
}
