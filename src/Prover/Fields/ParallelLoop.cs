namespace ZkStyle.Prover.Fields;

/// <summary>Loops whose turns run on a bounded number of threads.</summary>
internal static class ParallelLoop
{
    /// <summary>Threads to use: the number asked for, or one per logical processor when that is not positive.</summary>
    public static int Threads(int maxThreads) => maxThreads > 0 ? maxThreads : Environment.ProcessorCount;

    /// <summary>Runs <paramref name="body"/> for 0 to count-1; in order on the calling thread when only one is allowed.</summary>
    public static void For(int count, int maxThreads, Action<int> body, CancellationToken cancellationToken = default)
    {
        if (count <= 1 || Threads(maxThreads) == 1)
        {
            for (var i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                body(i);
            }

            return;
        }

        // One task per thread that draws turns one by one: turns are few and long, so none may wait behind another.
        var next = -1;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Threads(maxThreads),
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, Math.Min(count, Threads(maxThreads)), options, _ =>
        {
            for (var turn = Interlocked.Increment(ref next); turn < count; turn = Interlocked.Increment(ref next))
            {
                cancellationToken.ThrowIfCancellationRequested();
                body(turn);
            }
        });
    }

    /// <summary>Splits 0 to length-1 into consecutive ranges of at least minimum elements, several per thread, and runs them.</summary>
    public static void ForRanges(
        int length, int minimum, int maxThreads, Action<int, int> body, CancellationToken cancellationToken = default)
    {
        var ranges = Math.Clamp(length / Math.Max(1, minimum), 1, 4 * Threads(maxThreads));
        For(ranges, maxThreads, range => body(Start(range), Start(range + 1)), cancellationToken);

        int Start(int range) => (int)((long)length * range / ranges);
    }
}
