namespace ZkStyle.Cli.Proving;

/// <summary>What <c>bench prove</c> measured.</summary>
/// <param name="Machine">Where.</param>
/// <param name="LogSize">log2 of the circuit's rows.</param>
/// <param name="UsedRows">Rows in use.</param>
/// <param name="MultiplyAccumulates">Multiply-accumulates of one decoding.</param>
/// <param name="CompileMs">Wall time of the compilation.</param>
/// <param name="KeygenMs">Wall time of making the unsafe SRS and the keys.</param>
/// <param name="KeygenPeakMemoryBytes">Peak memory of the process when the keys were made.</param>
/// <param name="Proofs">Each proof.</param>
internal sealed record ProveBenchmark(
    MachineInfo Machine, int LogSize, long UsedRows, long MultiplyAccumulates,
    double CompileMs, double KeygenMs, long KeygenPeakMemoryBytes, IReadOnlyList<ProofMeasurement> Proofs);
