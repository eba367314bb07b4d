using System.Numerics;
using System.Runtime.InteropServices;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Witnesses;

/// <summary>
/// The full product of (E1) and (E2) in integers: (H+2) x (W+2) accumulators per output channel, of which the
/// interior is the layer's output and the border is what the circuit also has to account for.
/// </summary>
internal static class FullConvolution
{
    /// <summary>Computes the accumulators of a layer.</summary>
    /// <param name="layer">A layer's 3x3 input; the compiler has checked that its accumulators fit 32 bits.</param>
    /// <param name="shape">Shape of the tensor it reads, before upsampling.</param>
    /// <param name="input">Input values, CHW.</param>
    /// <returns>Per output channel, (H+2) * (W+2) accumulators, line by line.</returns>
    public static int[][] Accumulate(QuantizedInput layer, TensorShape shape, int[] input)
    {
        var factor = layer.Upsample ? 2 : 1;
        var output = new TensorShape(layer.OutputChannels, factor * shape.Height, factor * shape.Width);
        var planes = layer.Upsample ? Upsample(shape, input) : input;
        var sums = new int[output.Channels][];
        Parallel.For(0, output.Channels, o => sums[o] = AccumulateChannel(layer, o, output, planes));
        return sums;
    }

    private static int[] Upsample(TensorShape shape, int[] input)
    {
        var result = new int[4 * input.Length];
        for (var line = 0; line < shape.Channels * shape.Height; line++)
        {
            var first = result.AsSpan(4 * line * shape.Width, 2 * shape.Width);
            for (var x = 0; x < first.Length; x++)
                first[x] = input[(line * shape.Width) + (x / 2)];
            first.CopyTo(result.AsSpan((4 * line * shape.Width) + first.Length));
        }

        return result;
    }

    private static int[] AccumulateChannel(QuantizedInput layer, int o, TensorShape output, int[] planes)
    {
        var (height, width) = (output.Height, output.Width);
        var sums = new int[(height + 2) * (width + 2)];
        for (var i = 0; i < layer.InputChannels; i++)
        {
            for (var tap = 0; tap < layer.KernelTaps; tap++)
            {
                var weight = layer.Weight(o, i, tap / 3, tap % 3);
                if (weight == 0)
                    continue;
                for (var y = 0; y < height; y++)
                {
                    // Input (y, x) meets tap (a, b) in accumulator (y + 2 - a, x + 2 - b).
                    AddScaled(
                        planes.AsSpan(((i * height) + y) * width, width), weight,
                        sums.AsSpan(((y + 2 - (tap / 3)) * (width + 2)) + 2 - (tap % 3), width));
                }
            }
        }

        return sums;
    }

    private static void AddScaled(ReadOnlySpan<int> values, int factor, Span<int> target)
    {
        var wideValues = MemoryMarshal.Cast<int, Vector<int>>(values);
        var wideTarget = MemoryMarshal.Cast<int, Vector<int>>(target);
        for (var i = 0; i < wideValues.Length; i++)
            wideTarget[i] += wideValues[i] * factor;
        for (var i = wideValues.Length * Vector<int>.Count; i < values.Length; i++)
            target[i] += values[i] * factor;
    }
}
