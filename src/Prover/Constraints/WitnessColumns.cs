namespace ZkStyle.Prover.Constraints;

/// <summary>
/// The advice and sparse columns of one witness in plain elements, phase by phase, running sums of lookups included: what
/// the witness checker looks at. The prover's own are in bulk form.
/// </summary>
public sealed class WitnessColumns
{
    private readonly FixedAssignment _assignment;
    private readonly AdviceValues?[] _advice;

    /// <summary>Creates an empty set of columns.</summary>
    /// <param name="assignment">The key's numbers.</param>
    /// <param name="publicInputs">The public bytes.</param>
    /// <exception cref="ArgumentException">A public input has the wrong length.</exception>
    public WitnessColumns(FixedAssignment assignment, IReadOnlyList<ReadOnlyMemory<byte>> publicInputs)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        ArgumentNullException.ThrowIfNull(publicInputs);
        _assignment = assignment;
        Scalars = new ScalarValues(assignment.System, assignment.Parameters, publicInputs);
        for (var i = 0; i < publicInputs.Count; i++)
        {
            if (publicInputs[i].Length != assignment.PublicInputLengths[i])
                throw new ArgumentException($"The {assignment.System.PublicInputs[i].Name} has {publicInputs[i].Length} bytes, this key takes {assignment.PublicInputLengths[i]}.", nameof(publicInputs));
        }

        _advice = new AdviceValues?[assignment.System.AdviceColumns.Count];
    }

    /// <summary>The scalars known so far.</summary>
    public ScalarValues Scalars { get; }

    /// <summary>An advice column that has been filled.</summary>
    /// <param name="index">Its position.</param>
    /// <returns>Its values.</returns>
    public AdviceValues Advice(int index) => _advice[index]
        ?? throw new InvalidOperationException($"Column {_assignment.System.AdviceColumns[index].Name} is not filled yet.");

    /// <summary>Fills the columns of a phase from the witness, and the running sums that belong to it.</summary>
    /// <param name="phase">The phase; the challenges of earlier ones must be set.</param>
    /// <param name="witness">The witness.</param>
    /// <exception cref="ArgumentException">The witness gave the wrong number of columns, or a wrong length.</exception>
    public void Fill(int phase, IWitness witness)
    {
        ArgumentNullException.ThrowIfNull(witness);
        var system = _assignment.System;
        var accumulators = system.Lookups.ToDictionary(l => l.Accumulator.Index);
        var wanted = system.ColumnsOfPhase(phase).Where(i => !accumulators.ContainsKey(i)).ToList();
        var given = witness.Generate(phase, Scalars);
        if (given.Count != wanted.Count || given.Any(c => c.Length != _assignment.Size))
            throw new ArgumentException($"Phase {phase} takes {wanted.Count} columns of {_assignment.Size} rows.", nameof(witness));
        for (var i = 0; i < wanted.Count; i++)
            _advice[wanted[i]] = given[i];
        foreach (var index in system.ColumnsOfPhase(phase).Where(accumulators.ContainsKey))
            _advice[index] = new AdviceValues(RunningSum(accumulators[index]));
    }

    /// <summary>The values of a sparse column on the domain.</summary>
    /// <param name="index">Its position.</param>
    /// <returns>n values.</returns>
    public Fr[] Sparse(int index)
    {
        var values = new Fr[_assignment.Size];
        var entries = _assignment.SparseEntries[index];
        var coefficients = Scalars.SparseCoefficients(index, entries);
        for (var i = 0; i < entries.Count; i++)
            values[entries[i].Row] = coefficients[i];
        return values;
    }

    /// <summary>The values on the domain of every cell an expression reads.</summary>
    /// <param name="cells">The cells.</param>
    /// <returns>An array of n values for each.</returns>
    public IReadOnlyList<Fr[]> ColumnsOf(IEnumerable<Expression.Cell> cells)
    {
        var cache = new Dictionary<Column, Fr[]>();
        var columns = new List<Fr[]>();
        foreach (var cell in cells)
        {
            if (!cache.TryGetValue(cell.Column, out var values))
            {
                values = cell.Column.Kind switch
                {
                    ColumnKind.Fixed => _assignment.Columns[cell.Column.Index],
                    ColumnKind.Advice => Advice(cell.Column.Index).ToElements(),
                    _ => Sparse(cell.Column.Index),
                };
                cache.Add(cell.Column, values);
            }

            columns.Add(values);
        }

        return columns;
    }

    /// <summary>Evaluates an expression on every row of the domain, on all cores.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>n values.</returns>
    public Fr[] Evaluate(Expression expression)
    {
        var program = ExpressionProgram.Compile(expression);
        var columns = ColumnsOf(program.Cells);
        var scalars = program.Scalars.Select(s => Scalars.Evaluate(s)).ToArray();
        var values = new Fr[_assignment.Size];
        BlockEvaluator.EvaluateAll(program, scalars, columns, rotationStride: 1, values);
        return values;
    }

    /// <summary>
    /// phi_j = phi_(j-1) + sum of reciprocals of the inputs - multiplicity / table, starting so that it closes
    /// when the lookup holds (the argument's equation, docs/protocol.md (G4)).
    /// </summary>
    private Fr[] RunningSum(LookupArgument lookup)
    {
        var denominators = lookup.Inputs.Select(i => Evaluate(lookup.Denominator(i)))
            .Append(Evaluate(lookup.Denominator(lookup.Table))).ToArray();
        Parallel.ForEach(denominators, d => Fields.FieldExtensions.BatchInvert(d.AsSpan()));
        var multiplicity = Advice(lookup.Multiplicity.Index);
        var sums = new Fr[_assignment.Size];
        var sum = Fr.Zero;
        for (var row = 0; row < sums.Length; row++)
        {
            for (var i = 0; i < denominators.Length - 1; i++)
                sum += denominators[i][row];
            sum -= multiplicity[row] * denominators[^1][row];
            sums[row] = sum;
        }

        return sums;
    }
}
