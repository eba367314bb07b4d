using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>How a sum is cut into windows, and windows into tasks.</summary>
internal static class MsmPlan
{
    /// <summary>Digits of this width still are 16-bit integers.</summary>
    private const int MaxWidth = 16;

    /// <summary>What a window costs besides its additions, in additions: rounds with few pairs, and the doublings that follow.</summary>
    private const int WindowOverhead = 1000;

    /// <summary>Windows of a width that hold so many bits and the carry into the highest.</summary>
    public static int Windows(int width, int bits) => (bits + width) / width;

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
            double buckets = 1 << (width - 1);
            var filled = buckets * (1 - Math.Exp(-points / buckets));
            var cost = Windows(width, bits) * (points + filled + WindowOverhead);
            if (cost < bestCost)
                (best, bestCost) = (width, cost);
        }

        return best;
    }

    /// <summary>
    /// Tasks that keep threads equally busy: whole windows as long as there are as many for every thread, then ranges of points of
    /// the windows that are left.
    /// </summary>
    public static MsmTask[] Tasks(int windows, int count, int maxThreads)
    {
        var threads = Math.Max(1, Math.Min(ParallelLoop.Threads(maxThreads), count));
        var whole = windows / threads * threads;
        var tasks = new List<MsmTask>();
        for (var window = 0; window < windows; window++)
        {
            var ranges = window < whole ? 1 : threads;
            for (var range = 0; range < ranges; range++)
            {
                var start = (int)((long)count * range / ranges);
                tasks.Add(new MsmTask(window, start, (int)((long)count * (range + 1) / ranges) - start));
            }
        }

        return [.. tasks];
    }
}
