using ZkStyle.Cli.Commands;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests.Commands;

public class BenchCommandTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("x")]
    public async Task The_number_of_proofs_has_bounds(string proofs)
    {
        var run = await CommandRun.Of("bench", "prove", "--proofs", proofs);

        Assert.Equal(2, run.Code);
        Assert.Contains("--proofs", run.Problem(), StringComparison.Ordinal);
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
    public void The_table_holds_median_minimum_and_maximum()
    {
        ProofMeasurement Proof(double total) => new(1, 2, 3, 4, total, total / 1000, 5, 1536, 1 << 30);
        var result = new ProveBenchmark(MachineInfo.Current(), 17, 123_936, 1000, 1, 2, 1 << 29, [Proof(300), Proof(100), Proof(200), Proof(500)]);

        var table = BenchCommand.Table(result);

        Assert.Equal(["proof", "250 ms", "100 ms", "500 ms"], table.Rows.Single(r => r[0] == "proof"));
        Assert.Equal("123,936 of 2^17", table.Rows.Single(r => r[0] == "rows")[1]);
        Assert.Equal("1,024.0 MiB", table.Rows.Single(r => r[0] == "peak memory, all")[1]);
        Assert.Contains("\"totalMs\": 500", CommandConsole.ToJson(result), StringComparison.Ordinal);
    }
}
