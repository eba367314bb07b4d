namespace ZkStyle.Prover.Constraints;

/// <summary>A column committed by the prover.</summary>
/// <param name="Name">The name in reports.</param>
/// <param name="Phase">1-based; columns of a phase are committed together, before the challenges of that phase.</param>
public sealed record AdviceColumn(string Name, int Phase);
