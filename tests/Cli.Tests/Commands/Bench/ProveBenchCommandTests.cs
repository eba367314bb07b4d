using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests.Commands.Bench;

public class ProveBenchCommandTests
{
    [Theory]
    [InlineData("--proofs", "0")]
    [InlineData("--proofs", "1001")]
    [InlineData("--proofs", "x")]
    [InlineData("--threads", "0")]
    public async Task Numbers_have_bounds(string option, string value)
    {
        var run = await CommandRun.Of("bench", "prove", option, value);

        Assert.Equal(2, run.Code);
        Assert.Contains(option, run.Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_stops_before_the_first_proof()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var json = await CommandRun.OfAsync(["bench", "prove", "--json"], stop.Token);
        var run = await CommandRun.UntilAsync("unsafe SRS", "bench", "prove");

        Assert.Equal((130, 130), (json.Code, run.Code));
        Assert.Equal("cancelled", json.Json().GetProperty("error").GetString());
        Assert.Contains("UNSAFE", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tables_hold_medians_and_bounds_of_each_phase()
    {
        static ProofMeasurement Proof(double total) => new(
            1, 2, 3, 4, total, total / 1000, 5, 1536, 1 << 30,
            [new PhaseCost("witness", total / 4, 0.25, 1 << 20, 1 << 29), new PhaseCost("commit", total / 2, 0.5, 2 << 20, 1 << 30)]);
        var result = new ProveBenchmark(
            MachineInfo.Current(), 17, 123_936, 1000, 2, 1, 2, 3, 1 << 29, [Proof(300), Proof(100), Proof(200), Proof(500)]);

        var tables = result.ToTables();

        Assert.Equal("123,936 of 2^17", tables[0].Rows.Single(r => r[0] == "rows")[1]);
        Assert.Equal(["all", "250 ms", "100 ms", "500 ms", "0.25 s", "3.0 MiB", "1,024.0 MiB"], tables[1].Rows.Single(r => r[0] == "all"));
        Assert.Equal(["witness", "62 ms", "25 ms", "125 ms", "0.25 s", "1.0 MiB", "512.0 MiB"], tables[1].Rows.Single(r => r[0] == "witness"));
        Assert.Contains("\"totalMs\": 500", CommandConsole.ToJson(result), StringComparison.Ordinal);
        Assert.Contains("\"allocatedBytes\": 1048576", CommandConsole.ToJson(result), StringComparison.Ordinal);
    }
}
