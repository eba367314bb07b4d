using ZkStyle.Cli.Benchmarks.Peers;
using ZkStyle.Cli.Benchmarks.Processes;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Tests.Benchmarks.Peers;

public class PeersBenchmarkTests
{
    [Fact]
    public void Medians_ratios_and_the_decoders_gates_are_shown()
    {
        var own = Measure("ZkStyle", "decoder", 1.5, 2.5, 2.0);
        var peer = Measure("bb UltraHonk", "chain", 8, 4, 6);
        var cost = PeerDecoderCost.Of("bb UltraHonk", new GateModel(0.5, 10, 1, 1000, -0.002), new DecoderDemand(1_000_000, 10_000, 500));
        var result = new PeersBenchmark(MachineInfo.Current(), [peer, own], [PeerRatio.Of(own, peer)], new DecoderDemand(1_000_000, 10_000, 500), [cost], 17);

        var tables = result.ToTables();

        Assert.Equal(
            ["bb UltraHonk", "chain", "2^17", "131,000", "1", "6,000 ms", "5.50 s", "0.50 s", "6.00 s", "8.0 MiB", "1,536 bytes", "3"],
            tables[0].Rows[0]);
        Assert.Equal(["bb UltraHonk", "chain", "decoder", "2^17", "1", "0.33", "0.33", "0.31"], tables[1].Rows[0]);
        Assert.Equal(["bb UltraHonk", "0.50", "10.00", "1.00", "0.2 %", "601,500", "2^20", "8 times"], tables[2].Rows[0]);
        Assert.Contains("\"processorTime\": 0.333", CommandConsole.ToJson(result), StringComparison.Ordinal);
    }

    // Runs of so many seconds, half a second of each in the system; one MiB for each second.
    private static PeerMeasurement Measure(string prover, string circuit, params double[] seconds) => PeerMeasurement.Of(
        new FakeContender(prover, circuit), 1, 1536, [.. seconds.Select(s => new ChildCost(s * 1000, s - 0.5, 0.5, (long)(s * (1 << 20))))]);

    private sealed class FakeContender : Contender
    {
        public FakeContender(string prover, string circuit)
            : base(prover, circuit, 17) => Gates = 131_000;

        public override void Prepare(CancellationToken cancellationToken)
        {
        }

        public override ChildCommand Command(int threads) => new("none", []);

        public override long Verify(ChildOutcome outcome, CancellationToken cancellationToken) => 0;
    }
}
