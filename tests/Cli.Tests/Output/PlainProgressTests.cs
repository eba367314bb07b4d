using ZkStyle.Cli.Output;

namespace ZkStyle.Cli.Tests.Output;

public class PlainProgressTests
{
    [Fact]
    public void A_line_comes_now_and_then()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var clock = new ManualClock();
        var progress = new PlainProgress("prove", writer, clock);

        for (var second = 1; second <= 25; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            progress.Report("quotient", second / 50.0, second > 15 ? "almost done" : null);
        }

        Assert.Equal("prove: quotient 20 % (10 s)\nprove: almost done (20 s)\n", writer.ToString());
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
