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
    /// <summary>
    /// Lays a tensor out as its readers take it: doubled where they double it, and two cells of 0 after each line, so that
    /// a whole plane shifts into a full product of the same line length at once.
    /// </summary>
    /// <param name="shape">The tensor's shape.</param>
    /// <param name="values">Its values, CHW.</param>
    /// <param name="doubled">Whether its readers double it.</param>
    /// <returns>Per channel H lines of W + 2 cells, H and W doubled where asked for.</returns>
    public static int[] PadLines(TensorShape shape, ReadOnlySpan<int> values, bool doubled)
    {
        var factor = doubled ? 2 : 1;
        var stride = (factor * shape.Width) + 2;
        var planes = new int[shape.Channels * shape.Height * factor * stride];
        for (var line = 0; line < shape.Channels * shape.Height; line++)
        {
            var source = values.Slice(line * shape.Width, shape.Width);
            var target = planes.AsSpan(line * factor * stride, stride);
            if (!doubled)
            {
                source.CopyTo(target);
                continue;
            }

            for (var x = 0; x < source.Length; x++)
                target[2 * x] = target[(2 * x) + 1] = source[x];
            target.CopyTo(planes.AsSpan((line * factor * stride) + stride, stride));
        }

        return planes;
    }

    /// <summary>Adds up the accumulators of one output channel over one input of a layer.</summary>
    /// <param name="input">The input; the compiler has checked that its accumulators fit 32 bits.</param>
    /// <param name="o">The output channel.</param>
    /// <param name="height">Lines of the output.</param>
    /// <param name="width">Cells per line of the output.</param>
    /// <param name="planes">The tensor it reads, from <see cref="PadLines"/>.</param>
    /// <param name="sums">Zeros; receives (H+2) * (W+2) accumulators, line by line.</param>
    public static void Accumulate(QuantizedInput input, int o, int height, int width, ReadOnlySpan<int> planes, Span<int> sums)
    {
        var stride = width + 2;

        // The two zeros after the last line would shift beyond the last accumulator.
        var length = (height * stride) - 2;
        for (var i = 0; i < input.InputChannels; i++)
        {
            var plane = planes.Slice(i * height * stride, length);
            for (var tap = 0; tap < input.KernelTaps; tap++)
            {
                var (line, column) = input.Kernel == 1 ? (1, 1) : (tap / 3, tap % 3);
                var weight = input.Kernel == 1 ? input.Weight(o, i, 0, 0) : input.Weight(o, i, line, column);

                // Input (y, x) meets tap (a, b) in accumulator (y + 2 - a, x + 2 - b).
                if (weight != 0)
                    AddScaled(plane, weight, sums.Slice(((2 - line) * stride) + 2 - column, length));
            }
        }
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
