using ZkStyle.Cli.Benchmarks.Kernels;
using ZkStyle.Cli.Benchmarks.Processes;

namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>One prover on one circuit with one number of threads: medians over whole processes.</summary>
/// <param name="Prover">The prover.</param>
/// <param name="Circuit">What is proven.</param>
/// <param name="LogSize">log2 of the rows of its domain.</param>
/// <param name="Gates">Gates, or rows in use.</param>
/// <param name="Threads">Threads at most, on as many processors.</param>
/// <param name="Milliseconds">Wall time.</param>
/// <param name="UserSeconds">User time.</param>
/// <param name="SystemSeconds">System time.</param>
/// <param name="ProcessorSeconds">User plus system time.</param>
/// <param name="PeakMemoryBytes">Peak memory, the largest of all runs.</param>
/// <param name="ProofBytes">Bytes of the proof.</param>
/// <param name="Runs">Every run.</param>
internal sealed record PeerMeasurement(
    string Prover, string Circuit, int LogSize, long Gates, int Threads, double Milliseconds, double UserSeconds, double SystemSeconds,
    double ProcessorSeconds, long PeakMemoryBytes, long ProofBytes, IReadOnlyList<ChildCost> Runs)
{
    /// <summary>Summarizes runs.</summary>
    /// <param name="contender">Who ran.</param>
    /// <param name="threads">With how many threads.</param>
    /// <param name="proofBytes">Bytes of its proof.</param>
    /// <param name="runs">What each run took.</param>
    /// <returns>The figures.</returns>
    public static PeerMeasurement Of(Contender contender, int threads, long proofBytes, IReadOnlyList<ChildCost> runs)
    {
        double Median(Func<ChildCost, double> value) => new Quantiles(runs.Select(value)).Median;
        return new PeerMeasurement(
            contender.Prover, contender.Circuit, contender.LogSize, contender.Gates, threads, Median(r => r.Milliseconds), Median(r => r.UserSeconds),
            Median(r => r.SystemSeconds), Median(r => r.ProcessorSeconds), runs.Max(r => r.PeakMemoryBytes), proofBytes, runs);
    }
}
