namespace ZkStyle.Prover.Constraints;

/// <summary>
/// A polynomial in the columns of a constraint system, with <see cref="ScalarExpression"/> coefficients.
/// A gate says that one such expression is zero on every row.
/// </summary>
public abstract record Expression
{
    private Expression()
    {
    }

    /// <summary>The degree in the columns; one column at any rotation counts 1.</summary>
    public int Degree => this switch
    {
        Scalar => 0,
        Cell => 1,
        Sum s => Math.Max(s.Left.Degree, s.Right.Degree),
        Difference d => Math.Max(d.Left.Degree, d.Right.Degree),
        Product p => p.Left.Degree + p.Right.Degree,
        _ => throw new InvalidOperationException($"Unknown expression {GetType().Name}."),
    };

    /// <summary>An integer is a constant expression.</summary>
    /// <param name="value">The integer.</param>
    public static implicit operator Expression(long value) => new Scalar(value);

    /// <summary>A scalar is a constant expression.</summary>
    /// <param name="value">The scalar.</param>
    public static implicit operator Expression(ScalarExpression value) => new Scalar(value);

    /// <summary>The sum.</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    /// <returns>The sum.</returns>
    public static Expression operator +(Expression left, Expression right) => new Sum(left, right);

    /// <summary>The difference.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    /// <returns>The difference.</returns>
    public static Expression operator -(Expression left, Expression right) => new Difference(left, right);

    /// <summary>The product.</summary>
    /// <param name="left">First factor.</param>
    /// <param name="right">Second factor.</param>
    /// <returns>The product.</returns>
    public static Expression operator *(Expression left, Expression right) => new Product(left, right);

    /// <summary>A column's value some rows away.</summary>
    /// <param name="column">The column.</param>
    /// <param name="rotation">Rows ahead; -1 is the row before. The domain is a cycle.</param>
    /// <returns>The expression.</returns>
    public static Expression Query(Column column, int rotation) => new Cell(column, rotation);

    /// <summary>Every cell this expression reads, in the order of first appearance.</summary>
    /// <returns>Distinct cells.</returns>
    public IEnumerable<Cell> Cells() => CellsWithRepeats().Distinct();

    /// <summary>A canonical text of the expression; equal texts mean equal expressions.</summary>
    /// <returns>An S-expression.</returns>
    public sealed override string ToString() => this switch
    {
        Scalar s => s.Value.ToString(),
        Cell c => $"{c.Column.Kind.ToString().ToLowerInvariant()}{c.Column.Index}@{c.Rotation}",
        Sum s => $"(+ {s.Left} {s.Right})",
        Difference d => $"(- {d.Left} {d.Right})",
        Product p => $"(* {p.Left} {p.Right})",
        _ => throw new InvalidOperationException($"Unknown expression {GetType().Name}."),
    };

    private IEnumerable<Cell> CellsWithRepeats() => this switch
    {
        Cell c => [c],
        Sum s => s.Left.CellsWithRepeats().Concat(s.Right.CellsWithRepeats()),
        Difference d => d.Left.CellsWithRepeats().Concat(d.Right.CellsWithRepeats()),
        Product p => p.Left.CellsWithRepeats().Concat(p.Right.CellsWithRepeats()),
        _ => [],
    };

    /// <summary>A constant.</summary>
    /// <param name="Value">Its value.</param>
    public sealed record Scalar(ScalarExpression Value) : Expression;

    /// <summary>One column at one rotation.</summary>
    /// <param name="Column">The column.</param>
    /// <param name="Rotation">Rows ahead.</param>
    public sealed record Cell(Column Column, int Rotation) : Expression;

    /// <summary>A sum of two.</summary>
    /// <param name="Left">First term.</param>
    /// <param name="Right">Second term.</param>
    public sealed record Sum(Expression Left, Expression Right) : Expression;

    /// <summary>A difference of two.</summary>
    /// <param name="Left">What is subtracted from.</param>
    /// <param name="Right">What is subtracted.</param>
    public sealed record Difference(Expression Left, Expression Right) : Expression;

    /// <summary>A product of two.</summary>
    /// <param name="Left">First factor.</param>
    /// <param name="Right">Second factor.</param>
    public sealed record Product(Expression Left, Expression Right) : Expression;
}
