using ZkStyle.Cli.Benchmarks.Circuits;

namespace ZkStyle.Cli.Benchmarks.Scaling;

/// <summary>One size, with one number of threads.</summary>
/// <param name="Circuit">The kind of circuit.</param>
/// <param name="LogSize">log2 of its rows.</param>
/// <param name="Threads">Threads at most.</param>
/// <param name="KeygenMs">Wall time of making the keys, with all threads, from an SRS that is there.</param>
/// <param name="ReadMs">Wall time of reading the proving key.</param>
/// <param name="FirstProofMs">Wall time of the first proof of a process, with what the runtime compiles on the way.</param>
/// <param name="ProofMs">Median wall time of a proof.</param>
/// <param name="ProcessorSeconds">Median processor time of a proof.</param>
/// <param name="NanosecondsPerRowAndLog">Processor time over n log2 n: falls or stays where the cost grows no faster than that.</param>
/// <param name="VerifyMs">Median wall time of a verification.</param>
/// <param name="PeakMemoryBytes">Peak memory of the process that reads the key and proves.</param>
internal sealed record ScalingRow(
    CircuitKind Circuit, int LogSize, int Threads, double KeygenMs, double ReadMs, double FirstProofMs, double ProofMs,
    double ProcessorSeconds, double NanosecondsPerRowAndLog, double VerifyMs, long PeakMemoryBytes);
