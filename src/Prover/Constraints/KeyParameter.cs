namespace ZkStyle.Prover.Constraints;

/// <summary>An integer that every key of this system carries.</summary>
/// <param name="Name">The name in keys and reports.</param>
public sealed record KeyParameter(string Name);
