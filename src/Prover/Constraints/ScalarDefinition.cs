namespace ZkStyle.Prover.Constraints;

/// <summary>A scalar with a name, computed once.</summary>
/// <param name="Name">The name in generated code.</param>
/// <param name="Value">Its definition.</param>
public sealed record ScalarDefinition(string Name, ScalarExpression Value);
