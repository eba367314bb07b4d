using System.Numerics;
using System.Numerics.Tensors;

namespace ZkStyle.Quantize.Autograd;

/// <summary>Operations that move elements: upsampling, unshuffling, pooling, concatenation; and their gradients.</summary>
internal static class LayoutOperations
{
    /// <summary>Repeats each cell <paramref name="factor"/> times in both directions (nearest upsampling).</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input.</param>
    /// <param name="factor">The factor, at least 1.</param>
    /// <returns>The output.</returns>
    public static Tensor<T> Upsample<T>(Tape<T> tape, Tensor<T> input, int factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var output = tape.NewResult(input.Channels, input.Height * factor, input.Width * factor, input);
        BatchParallel.For(input.Batch, output.Length, n =>
        {
            var source = input.Image(n);
            var target = output.Image(n);
            for (var line = 0; line < input.Channels * input.Height; line++)
            {
                var wide = target.Slice(line * factor * output.Width, output.Width);
                var narrow = source.Slice(line * input.Width, input.Width);
                Spread(narrow, factor, wide);
                for (var copy = 1; copy < factor; copy++)
                    wide.CopyTo(target[(((line * factor) + copy) * output.Width)..]);
            }
        });
        tape.Record(output, () =>
        {
            var add = input.ClaimGradient();
            BatchParallel.For(input.Batch, output.Length, n =>
            {
                var source = output.ImageGradient(n);
                var target = input.ImageGradient(n);
                if (!add)
                    target.Clear();
                for (var line = 0; line < input.Channels * output.Height; line++)
                {
                    var sums = target.Slice(line / factor * input.Width, input.Width);
                    var wide = source.Slice(line * output.Width, output.Width);
                    for (var k = 0; k < factor; k++)
                        AddEvery(wide[k..], factor, sums);
                }
            });
        });
        return output;
    }

    /// <summary>
    /// Moves each square of factor * factor cells into as many channels: output channel (c * factor + dy) * factor + dx
    /// holds cells (factor * y + dy, factor * x + dx) of channel c (Shi et al., arXiv 1609.05158, inverted).
    /// </summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input; its sides are multiples of the factor.</param>
    /// <param name="factor">The factor, at least 1.</param>
    /// <returns>The output.</returns>
    public static Tensor<T> Unshuffle<T>(Tape<T> tape, Tensor<T> input, int factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckDivisible(input, factor);
        var output = tape.NewResult(input.Channels * factor * factor, input.Height / factor, input.Width / factor, input);
        BatchParallel.For(input.Batch, input.Length, n =>
        {
            var source = input.Image(n);
            var target = output.Image(n);
            for (var line = 0; line < output.Channels * output.Height; line++)
                CopyEvery(source[UnshuffledFrom(output, input, factor, line)..], factor, target.Slice(line * output.Width, output.Width));
        });
        tape.Record(output, () => BatchParallel.For(input.Batch, input.Length, n =>
        {
            var source = output.ImageGradient(n);
            var target = input.ImageGradient(n);
            for (var line = 0; line < output.Channels * output.Height; line++)
                AddTo(source.Slice(line * output.Width, output.Width), factor, target[UnshuffledFrom(output, input, factor, line)..]);
        }));
        return output;
    }

    /// <summary>Averages each square of factor * factor cells.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="input">The input; its sides are multiples of the factor.</param>
    /// <param name="factor">The factor, at least 1.</param>
    /// <returns>The output.</returns>
    public static Tensor<T> AveragePool<T>(Tape<T> tape, Tensor<T> input, int factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckDivisible(input, factor);
        var output = tape.NewResult(input.Channels, input.Height / factor, input.Width / factor, input);
        var share = T.One / T.CreateChecked(factor * factor);
        BatchParallel.For(input.Batch, input.Length, n =>
        {
            var source = input.Image(n);
            var target = output.Image(n);
            target.Clear();
            for (var line = 0; line < input.Channels * input.Height; line++)
            {
                var sums = target.Slice(line / factor * output.Width, output.Width);
                for (var k = 0; k < factor; k++)
                    AddEvery(source.Slice(line * input.Width, input.Width)[k..], factor, sums);
            }

            TensorPrimitives.Multiply(target, share, target);
        });
        tape.Record(output, () => BatchParallel.For(input.Batch, input.Length, n =>
        {
            var source = output.ImageGradient(n);
            var target = input.ImageGradient(n);
            for (var line = 0; line < input.Channels * input.Height; line++)
            {
                var wide = target.Slice(line * input.Width, input.Width);
                var narrow = source.Slice(line / factor * output.Width, output.Width);
                for (var x = 0; x < wide.Length; x++)
                    wide[x] += share * narrow[x / factor];
            }
        }));
        return output;
    }

