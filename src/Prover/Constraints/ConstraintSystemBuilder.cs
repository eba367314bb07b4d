namespace ZkStyle.Prover.Constraints;

/// <summary>Collects the parts of a <see cref="ConstraintSystem"/> and checks that they fit together.</summary>
/// <param name="name">The system's name.</param>
public sealed class ConstraintSystemBuilder(string name)
{
    private readonly List<string> _fixed = [];
    private readonly List<AdviceColumn> _advice = [];
    private readonly List<SparseColumn> _sparse = [];
    private readonly List<KeyParameter> _parameters = [];
    private readonly List<PublicInput> _publicInputs = [];
    private readonly List<ChallengeDefinition> _challenges = [];
    private readonly List<ScalarDefinition> _scalars = [];
    private readonly List<Gate> _gates = [];
    private readonly List<LookupArgument> _lookups = [];

    /// <summary>Adds a column that key generation commits to.</summary>
    /// <param name="columnName">Its name.</param>
    /// <returns>The column.</returns>
    public Column AddFixed(string columnName)
    {
        _fixed.Add(columnName);
        return new Column(ColumnKind.Fixed, _fixed.Count - 1);
    }

    /// <summary>Adds a column that the prover commits to.</summary>
    /// <param name="columnName">Its name.</param>
    /// <param name="phase">Its phase, from 1; not below the phase of an earlier column.</param>
    /// <returns>The column.</returns>
    /// <exception cref="ArgumentException">The phase goes back, or skips one.</exception>
    public Column AddAdvice(string columnName, int phase)
    {
        var last = _advice.Count == 0 ? 0 : _advice[^1].Phase;
        if (phase < Math.Max(last, 1) || phase > last + 1)
            throw new ArgumentException($"Column {columnName}: phase {phase} cannot follow phase {last}.", nameof(phase));
        _advice.Add(new AdviceColumn(columnName, phase));
        return new Column(ColumnKind.Advice, _advice.Count - 1);
    }

    /// <summary>Adds a column that is zero except on the key's entries.</summary>
    /// <param name="columnName">Its name.</param>
    /// <param name="entryParameters">Integers an entry carries.</param>
    /// <param name="coefficient">An entry's value.</param>
    /// <returns>The column.</returns>
    public Column AddSparse(string columnName, int entryParameters, ScalarExpression coefficient)
    {
        _sparse.Add(new SparseColumn(columnName, entryParameters, coefficient));
        return new Column(ColumnKind.Sparse, _sparse.Count - 1);
    }

    /// <summary>Adds an integer that every key carries.</summary>
    /// <param name="parameterName">Its name.</param>
    /// <returns>The parameter as a scalar.</returns>
    public ScalarExpression.Parameter AddParameter(string parameterName)
    {
        _parameters.Add(new KeyParameter(parameterName));
        return new ScalarExpression.Parameter(_parameters.Count - 1);
    }

    /// <summary>Adds a challenge drawn after a phase.</summary>
    /// <param name="challengeName">Its name.</param>
    /// <param name="phase">The phase it follows; not below that of an earlier challenge.</param>
    /// <returns>The challenge as a scalar.</returns>
    /// <exception cref="ArgumentException">The phase goes back.</exception>
    public ScalarExpression AddChallenge(string challengeName, int phase)
    {
        if (_challenges.Count > 0 && phase < _challenges[^1].Phase)
            throw new ArgumentException($"Challenge {challengeName}: phase {phase} goes back.", nameof(phase));
        _challenges.Add(new ChallengeDefinition(challengeName, phase));
        return new ScalarExpression.Challenge(_challenges.Count - 1);
    }

    /// <summary>Names a scalar so that it is computed once.</summary>
    /// <param name="scalarName">Its name.</param>
    /// <param name="value">Its definition, using scalars defined before.</param>
    /// <returns>A reference to it.</returns>
    public ScalarExpression DefineScalar(string scalarName, ScalarExpression value)
    {
        _scalars.Add(new ScalarDefinition(scalarName, value));
        return new ScalarExpression.Definition(_scalars.Count - 1);
    }

    /// <summary>Adds public bytes.</summary>
    /// <param name="inputName">Their name.</param>
    /// <param name="encoding">How they become a scalar.</param>
    /// <returns>That scalar.</returns>
    public ScalarExpression AddPublicInput(string inputName, PublicInputEncoding encoding)
    {
        _publicInputs.Add(new PublicInput(inputName, encoding));
        return new ScalarExpression.PublicInputValue(_publicInputs.Count - 1);
    }

    /// <summary>Adds a gate: the expression is zero on every row.</summary>
    /// <param name="gateName">Its name.</param>
    /// <param name="expression">What vanishes.</param>
    public void AddGate(string gateName, Expression expression) => _gates.Add(new Gate(gateName, expression));

