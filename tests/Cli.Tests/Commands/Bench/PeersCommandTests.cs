using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests.Commands.Bench;

public class PeersCommandTests
{
    [Theory]
    [InlineData("--snarkjs-sizes", "7")]
    [InlineData("--bb-sizes", "16,21")]
    [InlineData("--rounds", "0")]
    [InlineData("--threads", "x")]
    public async Task Options_have_bounds(string option, string value)
    {
        var run = await CommandRun.Of("bench", "peers", option, value);

        Assert.Equal(2, run.Code);
        Assert.Contains(option, run.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_before_the_start_installs_nothing()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var run = await CommandRun.OfAsync(["bench", "peers"], stop.Token);

        Assert.Equal(130, run.Code);
        Assert.Equal("cancelled", run.Problem());
    }
}
