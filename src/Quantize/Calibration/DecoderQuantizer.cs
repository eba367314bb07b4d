using System.Numerics;
using System.Numerics.Tensors;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>
/// Makes the INT8 decoder of a float one whose activation steps are known. In steps of its inputs and its output, an output
/// channel computes q = sum w_eff x + b_eff with w_eff = w * s_in / s_out. With M = ceil(max |w_eff| * 2^16 / 127) for each input,
/// weights W = round(w_eff * 2^16 / M) fit int8 and M W / 2^16 is w_eff up to the rounding of W alone. A channel that reads
/// one number alone, as in a residual addition, has W = 1 or -1 and everything in M.
/// </summary>
internal static class DecoderQuantizer
{
    /// <summary>The real value of one step of an image byte.</summary>
    public const double ImageStep = 1.0 / byte.MaxValue;

    /// <summary>The real value of one step of a latent.</summary>
    public const double LatentStep = 1.0 / StyleModel.LatentSteps;

    private const double One = 1 << QuantizedLayer.Shift;
    private const int MultiplierLimit = 1 << 24;

    /// <summary>Quantizes lowered layers.</summary>
    /// <param name="latent">Shape of the latent.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="steps">The real value of one step of each layer's output.</param>
    /// <returns>The INT8 decoder.</returns>
    /// <exception cref="InvalidOperationException">Weights are too large; the message names layer and channel.</exception>
    public static QuantizedDecoder Build(TensorShape latent, IReadOnlyList<LoweredLayer> layers, IReadOnlyList<double> steps)
    {
        var quantized = new QuantizedLayer[layers.Count];
        for (var i = 0; i < quantized.Length; i++)
            quantized[i] = Quantize(layers[i], steps, steps[i]);
        return new QuantizedDecoder(latent, quantized);
    }

    /// <summary>The step of a tensor.</summary>
    /// <param name="tensor">0 is the latent, i the output of layer i - 1.</param>
    /// <param name="steps">The steps of the layers' outputs.</param>
    /// <returns>The real value of one integer step.</returns>
    public static double StepOf(int tensor, IReadOnlyList<double> steps) => tensor == 0 ? LatentStep : steps[tensor - 1];

    /// <summary>How many 2^-16ths of an output's step one step of an input is.</summary>
    /// <param name="inputStep">The real value of one step of the input.</param>
    /// <param name="outputStep">The real value of one step of the output.</param>
    /// <returns>2^16 s_in / s_out.</returns>
    public static double Unit(double inputStep, double outputStep) => inputStep / outputStep * One;

    /// <summary>The integer multiplier of one output channel for one input; a weight's step is the multiplier / <paramref name="unit"/>.</summary>
    /// <typeparam name="T">The weights' number type.</typeparam>
    /// <param name="weights">The channel's weights for the input.</param>
    /// <param name="unit">What <see cref="Unit"/> gives for their steps.</param>
    /// <returns>A whole number from 1; above 2^24 no layer can have it.</returns>
    public static double Multiplier<T>(ReadOnlySpan<T> weights, double unit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var wanted = double.CreateChecked(T.Abs(TensorPrimitives.MaxMagnitude(weights))) * unit;
        var isSingle = weights.Count(T.Zero) == weights.Length - 1 && Math.Round(wanted) < MultiplierLimit;
        return Math.Max(1, isSingle ? Math.Round(wanted) : Math.Ceiling(wanted / sbyte.MaxValue));
    }

    private static QuantizedLayer Quantize(LoweredLayer layer, IReadOnlyList<double> steps, double step)
    {
        var offsets = new long[layer.Sum.Channels];
        for (var o = 0; o < offsets.Length; o++)
        {
            var offset = Math.Round(layer.Sum.Bias[o] / step * One) + (One / 2);
            if (!(Math.Abs(offset) < 1L << 40))
                throw TooLarge(layer, o, $"its bias of {layer.Sum.Bias[o]:G3}");
            offsets[o] = (long)offset;
        }

        return new QuantizedLayer(
            layer.Name, offsets.Length, layer.Activation, offsets,
            [.. layer.Sum.Terms.Select(term => Quantize(layer, term, Unit(StepOf(term.Source, steps), step)))]);
    }

    private static QuantizedInput Quantize(LoweredLayer layer, AffineTerm term, double unit)
    {
        var weights = new sbyte[term.Weights.Length];
        var multipliers = new int[layer.Sum.Channels];
        for (var o = 0; o < multipliers.Length; o++)
        {
            var row = term.Row(o);
            var multiplier = Multiplier(row, unit);
            if (!(multiplier < MultiplierLimit))
                throw TooLarge(layer, o, $"a weight of {TensorPrimitives.MaxMagnitude(row):G3}");
            multipliers[o] = (int)multiplier;
            for (var k = 0; k < row.Length; k++)
                weights[(o * row.Length) + k] = (sbyte)Math.Clamp(Math.Round(row[k] * unit / multiplier), -sbyte.MaxValue, sbyte.MaxValue);
        }

        return new QuantizedInput(term.Source, term.InputChannels, multipliers.Length, term.Kernel, term.Upsample, weights, multipliers);
    }

    private static InvalidOperationException TooLarge(LoweredLayer layer, int channel, string what) =>
        new($"Layer {layer.Name}, channel {channel}: {what} is too large to quantize. Train with more weight decay.");
}
