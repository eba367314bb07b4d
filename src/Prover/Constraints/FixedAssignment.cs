namespace ZkStyle.Prover.Constraints;

/// <summary>
/// One model's numbers for a <see cref="ConstraintSystem"/>: the values of the fixed columns, the key's
/// parameters, the lengths of the public inputs and the entries of the sparse columns.
/// </summary>
public sealed class FixedAssignment
{
    /// <summary>The largest log2 of a number of rows: no SRS has more than 2^24 points.</summary>
    public const int MaximumLogSize = 24;

    /// <summary>The smallest log2 of a number of rows: proofs are made on blocks of eight.</summary>
    public const int MinimumLogSize = 3;

    /// <summary>Creates an assignment; arrays are kept, not copied.</summary>
    /// <param name="system">The system it belongs to.</param>
    /// <param name="logSize">log2 of the number of rows n, <see cref="MinimumLogSize"/> to <see cref="MaximumLogSize"/>.</param>
    /// <param name="columns">Values of each fixed column, n each.</param>
    /// <param name="parameters">One per key parameter.</param>
    /// <param name="publicInputLengths">Bytes of each public input, at least 1.</param>
    /// <param name="sparseEntries">Entries of each sparse column, rows distinct.</param>
    /// <param name="rowLabel">Says what a row is, for failure reports.</param>
    /// <exception cref="ArgumentException">A count, a length or a row is wrong.</exception>
    public FixedAssignment(
        ConstraintSystem system, int logSize, IReadOnlyList<Fr[]> columns, IReadOnlyList<uint> parameters,
        IReadOnlyList<int> publicInputLengths, IReadOnlyList<IReadOnlyList<SparseEntry>> sparseEntries,
        Func<int, string> rowLabel)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(publicInputLengths);
        ArgumentNullException.ThrowIfNull(sparseEntries);
        ArgumentNullException.ThrowIfNull(rowLabel);
        ArgumentOutOfRangeException.ThrowIfLessThan(logSize, MinimumLogSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logSize, MaximumLogSize);
        var size = 1 << logSize;
        if (columns.Count != system.FixedColumns.Count || columns.Any(c => c.Length != size))
            throw new ArgumentException($"{system.FixedColumns.Count} fixed columns of {size} rows expected.", nameof(columns));
        if (parameters.Count != system.Parameters.Count)
            throw new ArgumentException($"{system.Parameters.Count} parameters expected, got {parameters.Count}.", nameof(parameters));
        if (publicInputLengths.Count != system.PublicInputs.Count || publicInputLengths.Any(l => l < 1))
            throw new ArgumentException($"{system.PublicInputs.Count} public inputs of at least one byte expected.", nameof(publicInputLengths));
        if (sparseEntries.Count != system.SparseColumns.Count)
            throw new ArgumentException($"Entries of {system.SparseColumns.Count} sparse columns expected, got {sparseEntries.Count}.", nameof(sparseEntries));
        for (var i = 0; i < sparseEntries.Count; i++)
        {
            var column = system.SparseColumns[i];
            if (sparseEntries[i].Any(e => (uint)e.Row >= (uint)size || e.Parameters.Count != column.EntryParameters))
                throw new ArgumentException($"Sparse column {column.Name}: an entry's row is outside the domain or its parameters are not {column.EntryParameters}.", nameof(sparseEntries));
            if (sparseEntries[i].Select(e => e.Row).Distinct().Count() != sparseEntries[i].Count)
                throw new ArgumentException($"Sparse column {column.Name}: two entries share a row.", nameof(sparseEntries));
        }

        System = system;
        LogSize = logSize;
        Columns = columns;
        Parameters = parameters;
        PublicInputLengths = publicInputLengths;
        SparseEntries = sparseEntries;
        RowLabel = rowLabel;
    }

    /// <summary>The system.</summary>
    public ConstraintSystem System { get; }

    /// <summary>log2 of the number of rows.</summary>
    public int LogSize { get; }

    /// <summary>The number of rows n.</summary>
    public int Size => 1 << LogSize;

    /// <summary>Values of each fixed column.</summary>
    public IReadOnlyList<Fr[]> Columns { get; }

    /// <summary>The key's parameters.</summary>
    public IReadOnlyList<uint> Parameters { get; }

    /// <summary>Bytes of each public input.</summary>
    public IReadOnlyList<int> PublicInputLengths { get; }

    /// <summary>Entries of each sparse column.</summary>
    public IReadOnlyList<IReadOnlyList<SparseEntry>> SparseEntries { get; }

    /// <summary>Says what a row is.</summary>
    public Func<int, string> RowLabel { get; }
}
