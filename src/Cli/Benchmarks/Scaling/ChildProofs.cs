using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Benchmarks.Scaling;

/// <summary>What a child process says of the proofs it made.</summary>
/// <param name="LogSize">log2 of the circuit's rows.</param>
/// <param name="Threads">Threads at most.</param>
/// <param name="ReadMs">Wall time of reading the proving key.</param>
/// <param name="Proofs">Each proof.</param>
/// <param name="PeakMemoryBytes">The process's peak memory: key, circuit and proofs.</param>
internal sealed record ChildProofs(int LogSize, int Threads, double ReadMs, IReadOnlyList<ProofMeasurement> Proofs, long PeakMemoryBytes);
