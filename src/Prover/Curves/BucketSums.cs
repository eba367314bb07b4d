using System.Buffers;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// Pippenger's method over given digits. A task is a window and a range of the points: its points are sorted by
/// digit, each bucket is added up, and the buckets are summed with their weights; tasks share nothing.
/// </summary>
internal sealed class BucketSums
{
    private const int MaxWidth = 15;

    /// <summary>Bucket counts up to this are weighted by a running sum alone.</summary>
    private const int MaxRunningSum = 32;

    private readonly ReadOnlyMemory<G1Affine> _bases;
    private readonly IScalarDigits _digits;
    private readonly int _maxThreads;
    private readonly int _width;
    private readonly int _windows;

    public BucketSums(ReadOnlyMemory<G1Affine> bases, IScalarDigits digits, int maxThreads)
    {
        _bases = bases;
        _digits = digits;
        _maxThreads = maxThreads;
        _width = ChooseWidth(digits.NonZeroCount, digits.ScalarBits);
        _windows = digits.SetWidth(_width);
    }

    public G1Jacobian Compute()
    {
        // Few windows are cut into ranges of points, so that every thread has work and none waits long for the last.
        var threads = ParallelLoop.Threads(_maxThreads);
        var ranges = threads == 1 || _windows >= 2 * threads
            ? 1
            : Math.Clamp(_digits.NonZeroCount >> _width, 1, (2 * threads + _windows - 1) / _windows);
        var sums = new G1Jacobian[_windows * ranges];
        ParallelLoop.For(sums.Length, threads, task =>
        {
            var range = task % ranges;
            var start = (int)((long)_digits.Count * range / ranges);
            var end = (int)((long)_digits.Count * (range + 1) / ranges);
            sums[task] = SumWindow(task / ranges, start, end - start);
        });

        var total = G1Jacobian.Infinity;
        for (var window = _windows - 1; window >= 0; window--)
        {
            for (var i = 0; i < _width && !total.IsInfinity; i++)
                total = total.Double();
            for (var range = 0; range < ranges; range++)
                total += sums[(window * ranges) + range];
        }

        return total;
    }

    /// <summary>The width with the fewest additions: one per point and about two and a half per bucket in every window.</summary>
    public static int ChooseWidth(int points, int bits)
    {
        var best = 2;
        var bestCost = double.MaxValue;
        for (var width = 2; width <= MaxWidth; width++)
        {
            var windows = (bits + width) / width;
            var cost = windows * (points + (2.5 * (1 << (width - 1))) + 100);
            if (cost < bestCost)
                (best, bestCost) = (width, cost);
        }

        return best;
    }

    private G1Jacobian SumWindow(int window, int first, int count)
    {
        var buckets = (1 << (_width - 1)) + 1;
        var digits = ArrayPool<short>.Shared.Rent(count);
        var sorted = ArrayPool<G1Affine>.Shared.Rent(Math.Max(count, buckets));
        try
        {
            var digitSpan = digits.AsSpan(0, count);
            _digits.ReadDigits(window, first, digitSpan);
            var counts = new int[buckets];
            foreach (var digit in digitSpan)
                counts[Math.Abs((int)digit)]++;
            counts[0] = 0;

            var starts = new int[buckets];
            for (var b = 1; b < buckets; b++)
                starts[b] = starts[b - 1] + counts[b - 1];
            Scatter(_bases.Span.Slice(first, count), digitSpan, (int[])starts.Clone(), sorted);

            var adder = new BatchAffineAdder();
            adder.SumGroups(sorted, starts, counts);
            var sums = new G1Affine[buckets];
            for (var b = 1; b < buckets; b++)
            {
                if (counts[b] != 0)
                    sums[b] = sorted[starts[b]];
            }

            return WeightedSum(sums, sorted, adder);
        }
        finally
        {
            ArrayPool<G1Affine>.Shared.Return(sorted);
            ArrayPool<short>.Shared.Return(digits);
        }
    }

    /// <summary>Copies each point with a digit to its bucket's next place, negated where the digit is negative.</summary>
    private static void Scatter(ReadOnlySpan<G1Affine> bases, ReadOnlySpan<short> digits, int[] next, Span<G1Affine> sorted)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (int)digits[i];
            if (digit > 0)
                sorted[next[digit]++] = bases[i];
            else if (digit < 0)
                sorted[next[-digit]++] = -bases[i];
        }
    }

    /// <summary>
    /// The sum of b * point_b. With b = row * side + column it is side * (sum of row * rowSum) + (sum of
    /// column * columnSum), and rows and columns are added up in batches.
    /// </summary>
    private static G1Jacobian WeightedSum(ReadOnlySpan<G1Affine> points, Span<G1Affine> work, BatchAffineAdder adder)
    {
        if (points.Length <= MaxRunningSum)
            return RunningSum(points);

        var logSide = (int.Log2(points.Length) + 1) / 2;
        var side = 1 << logSide;
        var rows = (points.Length + side - 1) >> logSide;
        var starts = new int[Math.Max(side, rows)];
        var counts = new int[starts.Length];

        points.CopyTo(work);
        for (var row = 0; row < rows; row++)
        {
            starts[row] = row << logSide;
            counts[row] = Math.Min(side, points.Length - starts[row]);
        }

        var rowSums = SumAndTake(rows, work);

        var position = 0;
        for (var column = 0; column < side; column++)
        {
            starts[column] = position;
            for (var b = column; b < points.Length; b += side)
                work[position++] = points[b];
            counts[column] = position - starts[column];
        }

        var columnSums = SumAndTake(side, work);

        var sum = RunningSum(rowSums);
        for (var i = 0; i < logSide; i++)
            sum = sum.Double();
        return sum + RunningSum(columnSums);

        G1Affine[] SumAndTake(int groups, Span<G1Affine> groupPoints)
        {
            adder.SumGroups(groupPoints, starts.AsSpan(0, groups), counts);
            var sums = new G1Affine[groups];
            for (var g = 0; g < groups; g++)
                sums[g] = groupPoints[starts[g]];
            return sums;
        }
    }

    /// <summary>The sum of b * point_b: every point counts once in each of the suffix sums from 1 to b.</summary>
    private static G1Jacobian RunningSum(ReadOnlySpan<G1Affine> points)
    {
        var suffix = G1Jacobian.Infinity;
        var sum = G1Jacobian.Infinity;
        for (var b = points.Length - 1; b >= 1; b--)
        {
            suffix += points[b];
            sum += suffix;
        }

        return sum;
    }
}
