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

    /// <summary>output = scale * (input - mean) / sqrt(variance + epsilon) + shift, and if asked max(0, output).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape; when it is not training, the running statistics are used and left alone.</param>
    /// <param name="input">The input.</param>
    /// <param name="scale">One number per channel.</param>
    /// <param name="shift">One number per channel.</param>
    /// <param name="statistics">The running averages, moved towards the batch's.</param>
    /// <param name="rectify">Whether a rectifier follows: done here, it costs no pass over memory; its gradient at 0 is 0.</param>
    /// <returns>The output.</returns>
    public static Tensor<T> Apply<T>(
        Tape<T> tape, Tensor<T> input, Parameter<T> scale, Parameter<T> shift, RunningStatistics<T> statistics, bool rectify = false)
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
            var lowest = rectify ? T.Zero : T.NegativeInfinity;
            for (var n = 0; n < input.Batch; n++)
                Normalize(Plane(input.Image(n), c, input.Plane), factor, constant, lowest, Plane(output.Image(n), c, input.Plane));
        });
        tape.Record(output, () =>
        {
            var add = input.ClaimGradient();
            BatchParallel.For(
                input.Channels, input.Length,
                c => Backward(input, output, scale, shift, c, centre[c], inverse[c], count, rectify ? T.Zero : T.NegativeInfinity, add));
        });
        return output;
    }

    // With xhat the normalized input and g the output's gradient, 0 where the rectifier cut:
    // dshift = sum g, dscale = sum g xhat, dinput = scale * inverse * (g - mean(g) - xhat mean(g xhat)).
    private static void Backward<T>(
        Tensor<T> input, Tensor<T> output, Parameter<T> scale, Parameter<T> shift, int c, T mean, T inverse, T count, T lowest, bool add)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = T.Zero, product = T.Zero;
        for (var n = 0; n < input.Batch; n++)
        {
            var (part, partProduct) = Sums<T>(
                Plane(output.ImageGradient(n), c, input.Plane), Plane(output.Image(n), c, input.Plane), Plane(input.Image(n), c, input.Plane), lowest);
            sum += part;
            product += partProduct;
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
            PassGradient(
                Plane(output.ImageGradient(n), c, input.Plane), Plane(output.Image(n), c, input.Plane), Plane(input.Image(n), c, input.Plane), lowest,
                factor, slope, constant, add, Plane(input.ImageGradient(n), c, input.Plane));
        }
    }

    // target = max(lowest, source * factor + constant)
    private static void Normalize<T>(ReadOnlySpan<T> source, T factor, T constant, T lowest, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var i = 0;
        for (; i <= source.Length - Vector<T>.Count; i += Vector<T>.Count)
            Vector.Max((new Vector<T>(source[i..]) * factor) + Vector.Create(constant), Vector.Create(lowest)).CopyTo(target[i..]);
        for (; i < source.Length; i++)
            target[i] = T.Max((source[i] * factor) + constant, lowest);
    }

    // The sums of g and g * input over the cells whose output is above lowest.
    private static (T Sum, T Product) Sums<T>(ReadOnlySpan<T> gradient, ReadOnlySpan<T> output, ReadOnlySpan<T> input, T lowest)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> sums = default, products = default;
        var i = 0;
        for (; i <= gradient.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var g = new Vector<T>(gradient[i..]) & Vector.GreaterThan(new Vector<T>(output[i..]), Vector.Create(lowest));
            sums += g;
            products += g * new Vector<T>(input[i..]);
        }

        var (sum, product) = (Vector.Sum(sums), Vector.Sum(products));
        for (; i < gradient.Length; i++)
        {
            var g = output[i] > lowest ? gradient[i] : T.Zero;
            sum += g;
            product += g * input[i];
        }

        return (sum, product);
    }

    private static void PassGradient<T>(
        ReadOnlySpan<T> gradient, ReadOnlySpan<T> output, ReadOnlySpan<T> input, T lowest, T factor, T slope, T constant, bool add, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var i = 0;
        for (; i <= gradient.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            var g = new Vector<T>(gradient[i..]) & Vector.GreaterThan(new Vector<T>(output[i..]), Vector.Create(lowest));
            var step = (g * factor) + (new Vector<T>(input[i..]) * slope) + Vector.Create(constant);
            (add ? new Vector<T>(target[i..]) + step : step).CopyTo(target[i..]);
        }

        for (; i < gradient.Length; i++)
            target[i] = (add ? target[i] : T.Zero) + ((output[i] > lowest ? gradient[i] : T.Zero) * factor) + (input[i] * slope) + constant;
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
