namespace ZkStyle.Quantize.Tests.Support;

/// <summary>A file format to be fuzzed.</summary>
/// <param name="Name">Its name, for failures.</param>
/// <param name="Files">Good files to start from.</param>
/// <param name="Boundaries">Where a file's parts start, in order and inside the file; empty for a file in which none are recognized.</param>
/// <param name="Repair">Makes checksums right again where a file has any, so that changes reach what lies behind them.</param>
internal sealed record FuzzedFormat(string Name, IReadOnlyList<byte[]> Files, Func<byte[], IReadOnlyList<int>> Boundaries, Func<byte[], byte[]>? Repair = null);
