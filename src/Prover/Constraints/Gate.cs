namespace ZkStyle.Prover.Constraints;

/// <summary>An expression that is zero on every row of a satisfied circuit.</summary>
/// <param name="Name">The gate's name in failure reports.</param>
/// <param name="Expression">What must vanish.</param>
public sealed record Gate(string Name, Expression Expression);
