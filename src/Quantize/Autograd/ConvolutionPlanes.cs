using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ZkStyle.Quantize.Autograd;

/// <summary>Copies images into the planes of a <see cref="CorrelationPlan"/>, and results out of whole groups.</summary>
internal static class ConvolutionPlanes
{
    /// <summary>Copies an image, or for a backward plan the output's gradient, into padded planes.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="values">The image, CHW.</param>
    /// <param name="prepared">The planes; every float is written.</param>
    public static void Prepare(CorrelationPlan plan, ReadOnlySpan<float> values, Span<float> prepared)
    {
        var shape = plan.Shape;
        prepared = prepared[..plan.PreparedLength];
        if (plan.IsBackward)
            CopyLines(plan, values, shape.OutputChannels, shape.OutputHeight, shape.OutputWidth, plan.Before, prepared);
        else if (shape.Stride == 1)
            CopyLines(plan, values, shape.InputChannels, shape.Height, shape.Width, shape.Padding, prepared);
        else
            SplitLines(plan, values, prepared);
    }

    /// <summary>Spreads lines out to whole groups, zero-filled.</summary>
    /// <param name="plan">The plan; its result's lines are the narrow ones.</param>
    /// <param name="channels">How many channels.</param>
    /// <param name="narrow">Lines of the result's width.</param>
    /// <param name="wide">Lines of whole groups; every float is written.</param>
    public static void Widen(CorrelationPlan plan, int channels, ReadOnlySpan<float> narrow, Span<float> wide)
    {
        var width = plan.Shape.OutputWidth;
        var lineLanes = plan.GroupsPerLine * CorrelationPlan.GroupCells;
        wide = wide[..(channels * plan.WideCells)];
        wide.Clear();
        for (var line = 0; line < channels * plan.Shape.OutputHeight; line++)
            narrow.Slice(line * width, width).CopyTo(wide[(line * lineLanes)..]);
    }

    /// <summary>Adds the part of lines of whole groups that is inside to lines of the result's width.</summary>
    /// <param name="plan">A forward plan.</param>
    /// <param name="wide">One channel after the other, lines of whole groups.</param>
    /// <param name="narrow">Lines of the result's width.</param>
    public static void AddNarrow(CorrelationPlan plan, ReadOnlySpan<float> wide, Span<float> narrow)
    {
        var width = plan.Shape.OutputWidth;
        var lineLanes = plan.GroupsPerLine * CorrelationPlan.GroupCells;
        for (var line = 0; line < plan.Results * plan.Shape.OutputHeight; line++)
        {
            var target = narrow.Slice(line * width, width);
            TensorPrimitives.Add(target, wide.Slice(line * lineLanes, width), target);
        }
    }

    /// <summary>Adds the results of all phases of a backward pass to the input's gradient.</summary>
    /// <param name="plan">Any of the backward plans.</param>
    /// <param name="phases">The results, phase after phase, each Results * WideCells floats.</param>
    /// <param name="inputGradient">The input's gradient, CHW.</param>
    public static void AddPhases(CorrelationPlan plan, ReadOnlySpan<float> phases, Span<float> inputGradient)
    {
        var shape = plan.Shape;
        var stride = shape.Stride;
        var lineLanes = plan.GroupsPerLine * CorrelationPlan.GroupCells;
        var phaseLength = plan.Results * plan.WideCells;
        for (var channel = 0; channel < plan.Results; channel++)
        {
            for (var y = 0; y < shape.Height; y++)
            {
                var target = inputGradient.Slice(((channel * shape.Height) + y) * shape.Width, shape.Width);
                var source = phases[((y % stride * stride * phaseLength) + (channel * plan.WideCells) + (y / stride * lineLanes))..];
                if (stride == 1)
                {
                    TensorPrimitives.Add(target, source[..target.Length], target);
                    continue;
                }

                var x = stride == 2 ? AddInterleaved(source[..lineLanes], source.Slice(phaseLength, lineLanes), target) : 0;
                for (; x < target.Length; x++)
                    target[x] += source[(x % stride * phaseLength) + (x / stride)];
            }
        }
    }

