using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace ZkStyle.Quantize.Autograd;

/// <summary>Convolution with optional bias, and its gradients.</summary>
internal static class ConvolutionOperation
{
    // Images whose weight gradients are summed into one partial result. It sets the order of additions, so it is a
    // constant rather than a function of the cores.
    private const int ImagesPerPartial = 2;

    /// <summary>output = weights * input + bias.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input.</param>
    /// <param name="weights">Weights [o, i, line, column].</param>
    /// <param name="bias">One number per output channel, or null.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="kernel">Side of the kernel, odd; padding keeps the size.</param>
    /// <param name="stride">Input cells per output cell.</param>
    /// <param name="forceReference">Whether to use the plain version even where vectors are there.</param>
    /// <returns>The output.</returns>
    public static Tensor<T> Apply<T>(
        Tape<T> tape, Tensor<T> input, Parameter<T> weights, Parameter<T>? bias, int outputChannels, int kernel, int stride, bool forceReference = false)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var shape = new ConvolutionShape(input.Channels, input.Height, input.Width, outputChannels, kernel, stride);
        if (weights.Values.Length != shape.WeightLength)
            throw new ArgumentException($"{weights.Name}: {shape.WeightLength} weights expected, got {weights.Values.Length}.", nameof(weights));
        var output = tape.NewTensor(input.Batch, outputChannels, shape.OutputHeight, shape.OutputWidth, withGradient: true);
        for (var n = 0; n < input.Batch; n++)
        {
            for (var o = 0; o < outputChannels; o++)
                output.Image(n).Slice(o * output.Plane, output.Plane).Fill(bias is null ? T.Zero : bias.Values[o]);
        }

        if (typeof(T) == typeof(float) && VectorConvolution.IsSupported && !forceReference)
        {
            // The check above makes these casts the identity.
            ApplyVector(
                (Tape<float>)(object)tape, (Tensor<float>)(object)input, (Parameter<float>)(object)weights, shape, (Tensor<float>)(object)output);
        }
        else
        {
            ApplyReference(tape, input, weights, shape, output);
        }

        if (bias is not null)
        {
            tape.Record(output, () =>
            {
                for (var o = 0; o < outputChannels; o++)
                {
                    var sum = T.Zero;
                    for (var n = 0; n < output.Batch; n++)
                        sum += TensorPrimitives.Sum<T>(output.ImageGradient(n).Slice(o * output.Plane, output.Plane));
                    bias.Gradient[o] += sum;
                }
            });
        }

        return output;
    }

    private static void ApplyReference<T>(Tape<T> tape, Tensor<T> input, Parameter<T> weights, ConvolutionShape shape, Tensor<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        BatchParallel.For(input.Batch, shape.MultiplyAccumulates, n => ReferenceConvolution.Forward<T>(shape, input.Image(n), weights.Values, output.Image(n)));
        tape.Record(output, () =>
        {
            for (var n = 0; n < input.Batch; n++)
            {
                ReferenceConvolution.BackwardWeights<T>(shape, input.Image(n), output.ImageGradient(n), weights.Gradient);
                if (input.HasGradient)
                    ReferenceConvolution.BackwardInput<T>(shape, output.ImageGradient(n), weights.Values, input.ImageGradient(n));
            }
        });
    }

    private static void ApplyVector(Tape<float> tape, Tensor<float> input, Parameter<float> weights, ConvolutionShape shape, Tensor<float> output)
    {
        var work = shape.MultiplyAccumulates;
        var length = VectorConvolution.PreparedLength(shape);
        var packed = tape.Borrow(VectorConvolution.PackedLength(shape), cleared: false);
        VectorConvolution.PackWeights(shape, weights.Values, packed);
        var prepared = VectorConvolution.IsPrepared(shape) ? null : tape.Borrow(input.Batch * length, cleared: false);
        var scratchLength = VectorConvolution.ScratchLength(shape);
        var scratch = tape.Borrow(Math.Max(1, input.Batch * scratchLength), cleared: false);
        BatchParallel.For(input.Batch, work, n =>
        {
            var planes = Planes(input, prepared, length, n, 1);
            if (prepared is not null)
                VectorConvolution.Prepare(shape, input.Image(n), planes);
            VectorConvolution.Forward(shape, planes, packed, output.Image(n), scratch.AsSpan(n * scratchLength, scratchLength));
        });
        tape.Record(output, () =>
        {
            BackwardWeights(tape, shape, input, prepared, output, scratch, weights);
            if (input.HasGradient)
                BackwardInput(tape, shape, output, weights, input);
        });
    }

    private static void BackwardWeights(
        Tape<float> tape, ConvolutionShape shape, Tensor<float> input, float[]? prepared, Tensor<float> output, float[] scratch, Parameter<float> weights)
    {
        var length = VectorConvolution.PreparedLength(shape);
        var scratchLength = VectorConvolution.ScratchLength(shape);
        var partials = (input.Batch + ImagesPerPartial - 1) / ImagesPerPartial;
        var sums = tape.Borrow(partials * shape.WeightLength, cleared: true);
        BatchParallel.For(partials, shape.MultiplyAccumulates, p =>
        {
            var first = p * ImagesPerPartial;
            var images = Math.Min(ImagesPerPartial, input.Batch - first);
            VectorConvolution.BackwardWeights(
                shape, images, Planes(input, prepared, length, first, images), output.Gradient.Slice(first * shape.OutputLength, images * shape.OutputLength),
                sums.AsSpan(p * shape.WeightLength, shape.WeightLength), scratch.AsSpan(first * scratchLength, images * scratchLength));
        });
        for (var p = 0; p < partials; p++)
            TensorPrimitives.Add(weights.Gradient, sums.AsSpan(p * shape.WeightLength, shape.WeightLength), weights.Gradient);
    }

    private static void BackwardInput(Tape<float> tape, ConvolutionShape shape, Tensor<float> output, Parameter<float> weights, Tensor<float> input)
    {
        var transposed = shape.Transpose();
        var length = VectorConvolution.PreparedLength(transposed);
        var packed = tape.Borrow(VectorConvolution.PackedLength(transposed), cleared: false);
        VectorConvolution.PackTransposedWeights(shape, weights.Values, packed);
        var spreadLength = shape.Stride == 1 ? 0 : transposed.InputLength;
        var spread = spreadLength == 0 ? [] : tape.Borrow(input.Batch * spreadLength, cleared: false);
        var prepared = VectorConvolution.IsPrepared(transposed) ? [] : tape.Borrow(input.Batch * length, cleared: false);
        var scratchLength = VectorConvolution.ScratchLength(transposed);
        var scratch = tape.Borrow(Math.Max(1, input.Batch * scratchLength), cleared: false);
        BatchParallel.For(input.Batch, shape.MultiplyAccumulates, n =>
        {
            ReadOnlySpan<float> gradient = output.ImageGradient(n);
            if (spreadLength > 0)
            {
                var target = spread.AsSpan(n * spreadLength, spreadLength);
                VectorConvolution.Spread(shape, gradient, target);
                gradient = target;
            }

            if (prepared.Length > 0)
            {
                var target = prepared.AsSpan(n * length, length);
                VectorConvolution.Prepare(transposed, gradient, target);
                gradient = target;
            }

            VectorConvolution.Forward(transposed, gradient, packed, input.ImageGradient(n), scratch.AsSpan(n * scratchLength, scratchLength));
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<float> Planes(Tensor<float> input, float[]? prepared, int length, int first, int images) =>
        prepared is null ? input.Data.Slice(first * input.ImageLength, images * input.ImageLength) : prepared.AsSpan(first * length, images * length);
}
