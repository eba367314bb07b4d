using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Tests.Proving;

public class PhaseRecorderTests
{
    [Fact]
    public void Phases_are_grouped_and_added_up_and_reports_passed_on()
    {
        var inner = new Recording();
        var recorder = new PhaseRecorder(inner, "witness", resetsPeak: false);
        foreach (var phase in (string[])["witness", "commitments", "witness", "lookups", "commitments", "quotient transforms", "quotient gates", "opening"])
            recorder.Report(phase, 0.5);

        Assert.Equal(["witness", "commit", "lookups", "quotient", "opening"], recorder.Stop().Select(p => p.Phase));
        Assert.Equal("witness commitments witness lookups commitments quotient transforms quotient gates opening", string.Join(' ', inner.Phases));
    }

    [Fact]
    public void What_is_allocated_belongs_to_the_phase_at_work()
    {
        var recorder = new PhaseRecorder(new SilentProgress(), "first", resetsPeak: false);
        recorder.Report("second", 0);
        var kept = new byte[50_000_000];
        recorder.Report("third", 0);

        var phases = recorder.Stop().ToDictionary(p => p.Phase);

        // Other tests allocate at the same time, so only the least is known.
        Assert.InRange(phases["second"].AllocatedBytes, kept.Length, long.MaxValue);
        Assert.All(phases.Values, p => Assert.True(p.Milliseconds >= 0 && p.ProcessorSeconds >= 0 && p.PeakMemoryBytes > 0));
    }

    private sealed class Recording : IPhaseProgress
    {
        public List<string> Phases { get; } = [];

        public void Report(string phase, double fraction, string? detail = null) => Phases.Add(phase);
    }
}
