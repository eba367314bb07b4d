using System.Globalization;
using System.Numerics;

namespace ZkStyle.Prover.Constraints;

/// <summary>
/// A field element that prover, verifier and contract all compute from challenges, key parameters and
/// public inputs. Expressions are trees; name a shared part with
/// <see cref="ConstraintSystemBuilder.DefineScalar"/> so that it is computed once.
/// </summary>
public abstract record ScalarExpression
{
    private ScalarExpression()
    {
    }

    /// <summary>The constant zero.</summary>
    public static ScalarExpression Zero { get; } = new Constant(BigInteger.Zero);

    /// <summary>The constant one.</summary>
    public static ScalarExpression One { get; } = new Constant(BigInteger.One);

    /// <summary>An integer is a constant scalar.</summary>
    /// <param name="value">The integer; negative ones count down from the field's order.</param>
    public static implicit operator ScalarExpression(long value) => new Constant(value);

    /// <summary>The sum.</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    /// <returns>The sum.</returns>
    public static ScalarExpression operator +(ScalarExpression left, ScalarExpression right) => new Sum(left, right);

    /// <summary>The difference.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    /// <returns>The difference.</returns>
    public static ScalarExpression operator -(ScalarExpression left, ScalarExpression right) => new Sum(left, new Negation(right));

    /// <summary>The negative.</summary>
    /// <param name="value">The term.</param>
    /// <returns>Its negative.</returns>
    public static ScalarExpression operator -(ScalarExpression value) => new Negation(value);

    /// <summary>The product.</summary>
    /// <param name="left">First factor.</param>
    /// <param name="right">Second factor.</param>
    /// <returns>The product.</returns>
    public static ScalarExpression operator *(ScalarExpression left, ScalarExpression right) => new Product(left, right);

    /// <summary>The multiplicative inverse. A challenge that makes the operand zero is refused by the verifier.</summary>
    /// <returns>The inverse.</returns>
    public ScalarExpression Inverse() => new Inversion(this);

    /// <summary>This scalar raised to a key parameter or to an entry parameter of a sparse column.</summary>
    /// <param name="exponent">A <see cref="Parameter"/> or an <see cref="EntryParameter"/>.</param>
    /// <returns>The power.</returns>
    /// <exception cref="ArgumentException">The exponent is another kind of expression.</exception>
    public ScalarExpression Power(ScalarExpression exponent) =>
        exponent is Parameter or EntryParameter
            ? new Exponentiation(this, exponent)
            : throw new ArgumentException("An exponent is a key parameter or an entry parameter.", nameof(exponent));

    /// <summary>A canonical text of the expression; equal texts mean equal expressions.</summary>
    /// <returns>An S-expression.</returns>
    public sealed override string ToString() => this switch
    {
        Constant c => c.Value.ToString(CultureInfo.InvariantCulture),
        Challenge c => $"challenge{c.Index}",
        Parameter p => $"parameter{p.Index}",
        EntryParameter p => $"entry{p.Index}",
        PublicInputValue p => $"public{p.Index}",
        Definition d => $"scalar{d.Index}",
        Sum s => $"(+ {s.Left} {s.Right})",
        Product p => $"(* {p.Left} {p.Right})",
        Negation n => $"(- {n.Operand})",
        Inversion i => $"(inverse {i.Operand})",
        Exponentiation e => $"(power {e.Base} {e.Exponent})",
        _ => throw new InvalidOperationException($"Unknown scalar expression {GetType().Name}."),
    };

    /// <summary>A fixed integer.</summary>
    /// <param name="Value">The integer, of any sign.</param>
    public sealed record Constant(BigInteger Value) : ScalarExpression;

    /// <summary>A challenge drawn by the verifier.</summary>
    /// <param name="Index">Its position among all challenges.</param>
    public sealed record Challenge(int Index) : ScalarExpression;

    /// <summary>An integer of the key, for example an image's width.</summary>
    /// <param name="Index">Its position among the key's parameters.</param>
    public sealed record Parameter(int Index) : ScalarExpression;

    /// <summary>An integer of one entry of a sparse column; only inside that column's coefficient.</summary>
    /// <param name="Index">Its position among the entry's parameters.</param>
    public sealed record EntryParameter(int Index) : ScalarExpression;

    /// <summary>The value that a public input's bytes encode.</summary>
    /// <param name="Index">Its position among the public inputs.</param>
    public sealed record PublicInputValue(int Index) : ScalarExpression;

    /// <summary>A scalar named earlier.</summary>
    /// <param name="Index">Its position among the defined scalars.</param>
    public sealed record Definition(int Index) : ScalarExpression;

    /// <summary>A sum of two.</summary>
    /// <param name="Left">First term.</param>
    /// <param name="Right">Second term.</param>
    public sealed record Sum(ScalarExpression Left, ScalarExpression Right) : ScalarExpression;

    /// <summary>A product of two.</summary>
    /// <param name="Left">First factor.</param>
    /// <param name="Right">Second factor.</param>
    public sealed record Product(ScalarExpression Left, ScalarExpression Right) : ScalarExpression;

    /// <summary>A negative.</summary>
    /// <param name="Operand">What is negated.</param>
    public sealed record Negation(ScalarExpression Operand) : ScalarExpression;

    /// <summary>An inverse.</summary>
    /// <param name="Operand">What is inverted.</param>
    public sealed record Inversion(ScalarExpression Operand) : ScalarExpression;

    /// <summary>A power with an integer exponent known to the key.</summary>
    /// <param name="Base">The base.</param>
    /// <param name="Exponent">A parameter or an entry parameter.</param>
    public sealed record Exponentiation(ScalarExpression Base, ScalarExpression Exponent) : ScalarExpression;
}
