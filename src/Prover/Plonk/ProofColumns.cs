using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// The columns of one proof in bulk form, as they come into being phase by phase: values on the domain, from which
/// the running sums of lookups are made, and coefficients. All buffers come from the context's pool and go with it.
/// </summary>
/// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
internal sealed unsafe class ProofColumns<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    private readonly ProofContext<TField> _context;
    private readonly Dictionary<Column, BlockBuffer> _values = [];
    private readonly Dictionary<Column, BlockBuffer> _coefficients = [];

    /// <summary>Starts with no column filled.</summary>
    /// <exception cref="ArgumentException">A public input is missing or has the wrong length.</exception>
    public ProofColumns(ProofContext<TField> context, IReadOnlyList<ReadOnlyMemory<byte>> publicInputs)
    {
        _context = context;
        Scalars = new ScalarValues(Assignment.System, Assignment.Parameters, publicInputs);
        for (var i = 0; i < publicInputs.Count; i++)
        {
            if (publicInputs[i].Length != Assignment.PublicInputLengths[i])
                throw new ArgumentException($"The {Assignment.System.PublicInputs[i].Name} has {publicInputs[i].Length} bytes, this key takes {Assignment.PublicInputLengths[i]}.", nameof(publicInputs));
        }
    }

    /// <summary>The scalars known so far.</summary>
    public ScalarValues Scalars { get; }

    private FixedAssignment Assignment => _context.Key.Assignment;

    /// <summary>The columns of a phase that the witness fills, in order.</summary>
    public List<int> WitnessColumns(int phase) =>
        [.. Assignment.System.ColumnsOfPhase(phase).Where(i => Assignment.System.Lookups.All(l => l.Accumulator.Index != i))];

    /// <summary>Takes the columns of a phase from the witness.</summary>
    /// <exception cref="ArgumentException">The witness gave the wrong number of columns, or a wrong length.</exception>
    public IReadOnlyList<AdviceValues> Generate(int phase, IWitness witness)
    {
        var wanted = WitnessColumns(phase).Count;
        var given = witness.Generate(phase, Scalars);
        if (given.Count != wanted || given.Any(c => c.Length != Assignment.Size))
            throw new ArgumentException($"Phase {phase} takes {wanted} columns of {Assignment.Size} rows.", nameof(witness));
        return given;
    }

    /// <summary>Brings an advice column into bulk form.</summary>
    /// <returns>Its values on the domain.</returns>
    public BlockBuffer Set(int index, AdviceValues column)
    {
        var values = _context.Rent();
        if (column.Integers is { } integers)
            BlockConversion<TField>.FromIntegers(integers, values, _context.Options.MaxThreads);
        else
            BlockConversion<TField>.FromElements(column.Elements, values, _context.Options.MaxThreads);
        _values[new Column(ColumnKind.Advice, index)] = values;
        return values;
    }

    /// <summary>
    /// phi_j = phi_(j-1) + sum of reciprocals of the inputs - multiplicity / table, starting so that it closes
    /// when the lookup holds (the argument's equation, docs/protocol.md (G4)).
    /// </summary>
    /// <param name="lookup">The lookup; theta and beta must be set.</param>
    /// <returns>The values of its accumulator on the domain.</returns>
    public BlockBuffer SetRunningSum(LookupArgument lookup)
    {
        var pool = _context.Pool;
        BlockBuffer sum = _context.Rent(), reciprocal = _context.Rent(), scratch = _context.Rent();
        var multiplicity = Values(lookup.Multiplicity);
        Reciprocals(lookup, lookup.Table, sum, scratch);
        _context.ForBlocks(block => TField.Multiply(sum.Block(block), multiplicity.Block(block), sum.Block(block)));
        for (var i = 0; i < lookup.Inputs.Count; i++)
        {
            Reciprocals(lookup, lookup.Inputs[i], reciprocal, scratch);
            if (i == 0)
                _context.ForBlocks(block => TField.Subtract(reciprocal.Block(block), sum.Block(block), sum.Block(block)));
            else
                _context.ForBlocks(block => TField.Add(reciprocal.Block(block), sum.Block(block), sum.Block(block)));
            _context.ForBlocks(block => TField.Reduce(sum.Block(block), sum.Block(block)));
        }

        pool.Return(reciprocal);
        pool.Return(scratch);

        // Each row adds to the one before: scalar work, a hundredth of a proof's.
        var elements = new Fr[Assignment.Size];
        BlockConversion<TField>.ToElements(sum, elements, _context.Options.MaxThreads);
        for (var row = 1; row < elements.Length; row++)
            elements[row] += elements[row - 1];
        BlockConversion<TField>.FromElements(elements, sum, _context.Options.MaxThreads);
        _values[lookup.Accumulator] = sum;
        return sum;
    }

    /// <summary>Turns the values of an advice column, which must be set, into coefficients as well.</summary>
    public void Interpolate(int index, int maxThreads)
    {
        var column = new Column(ColumnKind.Advice, index);
        var coefficients = _context.Rent();
        _context.Transform.Inverse(_values[column], coefficients, Fr.One, maxThreads);
        lock (_coefficients)
            _coefficients[column] = coefficients;
    }

    /// <summary>Gives back the values on the domain: only coefficients are needed from the quotient on.</summary>
    public void ReleaseValues()
    {
        foreach (var buffer in _values.Values)
            _context.Pool.Return(buffer);
        _values.Clear();
    }

    /// <summary>Coefficients of any column.</summary>
    public BlockBuffer Coefficients(Column column)
    {
        lock (_coefficients)
        {
            if (_coefficients.TryGetValue(column, out var known))
                return known;
        }

        if (column.Kind == ColumnKind.Fixed)
            return _context.KeyColumns.Coefficients(column.Index);
        if (column.Kind == ColumnKind.Advice)
            throw new InvalidOperationException($"Column {Assignment.System.AdviceColumns[column.Index].Name} is not filled yet.");
        var coefficients = _context.Rent();
        var values = Sparse(column.Index);
        _context.Transform.Inverse(values, coefficients, Fr.One, maxThreads: 1);
        _context.Pool.Return(values);
        lock (_coefficients)
            _coefficients[column] = coefficients;
        return coefficients;
    }

    private BlockBuffer Sparse(int index)
    {
        var values = _context.Rent();
        for (var block = 0; block < values.Blocks; block++)
            TField.SetLanes(values.Block(block), (1 << BlockLayout.Lanes) - 1, Fr.Zero);
        var entries = Assignment.SparseEntries[index];
        Fr[] coefficients;
        lock (Scalars)
            coefficients = Scalars.SparseCoefficients(index, entries);
        for (var i = 0; i < entries.Count; i++)
            BlockConversion<TField>.Write(values, entries[i].Row, coefficients[i]);
        return values;
    }

    /// <summary>Values of a column on the domain.</summary>
    private BlockBuffer Values(Column column)
    {
        if (_values.TryGetValue(column, out var known))
            return known;
        if (column.Kind == ColumnKind.Fixed)
            return _context.KeyColumns.Values(column.Index);
        if (column.Kind == ColumnKind.Advice)
            throw new InvalidOperationException($"Column {Assignment.System.AdviceColumns[column.Index].Name} is not filled yet.");
        var values = Sparse(column.Index);
        _values.Add(column, values);
        return values;
    }

    private void Reciprocals(LookupArgument lookup, IReadOnlyList<Expression> tuple, BlockBuffer destination, BlockBuffer scratch)
    {
        var program = ExpressionProgram.Compile(lookup.Denominator(tuple));
        var options = _context.Options;
        using var evaluator = new ColumnEvaluator<TField>(
            program, [.. program.Scalars.Select(s => Scalars.Evaluate(s))], [.. program.Cells.Select(c => Values(c.Column))], Assignment.Size);
        evaluator.Evaluate(destination, options.MaxThreads, options.CancellationToken);
        BlockInversion<TField>.Invert(destination, scratch, options.MaxThreads);
    }
}
