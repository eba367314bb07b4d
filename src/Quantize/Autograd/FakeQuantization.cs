using System.Numerics;
using System.Numerics.Tensors;

namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// Quantization as training sees it: values are rounded to the steps that integer inference will have, and gradients
/// pass as if they had not been (the straight-through estimator of Bengio et al., arXiv 1308.3432, used as in Jacob
/// et al., arXiv 1712.05877), but not where a value was clamped. Rounding takes the nearest step, the even one on ties.
/// </summary>
internal static class FakeQuantization
{
    /// <summary>The largest step of a weight: bytes are symmetric, -127..127.</summary>
    public const int WeightSteps = 127;

    /// <summary>
    /// Weights rounded to multiples of a scale of their output channel, clamped to -127..127 steps. Without
    /// given scales a channel's is its largest magnitude / 127, so nothing is clamped; such scales grow with a channel's
    /// factor, hence rounding commutes with folding a normalization that follows.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape; the result lives until it is cleared.</param>
    /// <param name="weights">The weights, [o, ...].</param>
    /// <param name="outputChannels">Output channels; the weights' length is a multiple of it.</param>
    /// <param name="scales">A positive scale per output channel, or empty for the largest magnitude / 127.</param>
    /// <returns>The rounded weights; what their gradient receives goes on to <paramref name="weights"/>.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or a scale is not positive.</exception>
    public static Parameter<T> Weights<T>(Tape<T> tape, Parameter<T> weights, int outputChannels, ReadOnlyMemory<T> scales = default)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var length = weights.Values.Length;
        if (outputChannels < 1 || length % outputChannels != 0)
            throw new ArgumentException($"{weights.Name}: {length} weights cannot be divided into {outputChannels} output channels.", nameof(outputChannels));
        if (scales.Length != 0 && scales.Length != outputChannels)
            throw new ArgumentException($"{weights.Name}: {outputChannels} scales expected, got {scales.Length}.", nameof(scales));
        var rounded = new Parameter<T>(weights.Name, tape.Borrow(length, cleared: false), tape.Borrow(length, cleared: true));
        var taps = length / outputChannels;
        for (var o = 0; o < outputChannels; o++)
        {
            var source = weights.Values.AsSpan(o * taps, taps);
            var target = rounded.Values.AsSpan(o * taps, taps);
            if (scales.IsEmpty)
                RoundSymmetric(source, target);
            else
                Round(source, Positive(scales.Span[o]), T.CreateTruncating(-WeightSteps), T.CreateTruncating(WeightSteps), target);
        }

        tape.Record(() =>
        {
            if (scales.IsEmpty)
            {
                TensorPrimitives.Add<T>(weights.Gradient, rounded.Gradient, weights.Gradient);
                return;
            }

            for (var o = 0; o < outputChannels; o++)
            {
                var limit = scales.Span[o] * T.CreateTruncating(WeightSteps);
                AddWithin(weights.Values.AsSpan(o * taps, taps), rounded.Gradient.AsSpan(o * taps, taps), -limit, limit, weights.Gradient.AsSpan(o * taps, taps));
            }
        });
        return rounded;
    }

    /// <summary>Activations rounded to multiples of <paramref name="scale"/> and clamped to a range of steps.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input.</param>
    /// <param name="scale">The value of one step; positive.</param>
    /// <param name="lowest">The lowest step: 0 after a rectifier, -127 for signed bytes.</param>
    /// <param name="highest">The highest step, above the lowest.</param>
    /// <returns>The output; gradients pass where the input lies from <paramref name="lowest"/> to <paramref name="highest"/> steps, both included.</returns>
    /// <exception cref="ArgumentException">The scale is not positive or the range is empty.</exception>
    public static Tensor<T> Activations<T>(Tape<T> tape, Tensor<T> input, T scale, int lowest, int highest)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (lowest >= highest)
            throw new ArgumentException($"The range of steps {lowest}..{highest} is empty.", nameof(highest));
        var (low, high) = (T.CreateChecked(lowest), T.CreateChecked(highest));
        Positive(scale);
        var output = tape.NewResult(input.Channels, input.Height, input.Width, input);
        BatchParallel.For(input.Batch, input.Length, n => Round(input.Image(n), scale, low, high, output.Image(n)));
        tape.Record(output, () => BatchParallel.For(input.Batch, input.Length, n =>
            AddWithin<T>(input.Image(n), output.ImageGradient(n), low * scale, high * scale, input.ImageGradient(n))));
        return output;
    }

    private static void RoundSymmetric<T>(ReadOnlySpan<T> source, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var largest = T.Abs(TensorPrimitives.MaxMagnitude(source));
        var scale = largest / T.CreateTruncating(WeightSteps);
        // A channel of zeros, or of numbers too small to be divided, has no scale; rounded, it is zeros.
        if (scale > T.Zero || T.IsNaN(scale))
            Round(source, scale, T.CreateTruncating(-WeightSteps), T.CreateTruncating(WeightSteps), target);
        else
            target.Clear();
    }

    private static void Round<T>(ReadOnlySpan<T> source, T scale, T lowest, T highest, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        TensorPrimitives.Divide(source, scale, target);
        TensorPrimitives.Round<T>(target, target);
        TensorPrimitives.Max(target, lowest, target);
        TensorPrimitives.Min(target, highest, target);
        TensorPrimitives.Multiply(target, scale, target);
    }

    private static void AddWithin<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> gradient, T lowest, T highest, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var i = 0;
        var (low, high) = (Vector.Create(lowest), Vector.Create(highest));
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var value = new Vector<T>(values[i..]);
            var passes = Vector.GreaterThanOrEqual(value, low) & Vector.LessThanOrEqual(value, high);
            (new Vector<T>(target[i..]) + (passes & new Vector<T>(gradient[i..]))).CopyTo(target[i..]);
        }

        for (; i < values.Length; i++)
            target[i] += values[i] >= lowest && values[i] <= highest ? gradient[i] : T.Zero;
    }

    private static T Positive<T>(T scale)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        T.IsFinite(scale) && scale > T.Zero ? scale : throw new ArgumentException($"A quantization scale is a positive number, got {scale}.", nameof(scale));
}
