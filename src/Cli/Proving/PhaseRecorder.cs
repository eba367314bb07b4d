using System.Diagnostics;
using ZkStyle.Cli.Output;

namespace ZkStyle.Cli.Proving;

/// <summary>
/// Measures a proof phase by phase from the progress it reports, which it passes on: what happens from a report
/// until the next one that names another phase belongs to the first. A phase that comes back is added up.
/// </summary>
internal sealed class PhaseRecorder : IPhaseProgress
{
    private const string Quotient = "quotient";
    private const string Commitments = "commitments";
    private const string Commit = "commit";

    private readonly IPhaseProgress _inner;
    private readonly bool _resetsPeak;
    private readonly Lock _lock = new();
    private readonly List<PhaseCost> _phases = [];
    private string _phase;
    private long _start;
    private TimeSpan _processorStart;
    private long _allocatedStart;

    /// <summary>Starts measuring.</summary>
    /// <param name="inner">Receives every report.</param>
    /// <param name="firstPhase">What is at work until the first report.</param>
    /// <param name="resetsPeak">
    /// Whether to measure each phase's own peak memory, for which the process forgets its peak so far; who watches
    /// this process from outside needs that peak.
    /// </param>
    public PhaseRecorder(IPhaseProgress inner, string firstPhase, bool resetsPeak)
    {
        _inner = inner;
        _resetsPeak = resetsPeak;
        _phase = firstPhase;
        Begin();
    }

    /// <inheritdoc />
    public void Report(string phase, double fraction, string? detail = null)
    {
        lock (_lock)
        {
            var group = Group(phase);
            if (group != _phase)
            {
                End();
                _phase = group;
                Begin();
            }
        }

        _inner.Report(phase, fraction, detail);
    }

    /// <summary>Ends the last phase.</summary>
    /// <returns>The phases in the order in which they first came.</returns>
    public IReadOnlyList<PhaseCost> Stop()
    {
        lock (_lock)
        {
            End();
            Begin();
            return [.. _phases];
        }
    }

    /// <summary>The prover's finer phases belong to few: all of the quotient's are one.</summary>
    private static string Group(string phase) =>
        phase.StartsWith(Quotient, StringComparison.Ordinal) ? Quotient : phase == Commitments ? Commit : phase;

    private void Begin()
    {
        if (_resetsPeak)
            PeakMemory.TryReset();
        _start = Stopwatch.GetTimestamp();
        _processorStart = Environment.CpuUsage.TotalTime;
        _allocatedStart = GC.GetTotalAllocatedBytes();
    }

    private void End()
    {
        var cost = new PhaseCost(
            _phase, Stopwatch.GetElapsedTime(_start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - _processorStart).TotalSeconds,
            GC.GetTotalAllocatedBytes() - _allocatedStart, PeakMemory.OfThisProcess());
        var index = _phases.FindIndex(p => p.Phase == _phase);
        if (index < 0)
        {
            _phases.Add(cost);
            return;
        }

        var earlier = _phases[index];
        _phases[index] = new PhaseCost(
            _phase, earlier.Milliseconds + cost.Milliseconds, earlier.ProcessorSeconds + cost.ProcessorSeconds,
            earlier.AllocatedBytes + cost.AllocatedBytes, Math.Max(earlier.PeakMemoryBytes, cost.PeakMemoryBytes));
    }
}
