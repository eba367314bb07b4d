using ZkStyle.Prover.Constraints;

namespace ZkStyle.Prover.Export;

/// <summary>Turns scalar expressions into Yul. What is computed once is read from its place in memory.</summary>
internal sealed class ScalarEmitter(YulArithmetic arithmetic, ScalarPlaces places)
{
    /// <summary>The Yul expression of a scalar. Parameters of a sparse entry are read behind a variable <c>entry</c>.</summary>
    public YulExpression Emit(ScalarExpression expression)
    {
        if (ScalarPlan.Fold(expression) is { } value)
            return YulArithmetic.Literal(value);
        switch (expression)
        {
            case ScalarExpression.Challenge c:
                return new YulExpression(places.Challenges[c.Index].Load());
            case ScalarExpression.Parameter p:
                return new YulExpression(places.Parameters[p.Index].Load());
            case ScalarExpression.EntryParameter p:
                return new YulExpression($"mload(add(entry, {MemoryMap.Hex(32 * (2 + p.Index))}))");
            case ScalarExpression.PublicInputValue p:
                return new YulExpression(places.PublicValues[p.Index].Load());
            case ScalarExpression.Definition d:
                return new YulExpression(places.Definitions[d.Index].Load());
            case ScalarExpression.Sum { Right: ScalarExpression.Negation n } s:
                return arithmetic.Subtract(Emit(s.Left), Emit(n.Operand));
            case ScalarExpression.Sum { Left: ScalarExpression.Negation n } s:
                return arithmetic.Subtract(Emit(s.Right), Emit(n.Operand));
            case ScalarExpression.Sum s:
                return arithmetic.Add(Emit(s.Left), Emit(s.Right));
            case ScalarExpression.Product p:
                return arithmetic.Multiply(Emit(p.Left), Emit(p.Right));
            case ScalarExpression.Negation n:
                return arithmetic.Complement(Emit(n.Operand));
            case ScalarExpression.Exponentiation e:
                return arithmetic.Call("power", Emit(e.Base), Emit(e.Exponent));
            case ScalarExpression.Inversion i when ScalarPlan.IsOfEntry(i):
                return arithmetic.Call("invert", arithmetic.KeepNonZero(Emit(i.Operand)));
            case ScalarExpression.Inversion i:
                return new YulExpression(places.Inverses[i.ToString()]);
            default:
                throw new ArgumentException($"The generator does not know the scalar {expression.GetType().Name}.", nameof(expression));
        }
    }
}

/// <summary>Where scalars stand in the contract's memory, by their positions in the system.</summary>
/// <param name="Challenges">The system's challenges, then alpha.</param>
/// <param name="Parameters">The key's parameters.</param>
/// <param name="Definitions">Named scalars.</param>
/// <param name="PublicValues">Values of public inputs.</param>
/// <param name="Inverses">Yul that reads an inverse, by the text of the inversion.</param>
internal sealed record ScalarPlaces(
    IReadOnlyList<MemoryRegion> Challenges, IReadOnlyList<MemoryRegion> Parameters,
    Dictionary<int, MemoryRegion> Definitions, Dictionary<int, MemoryRegion> PublicValues,
    Dictionary<string, string> Inverses);
