using System.Globalization;
using System.Numerics;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Prover.Export;

/// <summary>Expressions as a reader writes them, for comments: names, infix operators, [-1] for the row before.</summary>
internal sealed class ExpressionText(ConstraintSystem system)
{
    // How tightly an operator binds: sums, products, everything else.
    private const int Loose = 0;
    private const int Tight = 1;
    private const int Atom = 2;

    public string Of(Expression expression) => Of(expression, Loose);

    public string Of(ScalarExpression expression) => Of(expression, Loose);

    private string Of(Expression expression, int within) => expression switch
    {
        Expression.Scalar s => Of(s.Value, within),
        Expression.Cell c => system.NameOf(c.Column) + (c.Rotation == 0 ? "" : $"[{c.Rotation.ToString(CultureInfo.InvariantCulture)}]"),
        Expression.Sum s => Wrap($"{Of(s.Left, Loose)} + {Of(s.Right, Loose)}", Loose, within),
        Expression.Difference d => Wrap($"{Of(d.Left, Loose)} - {Of(d.Right, Tight)}", Loose, within),
        Expression.Product p => Wrap($"{Of(p.Left, Tight)} {Of(p.Right, Tight)}", Tight, within),
        _ => throw new ArgumentException($"The generator does not know the expression {expression.GetType().Name}.", nameof(expression)),
    };

    private string Of(ScalarExpression expression, int within) => expression switch
    {
        ScalarExpression.Constant c => Of(c.Value),
        ScalarExpression.Challenge c => c.Index < system.Challenges.Count ? system.Challenges[c.Index].Name : "alpha",
        ScalarExpression.Parameter p => system.Parameters[p.Index].Name,
        ScalarExpression.EntryParameter p => $"entry{p.Index.ToString(CultureInfo.InvariantCulture)}",
        ScalarExpression.PublicInputValue p => $"PI_{system.PublicInputs[p.Index].Name}",
        ScalarExpression.Definition d => system.Scalars[d.Index].Name,
        ScalarExpression.Sum { Right: ScalarExpression.Negation n } s => Wrap($"{Of(s.Left, Loose)} - {Of(n.Operand, Tight)}", Loose, within),
        ScalarExpression.Sum s => Wrap($"{Of(s.Left, Loose)} + {Of(s.Right, Loose)}", Loose, within),
        ScalarExpression.Product p => Wrap($"{Of(p.Left, Tight)} {Of(p.Right, Tight)}", Tight, within),
        ScalarExpression.Negation n => Wrap($"-{Of(n.Operand, Atom)}", Tight, within),
        ScalarExpression.Inversion i => $"{Of(i.Operand, Atom)}^-1",
        ScalarExpression.Exponentiation e => $"{Of(e.Base, Atom)}^{Of(e.Exponent, Atom)}",
        _ => throw new ArgumentException($"The generator does not know the scalar {expression.GetType().Name}.", nameof(expression)),
    };

    private static string Of(BigInteger value)
    {
        if (value > 1_000_000 && value.IsPowerOfTwo)
            return $"2^{(value.GetBitLength() - 1).ToString(CultureInfo.InvariantCulture)}";
        return BigInteger.Abs(value) < BigInteger.One << 64
            ? value.ToString(CultureInfo.InvariantCulture)
            : (value.Sign < 0 ? "-" : "") + "0x" + BigInteger.Abs(value).ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
    }

    private static string Wrap(string text, int binding, int within) => binding < within ? $"({text})" : text;
}
