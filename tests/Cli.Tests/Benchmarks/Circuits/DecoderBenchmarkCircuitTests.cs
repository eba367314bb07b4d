using ZkStyle.Circuit;
using ZkStyle.Cli.Benchmarks.Circuits;

namespace ZkStyle.Cli.Tests.Benchmarks.Circuits;

public class DecoderBenchmarkCircuitTests
{
    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(20)]
    public void A_decoder_fills_its_size(int logSize)
    {
        var report = DecoderCompiler.Compile(DecoderBenchmarkCircuit.Decoder(logSize, 1)).Report;

        Assert.Equal(logSize, report.LogSize);
        Assert.InRange(report.UsedRows, 0.75 * report.Rows, report.Rows);
    }
}