    /// <summary>Puts the channels of <paramref name="b"/> after those of <paramref name="a"/>.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="a">The first channels.</param>
    /// <param name="b">The others, of the same batch, height and width.</param>
    /// <returns>The output.</returns>
    public static Tensor<T> Concatenate<T>(Tape<T> tape, Tensor<T> a, Tensor<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (a.Batch != b.Batch || a.Height != b.Height || a.Width != b.Width)
            throw new ArgumentException($"Tensors of {a.Height}x{a.Width} and {b.Height}x{b.Width} cannot be joined.", nameof(b));
        var output = tape.NewResult(a.Channels + b.Channels, a.Height, a.Width, a, b);
        BatchParallel.For(a.Batch, output.Length, n =>
        {
            a.Image(n).CopyTo(output.Image(n));
            b.Image(n).CopyTo(output.Image(n)[a.ImageLength..]);
        });
        tape.Record(output, () =>
        {
            PassPart(output, 0, a);
            PassPart(output, a.ImageLength, b);
        });
        return output;
    }

    // Carries the part of a gradient that starts somewhere in each image.
    private static void PassPart<T>(Tensor<T> from, int start, Tensor<T> to)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!to.HasGradient)
            return;
        var add = to.ClaimGradient();
        BatchParallel.For(to.Batch, to.Length, n =>
        {
            var part = from.ImageGradient(n).Slice(start, to.ImageLength);
            if (add)
                TensorPrimitives.Add<T>(to.ImageGradient(n), part, to.ImageGradient(n));
            else
                part.CopyTo(to.ImageGradient(n));
        });
    }

    // Where the first cell of a line of the unshuffled tensor comes from.
    private static int UnshuffledFrom<T>(Tensor<T> output, Tensor<T> input, int factor, int line)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (channel, y) = Math.DivRem(line, output.Height);
        var (c, within) = Math.DivRem(channel, factor * factor);
        return (((c * input.Height) + (y * factor) + (within / factor)) * input.Width) + (within % factor);
    }

    // wide[x * factor + k] = narrow[x]
    private static void Spread<T>(ReadOnlySpan<T> narrow, int factor, Span<T> wide)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (factor == 2)
        {
            for (var x = 0; x < narrow.Length; x++)
                wide[2 * x] = wide[(2 * x) + 1] = narrow[x];
            return;
        }

        for (var x = 0; x < narrow.Length; x++)
            wide.Slice(x * factor, factor).Fill(narrow[x]);
    }

    // target[x] = source[x * step]
    private static void CopyEvery<T>(ReadOnlySpan<T> source, int step, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int x = 0, from = 0; x < target.Length; x++, from += step)
            target[x] = source[from];
    }

    // target[x] += source[x * step]
    private static void AddEvery<T>(ReadOnlySpan<T> source, int step, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int x = 0, from = 0; x < target.Length; x++, from += step)
            target[x] += source[from];
    }

    // target[x * step] += source[x]
    private static void AddTo<T>(ReadOnlySpan<T> source, int step, Span<T> target)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int x = 0, to = 0; x < source.Length; x++, to += step)
            target[to] += source[x];
    }

    private static void CheckDivisible<T>(Tensor<T> input, int factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (input.Height % factor != 0 || input.Width % factor != 0)
            throw new ArgumentException($"A tensor of {input.Height}x{input.Width} cells cannot be divided by {factor}.", nameof(input));
    }
}
