using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>How a sum is cut into windows, and windows into tasks.</summary>
internal static class MsmPlan
{
    /// <summary>Digits of this width still are 16-bit integers.</summary>
    private const int MaxWidth = 16;

    /// <summary>Terms of a task whose windows are put together, at least.</summary>
    private const int TaskTerms = 1 << 16;

    /// <summary>What a window costs besides its additions, in additions: the doublings and sums that follow.</summary>
    private const int WindowOverhead = 100;

    /// <summary>What a bucket costs besides its additions, in additions: the lists that it is on.</summary>
    private const double BucketOverhead = 0.5;

    /// <summary>Windows of a width that hold so many bits and the carry into the highest.</summary>
    public static int Windows(int width, int bits) => (bits + width) / width;

    /// <summary>
    /// Whether digits fit 16 bits. Of width 16 those of the highest window may be 2^15, which does not, if it has 15 bits of
    /// the scalar and a carry.
    /// </summary>
    public static bool IsPossible(int width, int bits) => width < MaxWidth || bits < MaxWidth || bits % MaxWidth != MaxWidth - 1;

    /// <summary>
    /// The width with the fewest additions. In each window every point is added once, less one a bucket, and a bucket's sum
    /// is added to its row and to its column.
    /// </summary>
    public static int ChooseWidth(int points, int bits)
    {
        var best = 2;
        var bestCost = double.MaxValue;
        for (var width = 2; width <= MaxWidth; width++)
        {
            if (!IsPossible(width, bits))
                continue;
            double buckets = 1 << (width - 1);
            var filled = buckets * (1 - Math.Exp(-points / buckets));
            var cost = Windows(width, bits) * (points + filled + (BucketOverhead * buckets) + WindowOverhead);
            if (cost < bestCost)
                (best, bestCost) = (width, cost);
        }

        return best;
    }

    /// <summary>
    /// Tasks that keep threads equally busy, highest windows last: as many whole windows for each thread, then
    /// ranges of points of the windows that are left. Windows of few points go together, so that batches are long.
    /// </summary>
    public static MsmTask[] Tasks(int windows, int count, int maxThreads)
    {
        var threads = Math.Max(1, Math.Min(ParallelLoop.Threads(maxThreads), count));
        var perThread = windows / threads;
        var tasks = new List<MsmTask>();
        var groups = perThread == 0 ? 0 : threads * Math.Max(1, Math.Min(perThread, (int)((long)perThread * count / TaskTerms)));
        for (var group = 0; group < groups; group++)
        {
            var window = threads * perThread * group / groups;
            tasks.Add(new MsmTask(window, (threads * perThread * (group + 1) / groups) - window, 0, count));
        }

        var left = windows - (threads * perThread);
        for (var range = 0; range < threads && left > 0; range++)
        {
            var start = (int)((long)count * range / threads);
            tasks.Add(new MsmTask(threads * perThread, left, start, (int)((long)count * (range + 1) / threads) - start));
        }

        return [.. tasks];
    }
}
