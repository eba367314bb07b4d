using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tables;

/// <summary>The activations of layers that tables hold; scores have no table of their own.</summary>
internal static class ActivationFunction
{
    /// <summary>Applies an activation.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="q">The requantized value.</param>
    /// <returns>The activation's output.</returns>
    public static long Apply(Activation activation, long q)
    {
        var range = Range(activation);
        return Math.Clamp(q, range.Low, range.High);
    }

    /// <summary>The outputs of an activation.</summary>
    /// <param name="activation">The activation.</param>
    /// <returns>The range.</returns>
    public static QuantizedRange Range(Activation activation) => activation switch
    {
        Activation.Relu => new QuantizedRange(0, sbyte.MaxValue),
        Activation.Signed => new QuantizedRange(-sbyte.MaxValue, sbyte.MaxValue),
        Activation.ImageByte => new QuantizedRange(0, byte.MaxValue),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "An activation without a table."),
    };
}
