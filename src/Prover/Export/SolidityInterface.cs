namespace ZkStyle.Prover.Export;

/// <summary>An interface that a generated contract declares to implement.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ImportPath">The path to import it from.</param>
public sealed record SolidityInterface(string Name, string ImportPath);
