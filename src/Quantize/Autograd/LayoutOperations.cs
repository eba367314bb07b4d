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
                for (var x = 0; x < narrow.Length; x++)
                    wide.Slice(x * factor, factor).Fill(narrow[x]);
                for (var copy = 1; copy < factor; copy++)
                    wide.CopyTo(target[(((line * factor) + copy) * output.Width)..]);
            }
        });
        tape.Record(output, () => BatchParallel.For(input.Batch, output.Length, n =>
        {
            var source = output.ImageGradient(n);
            var target = input.ImageGradient(n);
            for (var line = 0; line < input.Channels * output.Height; line++)
            {
                var sums = target.Slice(line / factor * input.Width, input.Width);
                var wide = source.Slice(line * output.Width, output.Width);
                for (var x = 0; x < sums.Length; x++)
                {
                    for (var k = 0; k < factor; k++)
                        sums[x] += wide[(x * factor) + k];
                }
            }
        }));
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
            for (var i = 0; i < target.Length; i++)
                target[i] = source[UnshuffledFrom(output, input, factor, i)];
        });
        tape.Record(output, () => BatchParallel.For(input.Batch, input.Length, n =>
        {
            var source = output.ImageGradient(n);
            var target = input.ImageGradient(n);
            for (var i = 0; i < source.Length; i++)
                target[UnshuffledFrom(output, input, factor, i)] += source[i];
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
            for (var i = 0; i < source.Length; i++)
                target[PooledInto(output, input, factor, i)] += share * source[i];
        });
        tape.Record(output, () => BatchParallel.For(input.Batch, input.Length, n =>
        {
            var source = output.ImageGradient(n);
            var target = input.ImageGradient(n);
            for (var i = 0; i < target.Length; i++)
                target[i] += share * source[PooledInto(output, input, factor, i)];
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
        for (var n = 0; n < a.Batch; n++)
        {
            a.Image(n).CopyTo(output.Image(n));
            b.Image(n).CopyTo(output.Image(n)[a.ImageLength..]);
        }

        tape.Record(output, () =>
        {
            for (var n = 0; n < a.Batch; n++)
            {
                var gradient = output.ImageGradient(n);
                if (a.HasGradient)
                    TensorPrimitives.Add<T>(a.ImageGradient(n), gradient[..a.ImageLength], a.ImageGradient(n));
                if (b.HasGradient)
                    TensorPrimitives.Add<T>(b.ImageGradient(n), gradient[a.ImageLength..], b.ImageGradient(n));
            }
        });
        return output;
    }

    private static int UnshuffledFrom<T>(Tensor<T> output, Tensor<T> input, int factor, int index)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (channel, cell) = Math.DivRem(index, output.Plane);
        var (y, x) = Math.DivRem(cell, output.Width);
        var (c, within) = Math.DivRem(channel, factor * factor);
        return (((c * input.Height) + (y * factor) + (within / factor)) * input.Width) + (x * factor) + (within % factor);
    }

    private static int PooledInto<T>(Tensor<T> output, Tensor<T> input, int factor, int index)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (line, x) = Math.DivRem(index, input.Width);
        var (c, y) = Math.DivRem(line, input.Height);
        return (((c * output.Height) + (y / factor)) * output.Width) + (x / factor);
    }

    private static void CheckDivisible<T>(Tensor<T> input, int factor)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (input.Height % factor != 0 || input.Width % factor != 0)
            throw new ArgumentException($"A tensor of {input.Height}x{input.Width} cells cannot be divided by {factor}.", nameof(input));
    }
}
