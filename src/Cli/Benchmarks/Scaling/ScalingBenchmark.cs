using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Benchmarks.Scaling;

/// <summary>What <c>bench scaling</c> measured.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Rows">Every size with every number of threads.</param>
internal sealed record ScalingBenchmark(MachineInfo Machine, IReadOnlyList<ScalingRow> Rows)
{
    /// <summary>The figures for a person.</summary>
    /// <returns>One row a size and number of threads.</returns>
    public ResultTable ToTable()
    {
        var table = new ResultTable(
            "circuit", "rows", "threads", "keys", "read key", "first proof", "proof", "processor time", "over n log n", "verify", "peak memory")
        {
            Title = Machine.ToString(),
        };
        foreach (var row in Rows)
        {
            table.Add(
                Figures.Word(row.Circuit), $"2^{row.LogSize}", Figures.Count(row.Threads), Figures.Time(row.KeygenMs), Figures.Time(row.ReadMs),
                Figures.Time(row.FirstProofMs), Figures.Time(row.ProofMs), Figures.Number(row.ProcessorSeconds, "s", 2),
                Figures.Number(row.NanosecondsPerRowAndLog, "ns", 0), Figures.Time(row.VerifyMs), Figures.Bytes(row.PeakMemoryBytes));
        }

        return table;
    }
}
