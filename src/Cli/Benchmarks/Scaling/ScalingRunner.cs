using System.Globalization;
using ZkStyle.Cli.Benchmarks.Circuits;
using ZkStyle.Cli.Benchmarks.Kernels;
using ZkStyle.Cli.Benchmarks.Processes;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Benchmarks.Scaling;

/// <summary>
/// Measures proofs of growing circuits. Keys are made in one process and used in others, so that a proof's peak memory
/// is its own: what a process that reads the key and proves needs.
/// </summary>
/// <param name="work">Receives the keys.</param>
/// <param name="seed">Fixes every circuit.</param>
/// <param name="proofs">Proofs of each size.</param>
internal sealed class ScalingRunner(WorkFolder work, ulong seed, int proofs)
{
    /// <summary>Measures.</summary>
    /// <param name="sizes">The circuits, as kind and log2 of the rows.</param>
    /// <param name="threadCounts">Threads to measure each with.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops the work and the process at work.</param>
    /// <returns>The figures.</returns>
    public ScalingBenchmark Run(
        IReadOnlyList<(CircuitKind Kind, int LogSize)> sizes, IReadOnlyList<int> threadCounts, IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var machine = MachineInfo.Current();
        var rows = new List<ScalingRow>();
        var steps = sizes.Count * (threadCounts.Count + 1.0);
        var done = 0;
        foreach (var (kind, logSize) in sizes)
        {
            var name = $"{Figures.Word(kind)} 2^{logSize}";
            progress.Report("sizes", done++ / steps, $"{name}, keys");
            var (key, keys) = MakeKeys(kind, logSize, cancellationToken);
            foreach (var threads in threadCounts)
            {
                progress.Report("sizes", done++ / steps, $"{name}, {Figures.Counted(threads, "thread")}");
                rows.Add(Row(kind, keys, Prove(kind, logSize, key, threads, cancellationToken)));
            }

            work.Discard(key);
        }

        return new ScalingBenchmark(machine, rows);
    }

    private (string Path, ChildKeys Keys) MakeKeys(CircuitKind kind, int logSize, CancellationToken cancellationToken)
    {
        // Keys are always made anew: the time they take is one of the figures.
        var path = Path.Combine(work.Root, string.Create(CultureInfo.InvariantCulture, $"{Figures.Word(kind)}-{logSize}.pk"));
        var outcome = ChildProcess.Run(
            OwnProgram.Command(["bench", "child-keys", .. CircuitArguments(kind, logSize), "--out", path, "--json"]), cancellationToken);
        return (path, CommandConsole.FromJson<ChildKeys>(outcome.Output));
    }

    private ChildProofs Prove(CircuitKind kind, int logSize, string key, int threads, CancellationToken cancellationToken)
    {
        var command = OwnProgram.Command(
        [
            "bench", "child-prove", .. CircuitArguments(kind, logSize), "--key", key,
            "--threads", threads.ToString(CultureInfo.InvariantCulture), "--proofs", proofs.ToString(CultureInfo.InvariantCulture), "--json",
        ]);
        var outcome = ChildProcess.Run(command with { Processors = ProcessorSet.For(threads) }, cancellationToken);
        return CommandConsole.FromJson<ChildProofs>(outcome.Output);
    }

    private string[] CircuitArguments(CircuitKind kind, int logSize) =>
    [
        "--circuit", Figures.Word(kind), "--log-size", logSize.ToString(CultureInfo.InvariantCulture), "--seed", seed.ToString(CultureInfo.InvariantCulture),
    ];

    private static ScalingRow Row(CircuitKind kind, ChildKeys keys, ChildProofs made)
    {
        double Median(Func<ProofMeasurement, double> value) => new Quantiles(made.Proofs.Select(value)).Median;
        var seconds = Median(p => p.ProcessorSeconds);
        var rows = (double)(1L << made.LogSize);
        return new ScalingRow(
            kind, made.LogSize, made.Threads, keys.KeygenMs, made.ReadMs, made.Proofs[0].TotalMs, Median(p => p.TotalMs),
            seconds, seconds * 1e9 / (rows * made.LogSize), Median(p => p.VerifyMs), made.PeakMemoryBytes);
    }
}
