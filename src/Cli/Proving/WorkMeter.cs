using System.Diagnostics;

namespace ZkStyle.Cli.Proving;

/// <summary>Measures what a piece of work takes: wall time and processor time of the whole process.</summary>
internal sealed class WorkMeter
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _processorStart = ProcessorTime();

    /// <summary>Stops measuring.</summary>
    /// <returns>What it took since this object was made.</returns>
    public WorkCost Stop() => new(
        Stopwatch.GetElapsedTime(_start).TotalMilliseconds, (ProcessorTime() - _processorStart).TotalSeconds, PeakMemoryBytes());

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

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static long PeakMemoryBytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
