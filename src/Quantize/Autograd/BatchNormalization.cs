using System.Numerics;
using System.Numerics.Tensors;

namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// Batch normalization (Ioffe and Szegedy, arXiv 1502.03167): each channel is brought to mean 0 and variance 1 over
/// the batch, then scaled and shifted. Running averages replace the batch's statistics when evaluating, and fold
/// into the convolution before it.
/// </summary>
internal static class BatchNormalization
{
    /// <summary>Added to variances before the square root.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>output = scale * (input - mean) / sqrt(variance + epsilon) + shift.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape; when it is not training, the running statistics are used and left alone.</param>
    /// <param name="input">The input.</param>
    /// <param name="scale">One number per channel.</param>
    /// <param name="shift">One number per channel.</param>
    /// <param name="statistics">The running averages, moved towards the batch's.</param>
    /// <returns>The output.</returns>
    public static Tensor<T> Apply<T>(Tape<T> tape, Tensor<T> input, Parameter<T> scale, Parameter<T> shift, RunningStatistics<T> statistics)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var output = tape.NewResult(input.Channels, input.Height, input.Width, input);
        var centre = tape.Borrow(input.Channels, cleared: false);
        var inverse = tape.Borrow(input.Channels, cleared: false);
        var count = T.CreateChecked(input.Batch * input.Plane);
        BatchParallel.For(input.Channels, input.Length, c =>
        {
            var (mean, variance) = (statistics.Mean[c], statistics.Variance[c]);
            if (tape.IsTraining)
            {
                (mean, variance) = Moments(input, c, count);
                statistics.Update(c, mean, variance, count);
            }

            (centre[c], inverse[c]) = (mean, T.One / T.Sqrt(variance + T.CreateChecked(Epsilon)));
            var factor = scale.Values[c] * inverse[c];
            var constant = shift.Values[c] - (mean * factor);
            for (var n = 0; n < input.Batch; n++)
            {
                var target = Plane(output.Image(n), c, input.Plane);
                TensorPrimitives.Multiply(Plane(input.Image(n), c, input.Plane), factor, target);
                TensorPrimitives.Add(target, constant, target);
            }
        });
        tape.Record(output, () => BatchParallel.For(input.Channels, input.Length, c => Backward(input, output, scale, shift, c, centre[c], inverse[c], count)));
        return output;
    }

    // With xhat the normalized input and g the output's gradient:
    // dshift = sum g, dscale = sum g xhat, dinput = scale * inverse * (g - mean(g) - xhat mean(g xhat)).
    private static void Backward<T>(
        Tensor<T> input, Tensor<T> output, Parameter<T> scale, Parameter<T> shift, int c, T mean, T inverse, T count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.Zero, product = T.Zero;
        for (var n = 0; n < input.Batch; n++)
        {
            var gradient = Plane(output.ImageGradient(n), c, input.Plane);
            sum += TensorPrimitives.Sum<T>(gradient);
            product += TensorPrimitives.Dot<T>(gradient, Plane(input.Image(n), c, input.Plane));
        }

        var normalized = (product - (mean * sum)) * inverse;
        shift.Gradient[c] += sum;
        scale.Gradient[c] += normalized;
        // dinput = factor * g + slope * input + constant
        var factor = scale.Values[c] * inverse;
        var slope = -factor * inverse * normalized / count;
        var constant = (-factor * sum / count) - (slope * mean);
        for (var n = 0; n < input.Batch; n++)
        {
            var target = Plane(input.ImageGradient(n), c, input.Plane);
            TensorPrimitives.MultiplyAddEstimate(Plane(output.ImageGradient(n), c, input.Plane), factor, target, target);
            TensorPrimitives.MultiplyAddEstimate(Plane(input.Image(n), c, input.Plane), slope, target, target);
            TensorPrimitives.Add(target, constant, target);
        }
    }

    // Mean first, then the mean square of the distance to it: no cancellation.
    private static (T Mean, T Variance) Moments<T>(Tensor<T> input, int c, T count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var n = 0; n < input.Batch; n++)
            sum += TensorPrimitives.Sum<T>(Plane(input.Image(n), c, input.Plane));
        var mean = sum / count;
        var squares = T.Zero;
        Span<T> distances = stackalloc T[256];
        for (var n = 0; n < input.Batch; n++)
        {
            var plane = Plane(input.Image(n), c, input.Plane);
            while (!plane.IsEmpty)
            {
                var part = plane[..Math.Min(plane.Length, distances.Length)];
                var target = distances[..part.Length];
                TensorPrimitives.Subtract(part, mean, target);
                squares += TensorPrimitives.SumOfSquares<T>(target);
                plane = plane[part.Length..];
            }
        }

        return (mean, squares / count);
    }

    private static Span<T> Plane<T>(Span<T> image, int c, int length) => image.Slice(c * length, length);
}
