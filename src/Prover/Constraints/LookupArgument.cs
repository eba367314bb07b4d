namespace ZkStyle.Prover.Constraints;

/// <summary>
/// The logarithmic-derivative lookup argument: on every row, each input tuple is one of the table's tuples.
/// With tuples compressed to D = beta + t_0 + theta t_1 + ..., it says
/// <c>sum over rows of (sum over inputs 1/D_i) - multiplicity/D_table = 0</c>, as a running sum in
/// <see cref="Accumulator"/> that closes around the cyclic domain.
/// </summary>
/// <param name="Name">The name in failure reports.</param>
/// <param name="Inputs">Input tuples, all of one width.</param>
/// <param name="Table">The table tuple, of the same width.</param>
/// <param name="Multiplicity">An advice column of the phase before theta and beta: how often each table row is used.</param>
/// <param name="Accumulator">The advice column of the running sum, filled by the prover.</param>
/// <param name="Theta">The challenge that compresses tuples.</param>
/// <param name="Beta">The challenge that shifts them.</param>
/// <remarks>Source: Haboeck, "Multivariate lookups based on logarithmic derivatives", eprint 2022/1530.</remarks>
public sealed record LookupArgument(
    string Name,
    IReadOnlyList<IReadOnlyList<Expression>> Inputs,
    IReadOnlyList<Expression> Table,
    Column Multiplicity,
    Column Accumulator,
    ScalarExpression Theta,
    ScalarExpression Beta)
{
    /// <summary>The compressed denominator of a tuple: beta + t_0 + theta t_1 + theta^2 t_2 + ...</summary>
    /// <param name="tuple">The tuple.</param>
    /// <returns>The expression.</returns>
    public Expression Denominator(IReadOnlyList<Expression> tuple)
    {
        ArgumentNullException.ThrowIfNull(tuple);
        var compressed = tuple[^1];
        for (var i = tuple.Count - 2; i >= 0; i--)
            compressed = tuple[i] + ((Expression)Theta * compressed);
        return (Expression)Beta + compressed;
    }

    /// <summary>
    /// The gate, denominators cleared: (phi - phi-) prod D = sum over inputs prod of the other denominators
    /// - multiplicity prod over inputs D.
    /// </summary>
    /// <returns>The gate.</returns>
    public Gate ToGate()
    {
        var inputs = Inputs.Select(Denominator).ToArray();
        var table = Denominator(Table);
        var allInputs = inputs.Aggregate((a, b) => a * b);
        var step = (Accumulator.Current - Accumulator.Previous) * allInputs * table;
        Expression? reciprocals = null;
        for (var i = 0; i < inputs.Length; i++)
        {
            var others = inputs.Where((_, j) => j != i).Aggregate(table, (a, b) => a * b);
            reciprocals = reciprocals is null ? others : reciprocals + others;
        }

        return new Gate(Name, step - (reciprocals! - (Multiplicity.Current * allInputs)));
    }
}
