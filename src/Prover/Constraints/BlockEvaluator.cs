namespace ZkStyle.Prover.Constraints;

/// <summary>
/// Runs an <see cref="ExpressionProgram"/> over blocks of rows. One instance belongs to one thread; instances
/// of the same program may run side by side.
/// </summary>
public sealed class BlockEvaluator
{
    /// <summary>Rows per block: all registers of a block stay in the second-level cache.</summary>
    public const int BlockSize = 256;

    private readonly ExpressionProgram _program;
    private readonly Fr[] _scalars;
    private readonly IReadOnlyList<Fr[]> _columns;
    private readonly int[] _shifts;
    private readonly Fr[][] _registers;
    private readonly Fr[][] _wrapped;

    /// <summary>Creates an evaluator.</summary>
    /// <param name="program">The program.</param>
    /// <param name="scalars">A value per scalar of the program.</param>
    /// <param name="columns">Per cell of the program, its column's values; all of one length, a power of two.</param>
    /// <param name="rotationStride">Positions that one row of rotation means: 1 on the domain, the extension factor on a coset.</param>
    /// <exception cref="ArgumentException">Counts do not match the program's.</exception>
    public BlockEvaluator(ExpressionProgram program, Fr[] scalars, IReadOnlyList<Fr[]> columns, int rotationStride)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(scalars);
        ArgumentNullException.ThrowIfNull(columns);
        if (scalars.Length != program.Scalars.Count || columns.Count != program.Cells.Count)
            throw new ArgumentException($"The program reads {program.Cells.Count} cells and {program.Scalars.Count} scalars, got {columns.Count} and {scalars.Length}.", nameof(columns));
        _program = program;
        _scalars = scalars;
        _columns = columns;
        _shifts = [.. program.Cells.Select(c => c.Rotation * rotationStride)];
        _registers = [.. Enumerable.Range(0, program.RegisterCount).Select(_ => new Fr[BlockSize])];
        _wrapped = [.. program.Cells.Select(c => c.Rotation == 0 ? [] : new Fr[BlockSize])];
    }

    /// <summary>Evaluates a range of rows.</summary>
    /// <param name="start">The first row.</param>
    /// <param name="destination">Receives one value per row, at most <see cref="BlockSize"/>; the range must not pass the last row.</param>
    public void Evaluate(int start, Span<Fr> destination)
    {
        var length = destination.Length;
        for (var i = 0; i < _shifts.Length; i++)
            GatherIfWrapping(i, start, length);

        foreach (var (operation, left, right, register) in _program.Instructions)
        {
            var result = _registers[register].AsSpan(0, length);
            if (left.Kind == ExpressionProgram.OperandKind.Scalar)
                Apply(operation, _scalars[left.Index], Vector(right, start, length), result);
            else if (right.Kind == ExpressionProgram.OperandKind.Scalar)
                Apply(operation, Vector(left, start, length), _scalars[right.Index], result);
            else
                Apply(operation, Vector(left, start, length), Vector(right, start, length), result);
        }

        if (_program.Result.Kind == ExpressionProgram.OperandKind.Scalar)
            destination.Fill(_scalars[_program.Result.Index]);
        else
            Vector(_program.Result, start, length).CopyTo(destination);
    }

    /// <summary>Evaluates all rows, on all cores.</summary>
    /// <param name="program">The program.</param>
    /// <param name="scalars">A value per scalar of the program.</param>
    /// <param name="columns">Per cell of the program, its column's values.</param>
    /// <param name="rotationStride">Positions that one row of rotation means.</param>
    /// <param name="destination">Receives one value per row.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    public static void EvaluateAll(
        ExpressionProgram program, Fr[] scalars, IReadOnlyList<Fr[]> columns, int rotationStride, Fr[] destination, int maxThreads = -1)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var blocks = (destination.Length + BlockSize - 1) / BlockSize;
        Parallel.For(
            0, blocks, new ParallelOptions { MaxDegreeOfParallelism = maxThreads },
            () => new BlockEvaluator(program, scalars, columns, rotationStride),
            (block, _, evaluator) =>
            {
                var start = block * BlockSize;
                evaluator.Evaluate(start, destination.AsSpan(start, Math.Min(BlockSize, destination.Length - start)));
                return evaluator;
            },
            _ => { });
    }

    private static void Apply(ExpressionProgram.Operation operation, ReadOnlySpan<Fr> left, ReadOnlySpan<Fr> right, Span<Fr> result)
    {
        switch (operation)
        {
            case ExpressionProgram.Operation.Add:
                for (var i = 0; i < result.Length; i++)
                    result[i] = left[i] + right[i];
                break;
            case ExpressionProgram.Operation.Subtract:
                for (var i = 0; i < result.Length; i++)
                    result[i] = left[i] - right[i];
                break;
            default:
                for (var i = 0; i < result.Length; i++)
                    result[i] = left[i] * right[i];
                break;
        }
    }

    private static void Apply(ExpressionProgram.Operation operation, ReadOnlySpan<Fr> left, Fr right, Span<Fr> result)
    {
        if (operation == ExpressionProgram.Operation.Subtract)
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = left[i] - right;
        }
        else
        {
            Apply(operation, right, left, result);
        }
    }

    private static void Apply(ExpressionProgram.Operation operation, Fr left, ReadOnlySpan<Fr> right, Span<Fr> result)
    {
        switch (operation)
        {
            case ExpressionProgram.Operation.Add:
                for (var i = 0; i < result.Length; i++)
                    result[i] = left + right[i];
                break;
            case ExpressionProgram.Operation.Subtract:
                for (var i = 0; i < result.Length; i++)
                    result[i] = left - right[i];
                break;
            default:
                for (var i = 0; i < result.Length; i++)
                    result[i] = left * right[i];
                break;
        }
    }

    /// <summary>A rotated range that passes the end of the cyclic column is copied together from its two parts.</summary>
    private void GatherIfWrapping(int cell, int start, int length)
    {
        var column = _columns[cell];
        var from = (start + _shifts[cell]) & (column.Length - 1);
        if (from + length <= column.Length)
            return;
        var head = column.Length - from;
        column.AsSpan(from).CopyTo(_wrapped[cell]);
        column.AsSpan(0, length - head).CopyTo(_wrapped[cell].AsSpan(head));
    }

    private ReadOnlySpan<Fr> Vector(ExpressionProgram.Operand operand, int start, int length)
    {
        if (operand.Kind == ExpressionProgram.OperandKind.Register)
            return _registers[operand.Index].AsSpan(0, length);
        var column = _columns[operand.Index];
        var from = (start + _shifts[operand.Index]) & (column.Length - 1);
        return from + length <= column.Length
            ? column.AsSpan(from, length)
            : _wrapped[operand.Index].AsSpan(0, length);
    }
}
