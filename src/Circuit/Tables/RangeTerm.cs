using ZkStyle.Circuit.Graphs;

namespace ZkStyle.Circuit.Tables;

/// <summary>One edge into a tensor, and what it reads.</summary>
/// <param name="Edge">The edge.</param>
/// <param name="Input">The values that the source's cells can have; 0 among them, which the padding is, unless the kernel has one tap.</param>
/// <param name="IsDoubled">Whether the source is doubled first.</param>
internal sealed record RangeTerm(CircuitEdge Edge, QuantizedRange Input, bool IsDoubled);