    /// <summary>Adds a lookup; it becomes a gate of its own.</summary>
    /// <param name="lookup">The lookup.</param>
    /// <exception cref="ArgumentException">Tuples differ in width, or phases are in the wrong order.</exception>
    public void AddLookup(LookupArgument lookup)
    {
        ArgumentNullException.ThrowIfNull(lookup);
        if (lookup.Inputs.Count == 0 || lookup.Table.Count == 0 || lookup.Inputs.Any(t => t.Count != lookup.Table.Count))
            throw new ArgumentException($"Lookup {lookup.Name}: every input tuple needs the table's {lookup.Table.Count} entries.", nameof(lookup));
        if (lookup.Theta is not ScalarExpression.Challenge theta || lookup.Beta is not ScalarExpression.Challenge beta)
            throw new ArgumentException($"Lookup {lookup.Name}: theta and beta are challenges.", nameof(lookup));
        var drawn = Math.Min(_challenges[theta.Index].Phase, _challenges[beta.Index].Phase);
        var committedFirst = lookup.Inputs.SelectMany(t => t).Concat(lookup.Table).SelectMany(e => e.Cells())
            .Select(c => c.Column).Append(lookup.Multiplicity).Where(c => c.Kind == ColumnKind.Advice);
        if (committedFirst.Any(c => _advice[c.Index].Phase > drawn) || _advice[lookup.Accumulator.Index].Phase <= drawn)
            throw new ArgumentException($"Lookup {lookup.Name}: inputs and multiplicities are committed before theta and beta, the running sum after.", nameof(lookup));
        _lookups.Add(lookup);
    }

    /// <summary>Builds the system.</summary>
    /// <returns>The system.</returns>
    /// <exception cref="InvalidOperationException">A part is missing or refers to what is not there.</exception>
    public ConstraintSystem Build()
    {
        if (_advice.Count == 0 || _gates.Count + _lookups.Count == 0)
            throw new InvalidOperationException($"System {name} needs an advice column and a gate.");
        for (var i = 0; i < _scalars.Count; i++)
            CheckScalar(_scalars[i].Value, i, entryParameters: 0, $"scalar {_scalars[i].Name}");
        foreach (var column in _sparse)
            CheckScalar(column.Coefficient, _scalars.Count, column.EntryParameters, $"sparse column {column.Name}");
        foreach (var gate in _gates.Concat(_lookups.Select(l => l.ToGate())))
            CheckExpression(gate.Expression, gate.Name);
        foreach (var challenge in _challenges.Where(c => c.Phase > _advice[^1].Phase))
            throw new InvalidOperationException($"Challenge {challenge.Name} follows phase {challenge.Phase}, which has no column.");
        return new ConstraintSystem(
            name, _fixed, _advice, _sparse, _parameters, _publicInputs, _challenges, _scalars, _gates, _lookups);
    }

    private void CheckExpression(Expression expression, string where)
    {
        switch (expression)
        {
            case Expression.Scalar s:
                CheckScalar(s.Value, _scalars.Count, 0, where);
                break;
            case Expression.Cell { Column: { Kind: ColumnKind.Sparse }, Rotation: not 0 }:
                throw new InvalidOperationException($"{where}: a sparse column is read on its own row only.");
            case Expression.Cell c:
                var count = c.Column.Kind switch
                {
                    ColumnKind.Fixed => _fixed.Count,
                    ColumnKind.Advice => _advice.Count,
                    _ => _sparse.Count,
                };
                if ((uint)c.Column.Index >= (uint)count)
                    throw new InvalidOperationException($"{where}: there is no {c.Column.Kind} column {c.Column.Index}.");
                break;
            case Expression.Sum s:
                CheckExpression(s.Left, where);
                CheckExpression(s.Right, where);
                break;
            case Expression.Difference d:
                CheckExpression(d.Left, where);
                CheckExpression(d.Right, where);
                break;
            case Expression.Product p:
                CheckExpression(p.Left, where);
                CheckExpression(p.Right, where);
                break;
        }
    }

    private void CheckScalar(ScalarExpression scalar, int definedBefore, int entryParameters, string where)
    {
        switch (scalar)
        {
            case ScalarExpression.Challenge c when (uint)c.Index >= (uint)_challenges.Count:
            case ScalarExpression.Parameter p when (uint)p.Index >= (uint)_parameters.Count:
            case ScalarExpression.PublicInputValue i when (uint)i.Index >= (uint)_publicInputs.Count:
            case ScalarExpression.Definition d when (uint)d.Index >= (uint)definedBefore:
            case ScalarExpression.EntryParameter e when (uint)e.Index >= (uint)entryParameters:
                throw new InvalidOperationException($"{where}: {scalar} is not defined there.");
            case ScalarExpression.Sum s:
                CheckScalar(s.Left, definedBefore, entryParameters, where);
                CheckScalar(s.Right, definedBefore, entryParameters, where);
                break;
            case ScalarExpression.Product p:
                CheckScalar(p.Left, definedBefore, entryParameters, where);
                CheckScalar(p.Right, definedBefore, entryParameters, where);
                break;
            case ScalarExpression.Negation n:
                CheckScalar(n.Operand, definedBefore, entryParameters, where);
                break;
            case ScalarExpression.Inversion i:
                CheckScalar(i.Operand, definedBefore, entryParameters, where);
                break;
            case ScalarExpression.Exponentiation e:
                CheckScalar(e.Base, definedBefore, entryParameters, where);
                CheckScalar(e.Exponent, definedBefore, entryParameters, where);
                break;
        }
    }
}
