namespace ZkStyle.Cli.Benchmarks.Scaling;

/// <summary>What a child process says of the keys it made.</summary>
/// <param name="LogSize">log2 of the circuit's rows.</param>
/// <param name="SrsMs">Wall time of making the unsafe SRS.</param>
/// <param name="KeygenMs">Wall time of making the keys.</param>
/// <param name="PeakMemoryBytes">The process's peak memory.</param>
internal sealed record ChildKeys(int LogSize, double SrsMs, double KeygenMs, long PeakMemoryBytes);
