using System.Numerics;
using System.Numerics.Tensors;

namespace ZkStyle.Quantize.Autograd;

/// <summary>Operations that treat every element alone, and their gradients.</summary>
internal static class ElementwiseOperations
{
    /// <summary>max(0, x); the gradient at 0 is 0.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input.</param>
    /// <returns>The output.</returns>
    public static Tensor<T> Relu<T>(Tape<T> tape, Tensor<T> input)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var output = tape.NewResult(input.Channels, input.Height, input.Width, input);
        BatchParallel.For(input.Batch, input.Length, n => TensorPrimitives.Max(input.Image(n), T.Zero, output.Image(n)));
        tape.Record(output, () =>
        {
            var add = input.ClaimGradient();
            BatchParallel.For(input.Batch, input.Length, n => PassWherePositive<T>(output.Image(n), output.ImageGradient(n), input.ImageGradient(n), add));
        });
        return output;
    }

    /// <summary>a + b.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="a">One summand.</param>
    /// <param name="b">The other, of the same shape.</param>
    /// <returns>The sum.</returns>
    public static Tensor<T> Add<T>(Tape<T> tape, Tensor<T> a, Tensor<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!a.HasShapeOf(b))
            throw new ArgumentException($"Tensors of {a.Channels}x{a.Height}x{a.Width} and {b.Channels}x{b.Height}x{b.Width} cannot be added.", nameof(b));
        var output = tape.NewResult(a.Channels, a.Height, a.Width, a, b);
        BatchParallel.For(a.Batch, a.Length, n => TensorPrimitives.Add<T>(a.Image(n), b.Image(n), output.Image(n)));
        tape.Record(output, () =>
        {
            if (a.HasGradient)
                Pass(output, a);
            if (b.HasGradient)
                Pass(output, b);
        });
        return output;
    }

    /// <summary>scale * x + offset with constants.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input.</param>
    /// <param name="scale">The factor.</param>
    /// <param name="offset">The summand.</param>
    /// <returns>The output.</returns>
    public static Tensor<T> Affine<T>(Tape<T> tape, Tensor<T> input, T scale, T offset)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var output = tape.NewResult(input.Channels, input.Height, input.Width, input);
        TensorPrimitives.Multiply(input.Data, scale, output.Data);
        TensorPrimitives.Add(output.Data, offset, output.Data);
        tape.Record(output, () => TensorPrimitives.MultiplyAddEstimate(output.Gradient, scale, input.Gradient, input.Gradient));
        return output;
    }

    /// <summary>
    /// Clamps to [-1, 1] and, if asked, rounds to multiples of 1 / <paramref name="steps"/>. Gradients pass as if
    /// nothing had been rounded (the straight-through estimator of Bengio et al., arXiv 1308.3432), and outside the
    /// interval only where they push back into it.
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input.</param>
    /// <param name="steps">Steps from 0 to 1: 127 for latents; 0 not to round.</param>
    /// <returns>The output.</returns>
    public static Tensor<T> ClampAndRound<T>(Tape<T> tape, Tensor<T> input, int steps)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var output = tape.NewResult(input.Channels, input.Height, input.Width, input);
        var scale = T.CreateChecked(steps);
        BatchParallel.For(input.Batch, input.Length, n =>
        {
            var source = input.Image(n);
            var target = output.Image(n);
            for (var i = 0; i < source.Length; i++)
            {
                var clamped = T.Clamp(source[i], -T.One, T.One);
                target[i] = steps == 0 ? clamped : T.Round(clamped * scale) / scale;
            }
        });
        tape.Record(output, () => BatchParallel.For(input.Batch, input.Length, n =>
        {
            var source = input.Image(n);
            var gradient = output.ImageGradient(n);
            var target = input.ImageGradient(n);
            for (var i = 0; i < source.Length; i++)
            {
                // Descent moves against the gradient, so one of the value's own sign pulls it back inside.
                if (T.Abs(source[i]) < T.One || source[i] * gradient[i] > T.Zero)
                    target[i] += gradient[i];
            }
        }));
        return output;
    }

    private static void Pass<T>(Tensor<T> from, Tensor<T> to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var add = to.ClaimGradient();
        BatchParallel.For(from.Batch, from.Length, n =>
        {
            if (add)
                TensorPrimitives.Add<T>(to.ImageGradient(n), from.ImageGradient(n), to.ImageGradient(n));
            else
                from.ImageGradient(n).CopyTo(to.ImageGradient(n));
        });
    }

    private static void PassWherePositive<T>(ReadOnlySpan<T> values, ReadOnlySpan<T> gradient, Span<T> target, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var i = 0;
        for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var passes = Vector.GreaterThan(new Vector<T>(values[i..]), Vector<T>.Zero);
            var kept = Vector.ConditionalSelect(passes, new Vector<T>(gradient[i..]), Vector<T>.Zero);
            (add ? new Vector<T>(target[i..]) + kept : kept).CopyTo(target[i..]);
        }

        for (; i < values.Length; i++)
            target[i] = (add ? target[i] : T.Zero) + (values[i] > T.Zero ? gradient[i] : T.Zero);
    }
}
