using System.Numerics;

namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// Convolution straight from its definition, for any number type: the truth that the vector version is compared
/// with, the double-precision path of gradient checks, and the path of machines without vectors.
/// All methods work on one image and add to their result.
/// </summary>
internal static class ReferenceConvolution
{
    /// <summary>output += weights * input (correlation, zero padding).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The input, CHW.</param>
    /// <param name="weights">Weights [o, i, line, column].</param>
    /// <param name="output">The output, CHW.</param>
    public static void Forward<T>(ConvolutionShape shape, ReadOnlySpan<T> input, ReadOnlySpan<T> weights, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var o = 0; o < shape.OutputChannels; o++)
        {
            for (var y = 0; y < shape.OutputHeight; y++)
            {
                for (var x = 0; x < shape.OutputWidth; x++)
                {
                    var sum = T.Zero;
                    for (var tap = 0; tap < shape.Taps; tap++)
                    {
                        if (TryCell(shape, tap, y, x, out var cell))
                            sum += weights[(o * shape.Taps) + tap] * input[cell];
                    }

                    output[(((o * shape.OutputHeight) + y) * shape.OutputWidth) + x] += sum;
                }
            }
        }
    }

    /// <summary>inputGradient += the gradient carried back through the weights.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="shape">The sizes.</param>
    /// <param name="outputGradient">The output's gradient, CHW.</param>
    /// <param name="weights">Weights [o, i, line, column].</param>
    /// <param name="inputGradient">The input's gradient, CHW.</param>
    public static void BackwardInput<T>(ConvolutionShape shape, ReadOnlySpan<T> outputGradient, ReadOnlySpan<T> weights, Span<T> inputGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var o = 0; o < shape.OutputChannels; o++)
        {
            for (var y = 0; y < shape.OutputHeight; y++)
            {
                for (var x = 0; x < shape.OutputWidth; x++)
                {
                    var gradient = outputGradient[(((o * shape.OutputHeight) + y) * shape.OutputWidth) + x];
                    for (var tap = 0; tap < shape.Taps; tap++)
                    {
                        if (TryCell(shape, tap, y, x, out var cell))
                            inputGradient[cell] += weights[(o * shape.Taps) + tap] * gradient;
                    }
                }
            }
        }
    }

    /// <summary>weightGradient += the gradient of the weights.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="shape">The sizes.</param>
    /// <param name="input">The input, CHW.</param>
    /// <param name="outputGradient">The output's gradient, CHW.</param>
    /// <param name="weightGradient">The weights' gradient [o, i, line, column].</param>
    public static void BackwardWeights<T>(ConvolutionShape shape, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient, Span<T> weightGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var o = 0; o < shape.OutputChannels; o++)
        {
            for (var tap = 0; tap < shape.Taps; tap++)
            {
                var sum = T.Zero;
                for (var y = 0; y < shape.OutputHeight; y++)
                {
                    for (var x = 0; x < shape.OutputWidth; x++)
                    {
                        if (TryCell(shape, tap, y, x, out var cell))
                            sum += input[cell] * outputGradient[(((o * shape.OutputHeight) + y) * shape.OutputWidth) + x];
                    }
                }

                weightGradient[(o * shape.Taps) + tap] += sum;
            }
        }
    }

    // The input cell that a tap meets for output cell (y, x), or false where it meets padding.
    private static bool TryCell(ConvolutionShape shape, int tap, int y, int x, out int cell)
    {
        var channel = tap / (shape.Kernel * shape.Kernel);
        var line = (y * shape.Stride) + (tap / shape.Kernel % shape.Kernel) - shape.Padding;
        var column = (x * shape.Stride) + (tap % shape.Kernel) - shape.Padding;
        cell = (((channel * shape.Height) + line) * shape.Width) + column;
        return (uint)line < (uint)shape.Height && (uint)column < (uint)shape.Width;
    }
}
