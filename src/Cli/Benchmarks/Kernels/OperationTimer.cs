using System.Diagnostics;
using ZkStyle.Cli.Output;

namespace ZkStyle.Cli.Benchmarks.Kernels;

/// <summary>Times operations one after the other, in this process.</summary>
internal static class OperationTimer
{
    // The runtime compiles a hot method for good after 30 calls and a tenth of a second in the background.
    private const int WarmUpCalls = 3;
    private static readonly TimeSpan s_warmUpTime = TimeSpan.FromMilliseconds(400);

    private const int FewestCalls = 5;
    private const int MostCalls = 1001;

    /// <summary>Times every operation.</summary>
    /// <param name="operations">The operations; each is prepared when its turn comes, and what it holds may go after it.</param>
    /// <param name="budget">Time to spend on calls of one operation; five are made in any case.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops between two calls.</param>
    /// <returns>Figures in the same order.</returns>
    public static IReadOnlyList<OperationTiming> Measure(
        IReadOnlyList<MeasuredOperation> operations, TimeSpan budget, IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var timings = new List<OperationTiming>();
        foreach (var operation in operations)
        {
            progress.Report("operations", (double)timings.Count / operations.Count, $"{operation.Name}, 2^{operation.LogSize}, {operation.Kernel}");
            timings.Add(OperationTiming.Of(operation, Calls(operation, budget, cancellationToken)));
        }

        return timings;
    }

    private static List<double> Calls(MeasuredOperation operation, TimeSpan budget, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = operation.Prepare();
        var warmUp = budget < s_warmUpTime ? budget : s_warmUpTime;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < WarmUpCalls || Stopwatch.GetElapsedTime(start) < warmUp; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            call();
        }

        GC.Collect();
        var calls = new List<double>();
        start = Stopwatch.GetTimestamp();
        while (calls.Count < FewestCalls || (calls.Count < MostCalls && Stopwatch.GetElapsedTime(start) < budget))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var callStart = Stopwatch.GetTimestamp();
            call();
            calls.Add(Stopwatch.GetElapsedTime(callStart).TotalMilliseconds);
        }

        return calls;
    }
}
