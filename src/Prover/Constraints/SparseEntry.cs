namespace ZkStyle.Prover.Constraints;

/// <summary>One non-zero cell of a sparse column.</summary>
/// <param name="Row">The row.</param>
/// <param name="Parameters">The integers of the coefficient formula, each below 2^32.</param>
public sealed record SparseEntry(int Row, IReadOnlyList<uint> Parameters);
