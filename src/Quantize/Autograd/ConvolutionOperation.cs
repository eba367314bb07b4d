using System.Numerics;
using System.Numerics.Tensors;

namespace ZkStyle.Quantize.Autograd;

/// <summary>Convolution with optional bias, and its gradients.</summary>
internal static class ConvolutionOperation
{
    /// <summary>output = weights * input + bias.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input.</param>
    /// <param name="weights">Weights [o, i, line, column].</param>
    /// <param name="bias">One number per output channel, or null.</param>
    /// <param name="outputChannels">Channels of the output.</param>
    /// <param name="kernel">Side of the kernel, odd; padding keeps the size.</param>
    /// <param name="stride">Input cells per output cell.</param>
    /// <param name="path">Which implementation to use; tests compare them.</param>
    /// <returns>The output.</returns>
    public static Tensor<T> Apply<T>(
        Tape<T> tape, Tensor<T> input, Parameter<T> weights, Parameter<T>? bias, int outputChannels, int kernel, int stride, ConvolutionPath path = ConvolutionPath.Fastest)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var shape = new ConvolutionShape(input.Channels, input.Height, input.Width, outputChannels, kernel, stride);
        if (weights.Values.Length != shape.WeightLength)
            throw new ArgumentException($"{weights.Name}: {shape.WeightLength} weights expected, got {weights.Values.Length}.", nameof(weights));
        var output = tape.NewTensor(input.Batch, outputChannels, shape.OutputHeight, shape.OutputWidth, withGradient: true);
        for (var n = 0; n < input.Batch && bias is not null; n++)
        {
            for (var o = 0; o < outputChannels; o++)
                output.Image(n).Slice(o * output.Plane, output.Plane).Fill(bias.Values[o]);
        }

        if (typeof(T) == typeof(float) && CorrelationKernel.IsSupported && path != ConvolutionPath.Reference)
        {
            // The check above makes these casts the identity.
            ApplyVector(
                (Tape<float>)(object)tape, (Tensor<float>)(object)input, (Parameter<float>)(object)weights, shape, (Tensor<float>)(object)output,
                bias is not null, path == ConvolutionPath.Wide || (path == ConvolutionPath.Fastest && CorrelationKernel.PrefersWide));
        }
        else
        {
            if (bias is null)
                output.Data.Clear();
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

    private static void ApplyVector(
        Tape<float> tape, Tensor<float> input, Parameter<float> weights, ConvolutionShape shape, Tensor<float> output, bool add, bool wide)
    {
        var convolution = new VectorConvolution(tape, shape, input, weights, output, wide);
        convolution.Forward(add);
        tape.Record(output, () =>
        {
            convolution.BackwardWeights();
            if (input.HasGradient)
                convolution.BackwardInput();
        });
    }
}
