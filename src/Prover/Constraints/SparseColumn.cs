namespace ZkStyle.Prover.Constraints;

/// <summary>
/// A column that is zero except on the key's entries; an entry's value is <see cref="Coefficient"/> with the
/// entry's parameters put in.
/// </summary>
/// <param name="Name">The name in reports.</param>
/// <param name="EntryParameters">How many integers an entry carries.</param>
/// <param name="Coefficient">An entry's value.</param>
public sealed record SparseColumn(string Name, int EntryParameters, ScalarExpression Coefficient);
