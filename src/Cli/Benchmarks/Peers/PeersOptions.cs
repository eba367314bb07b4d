namespace ZkStyle.Cli.Benchmarks.Peers;

/// <summary>What to compare.</summary>
/// <param name="SnarkjsSizes">log2 of snarkjs's domains.</param>
/// <param name="BarretenbergSizes">log2 of Barretenberg's domains.</param>
/// <param name="ThreadCounts">Threads to measure with.</param>
/// <param name="Rounds">Runs of each.</param>
internal sealed record PeersOptions(
    IReadOnlyList<int> SnarkjsSizes, IReadOnlyList<int> BarretenbergSizes, IReadOnlyList<int> ThreadCounts, int Rounds);
