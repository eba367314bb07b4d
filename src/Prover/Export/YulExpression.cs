namespace ZkStyle.Prover.Export;

/// <summary>A Yul expression over the scalar field, its modulus in a variable <c>p</c>.</summary>
/// <param name="Text">The text; it may be evaluated anywhere, since it only reads memory that no longer changes.</param>
/// <param name="Height">How deep its calls nest.</param>
/// <param name="IsCanonical">Whether its value is below p; others may reach p itself, which only products and sums accept.</param>
internal readonly record struct YulExpression(string Text, int Height = 0, bool IsCanonical = true);
