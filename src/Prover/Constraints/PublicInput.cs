namespace ZkStyle.Prover.Constraints;

/// <summary>
/// A byte string the statement speaks of. The verifier absorbs its hash and reduces its bytes to one field
/// element, which gates use as <see cref="ScalarExpression.PublicInputValue"/>. Its length is the key's.
/// </summary>
/// <param name="Name">The name in error messages.</param>
/// <param name="Encoding">How the bytes become a field element.</param>
public sealed record PublicInput(string Name, PublicInputEncoding Encoding);
