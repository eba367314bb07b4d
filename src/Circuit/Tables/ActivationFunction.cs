using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tables;

/// <summary>The activations that tables hold.</summary>
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
        Activation.Relu => new QuantizedRange(0, 127),
        Activation.ImageByte => new QuantizedRange(0, 255),
        _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "Unknown activation."),
    };
}
