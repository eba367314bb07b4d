using ZkStyle.Circuit.Reports;
using ZkStyle.Cli.Chain;
using ZkStyle.Cli.Proving;
using ZkStyle.Quantize.Evaluation;

namespace ZkStyle.Cli.Demo;

/// <summary>Everything a demonstration did and measured; <c>receipt.json</c> holds it.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Seed">The seed.</param>
/// <param name="TrainingSteps">Training steps done.</param>
/// <param name="ModelDigest">SHA-256 of the model file.</param>
/// <param name="Quality">Scores on held-out Nouns.</param>
/// <param name="Circuit">Rows and costs.</param>
/// <param name="IsUnsafe">Whether the keys come from an unsafe SRS; here they always do.</param>
/// <param name="SrsOrigin">The SRS in its own words.</param>
/// <param name="KeyDigest">Keccak-256 of the verifying key, as registered with the collection.</param>
/// <param name="Context">What the proof was made for, 0x and 64 hexadecimal digits.</param>
/// <param name="Proof">The proof's figures.</param>
/// <param name="Contracts">The contracts.</param>
/// <param name="Token">The token, read back.</param>
/// <param name="Refused">Changes that the contracts refused.</param>
/// <param name="RefusedMint">The contract's reason for refusing to mint a changed image.</param>
/// <param name="Steps">What took how long.</param>
/// <param name="TotalMs">Wall time of everything.</param>
/// <param name="TotalProcessorSeconds">Processor time of everything.</param>
/// <param name="PeakMemoryBytes">Peak memory of this process.</param>
internal sealed record DemoReceipt(
    MachineInfo Machine, ulong Seed, int TrainingSteps, string ModelDigest, EvaluationResult Quality, CircuitReport Circuit,
    bool IsUnsafe, string SrsOrigin, string KeyDigest, string Context, ProofMeasurement Proof, DemoContracts Contracts, MintedToken Token,
    IReadOnlyList<string> Refused, string RefusedMint, IReadOnlyList<DemoStep> Steps,
    double TotalMs, double TotalProcessorSeconds, long PeakMemoryBytes);
