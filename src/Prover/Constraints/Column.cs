namespace ZkStyle.Prover.Constraints;

/// <summary>A column of a constraint system.</summary>
/// <param name="Kind">Where its values come from.</param>
/// <param name="Index">Its position among the columns of its kind.</param>
public readonly record struct Column(ColumnKind Kind, int Index)
{
    /// <summary>The value on the row itself.</summary>
    public Expression Current => Expression.Query(this, 0);

    /// <summary>The value on the row before; the domain is a cycle, so row 0 sees the last row.</summary>
    public Expression Previous => Expression.Query(this, -1);
}