    // Clears what is between the lines rather than everything first: planes are written once.
    private static void CopyLines(CorrelationPlan plan, ReadOnlySpan<float> values, int channels, int height, int width, int before, Span<float> prepared)
    {
        var gap = plan.LineFloats - width;
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = prepared.Slice(channel * plan.PlaneFloats, plan.PlaneFloats);
            var source = values.Slice(channel * height * width, height * width);
            var at = (before * plan.LineFloats) + before;
            plane[..at].Clear();
            for (var y = 0; y < height; y++, at += plan.LineFloats)
            {
                source.Slice(y * width, width).CopyTo(plane[at..]);
                // The last line's right edge is the plane's end where nothing is below it.
                var rest = plane[(at + width)..];
                rest[..Math.Min(gap, rest.Length)].Clear();
            }

            if (at < plane.Length)
                plane[at..].Clear();
        }
    }

    private static void SplitLines(CorrelationPlan plan, ReadOnlySpan<float> values, Span<float> prepared)
    {
        var shape = plan.Shape;
        var stride = shape.Stride;
        prepared.Clear();
        for (var line = 0; line < shape.InputChannels * shape.Height; line++)
        {
            var (channel, y) = (line / shape.Height, line % shape.Height);
            var paddedY = y + shape.Padding;
            var start = paddedY / stride * plan.LineFloats;
            // Lines and columns past the last output cell's taps have no place in the planes.
            if (start + plan.LineFloats > plan.PlaneFloats)
                continue;
            var source = values.Slice(line * shape.Width, shape.Width);
            var planes = prepared.Slice(((channel * stride) + (paddedY % stride)) * stride * plan.PlaneFloats, stride * plan.PlaneFloats);
            if (stride == 2)
            {
                // Column x goes to phase (x + padding) mod 2.
                var (even, odd) = (shape.Padding % 2, (1 + shape.Padding) % 2);
                Deinterleave(
                    source, planes.Slice((even * plan.PlaneFloats) + start, plan.LineFloats)[(shape.Padding / 2)..],
                    planes.Slice((odd * plan.PlaneFloats) + start, plan.LineFloats)[((1 + shape.Padding) / 2)..]);
                continue;
            }

            for (var column = 0; column < stride; column++)
            {
                var plane = planes.Slice((column * plan.PlaneFloats) + start, plan.LineFloats);
                var first = (column + stride - (shape.Padding % stride)) % stride;
                var at = (first + shape.Padding) / stride;
                for (var x = first; x < source.Length && at < plane.Length; x += stride)
                    plane[at++] = source[x];
            }
        }
    }

    // Elements 0, 2, 4... and 1, 3, 5..., as many as there is room for.
    private static void Deinterleave(ReadOnlySpan<float> source, Span<float> even, Span<float> odd)
    {
        var pairs = MemoryMarshal.Cast<float, ulong>(source);
        var i = 0;
        for (; i + 8 <= Math.Min(pairs.Length, Math.Min(even.Length, odd.Length)); i += 8)
        {
            var (low, high) = (Vector256.Create(pairs[i..]), Vector256.Create(pairs[(i + 4)..]));
            Vector256.Narrow(low, high).AsSingle().CopyTo(even[i..]);
            Vector256.Narrow(low >>> 32, high >>> 32).AsSingle().CopyTo(odd[i..]);
        }

        for (var x = 2 * i; x < source.Length; x++)
        {
            var target = x % 2 == 0 ? even : odd;
            if (x / 2 < target.Length)
                target[x / 2] = source[x];
        }
    }

    // target[2 i] += even[i], target[2 i + 1] += odd[i]; answers how many elements were done.
    private static int AddInterleaved(ReadOnlySpan<float> even, ReadOnlySpan<float> odd, Span<float> target)
    {
        var done = 0;
        for (; done + 16 <= target.Length; done += 16)
        {
            var e = Vector256.Create(even[(done / 2)..]).AsUInt32();
            var o = Vector256.Create(odd[(done / 2)..]).AsUInt32();
            var low = Vector256.WidenLower(e) | (Vector256.WidenLower(o) << 32);
            var high = Vector256.WidenUpper(e) | (Vector256.WidenUpper(o) << 32);
            (Vector256.Create<float>(target[done..]) + low.AsSingle()).CopyTo(target[done..]);
            (Vector256.Create<float>(target[(done + 8)..]) + high.AsSingle()).CopyTo(target[(done + 8)..]);
        }

        return done;
    }
}
