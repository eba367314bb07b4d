using ZkStyle.Cli.Output;
using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests.Output;

public class PlainProgressTests
{
    [Fact]
    public void A_line_comes_now_and_then()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var clock = new ManualClock(TimeSpan.Zero);
        var progress = new PlainProgress("prove", writer, clock);

        for (var second = 1; second <= 25; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            progress.Report("quotient", second / 50.0, second > 15 ? "almost done" : null);
        }

        Assert.Equal("prove: quotient 20 % (10 s)\nprove: almost done (20 s)\n", writer.ToString());
    }
}
