using System.Diagnostics;

namespace ZkStyle.Cli.Proving;

/// <summary>Measures what a piece of work takes: wall time and processor time of the whole process.</summary>
internal sealed class WorkMeter
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _processorStart = Environment.CpuUsage.TotalTime;

    /// <summary>Stops measuring.</summary>
    /// <returns>What it took since this object was made.</returns>
    public WorkCost Stop() => new(
        Stopwatch.GetElapsedTime(_start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - _processorStart).TotalSeconds, PeakMemory.OfThisProcess());

    /// <summary>Runs work and measures it.</summary>
    /// <typeparam name="T">What the work gives.</typeparam>
    /// <param name="work">The work.</param>
    /// <returns>Its result and what it took.</returns>
    public static (T Result, WorkCost Cost) Measure<T>(Func<T> work)
    {
        var meter = new WorkMeter();
        var result = work();
        return (result, meter.Stop());
    }
}
