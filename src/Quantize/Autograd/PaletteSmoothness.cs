using System.Numerics;
using System.Numerics.Tensors;

namespace ZkStyle.Quantize.Autograd;

/// <summary>
/// What keeps a palette head's pictures calm: the expected number of unlike neighbours. With p_i the softmax of cell i's logits, every pair of
/// cells side by side or one above the other costs 1 - sum_k p_ik p_jk, the probability that two independent draws differ: the pairwise term
/// of a Potts model (Geman and Geman, 1984) in its mean-field form. Cross-entropy outweighs it wherever the target says what is there; where
/// the scores are undecided it makes neighbours decide alike.
/// </summary>
internal static class PaletteSmoothness
{
    /// <summary>The expected unlike pairs a cell, times a weight.</summary>
    /// <typeparam name="T">The number type.</typeparam>
    /// <param name="tape">The tape.</param>
    /// <param name="logits">The logits, N x K x H x W.</param>
    /// <param name="weight">What an unlike pair costs, at least 0.</param>
    /// <returns>A tensor of one element: weight / (N H W) times the sum over all pictures and pairs.</returns>
    public static Tensor<T> Apply<T>(Tape<T> tape, Tensor<T> logits, T weight)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var loss = tape.NewTensor(1, 1, 1, 1, logits.HasGradient);
        var slopes = tape.Borrow(logits.Length, cleared: false);
        // One partial sum per image, added in order.
        var sums = tape.Borrow(logits.Batch, cleared: false);
        var share = weight / T.CreateChecked(logits.Batch * logits.Plane);
        BatchParallel.For(logits.Batch, logits.Length, n =>
            sums[n] = Slopes(logits.Image(n), logits.Height, logits.Width, share, slopes.AsSpan(n * logits.ImageLength, logits.ImageLength)));
        var sum = T.Zero;
        for (var n = 0; n < logits.Batch; n++)
            sum += sums[n];
        loss.Data[0] = sum;
        tape.Record(loss, () =>
        {
            // The first operation that reaches the logits finds no numbers there yet.
            if (!logits.ClaimGradient())
                logits.Gradient.Clear();
            var factor = loss.Gradient[0];
            BatchParallel.For(logits.Batch, logits.Length, n =>
            {
                var gradient = logits.ImageGradient(n);
                TensorPrimitives.MultiplyAddEstimate(slopes.AsSpan(n * logits.ImageLength, logits.ImageLength), factor, gradient, gradient);
            });
        });
        return loss;
    }

    // One picture: its cost, and the cost's slope in each logit, -share * p_ik (q_ik - sum_l p_il q_il) with q_ik the sum of the neighbours' p_k.
    private static T Slopes<T>(ReadOnlySpan<T> logits, int height, int width, T share, Span<T> slopes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var plane = height * width;
        var probabilities = new T[logits.Length];
        var alike = new T[plane];
        Softmax(logits, plane, probabilities);
        for (var start = 0; start < logits.Length; start += plane)
        {
            var mine = probabilities.AsSpan(start, plane);
            var neighbours = slopes.Slice(start, plane);
            SumNeighbours(mine, width, neighbours);
            TensorPrimitives.MultiplyAddEstimate(mine, neighbours, alike, alike);
        }

        for (var start = 0; start < logits.Length; start += plane)
        {
            var slope = slopes.Slice(start, plane);
            TensorPrimitives.Subtract<T>(slope, alike, slope);
            TensorPrimitives.Multiply<T>(slope, probabilities.AsSpan(start, plane), slope);
            TensorPrimitives.Multiply(slope, -share, slope);
        }

        // Every pair was seen from both its cells.
        var pairs = T.CreateChecked((height * (width - 1)) + ((height - 1) * width));
        return share * (pairs - (TensorPrimitives.Sum<T>(alike) / T.CreateChecked(2)));
    }

    private static void Softmax<T>(ReadOnlySpan<T> logits, int plane, Span<T> probabilities)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var largest = logits[..plane].ToArray();
        for (var start = plane; start < logits.Length; start += plane)
            TensorPrimitives.Max(largest, logits.Slice(start, plane), largest);
        var total = new T[plane];
        for (var start = 0; start < logits.Length; start += plane)
        {
            var power = probabilities.Slice(start, plane);
            TensorPrimitives.Subtract(logits.Slice(start, plane), largest, power);
            TensorPrimitives.Exp<T>(power, power);
            TensorPrimitives.Add<T>(total, power, total);
        }

        for (var start = 0; start < logits.Length; start += plane)
            TensorPrimitives.Divide<T>(probabilities.Slice(start, plane), total, probabilities.Slice(start, plane));
    }

    // The sum over the up to four neighbours of each cell.
    private static void SumNeighbours<T>(ReadOnlySpan<T> cells, int width, Span<T> sums)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        sums.Clear();
        TensorPrimitives.Add(sums[width..], cells[..^width], sums[width..]);
        TensorPrimitives.Add(sums[..^width], cells[width..], sums[..^width]);
        for (var line = 0; line < cells.Length; line += width)
        {
            var from = cells.Slice(line, width);
            var to = sums.Slice(line, width);
            TensorPrimitives.Add(to[1..], from[..^1], to[1..]);
            TensorPrimitives.Add(to[..^1], from[1..], to[..^1]);
        }
    }
}
