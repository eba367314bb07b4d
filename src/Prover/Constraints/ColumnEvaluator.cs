using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Constraints;

/// <summary>
/// Runs an <see cref="ExpressionProgram"/> over whole columns in bulk form: each instruction works on a strip of blocks
/// whose registers stay in a near cache. It serves one evaluation, of which the threads share it.
/// </summary>
/// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
internal sealed unsafe class ColumnEvaluator<TField> : IDisposable
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    /// <summary>What columns hold at most: what a transform or a conversion gives.</summary>
    public const double ColumnMagnitude = 2;

    /// <summary>Blocks per strip: a register takes 5 KiB.</summary>
    private const int StripBlocks = 16;

    /// <summary>Results above this magnitude are reduced before anything else is done with them.</summary>
    private const double MagnitudeLimit = 24;

    private readonly ExpressionProgram _program;
    private readonly IReadOnlyList<BlockBuffer> _columns;
    private readonly PreparedFactors<TField> _factors;
    private readonly BlockBuffer _filledScalars;
    private readonly bool[] _reduces;
    private readonly int _rows;

    /// <summary>Prepares an evaluation.</summary>
    /// <param name="program">The program.</param>
    /// <param name="scalars">A value per scalar of the program.</param>
    /// <param name="columns">Per cell of the program its column, rows in order; blocks normal, of at most <see cref="ColumnMagnitude"/>.</param>
    /// <param name="rows">Number of rows, a power of two of at least eight.</param>
    public ColumnEvaluator(ExpressionProgram program, IReadOnlyList<Fr> scalars, IReadOnlyList<BlockBuffer> columns, int rows)
    {
        if (scalars.Count != program.Scalars.Count || columns.Count != program.Cells.Count)
            throw new ArgumentException($"The program reads {program.Cells.Count} cells and {program.Scalars.Count} scalars, got {columns.Count} and {scalars.Count}.", nameof(columns));
        if (rows < BlockLayout.Lanes || (rows & (rows - 1)) != 0 || columns.Any(c => c.Length != rows))
            throw new ArgumentException($"Columns have a power of two of rows, at least {BlockLayout.Lanes}; got {rows}.", nameof(rows));
        _program = program;
        _columns = columns;
        _rows = rows;
        _reduces = PlanReductions(program);
        _factors = PreparedFactors<TField>.Of(scalars);
        _filledScalars = new BlockBuffer(scalars.Count * BlockLayout.Lanes);
        for (var i = 0; i < scalars.Count; i++)
            TField.SetLanes(_filledScalars.Block(i), (1 << BlockLayout.Lanes) - 1, scalars[i]);
    }

    /// <summary>Evaluates all rows.</summary>
    /// <param name="destination">Receives a value a row: normal blocks of magnitude at most 24.</param>
    /// <param name="maxThreads">Threads at most.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public void Evaluate(BlockBuffer destination, int maxThreads, CancellationToken cancellationToken = default)
    {
        if (destination.Length != _rows)
            throw new ArgumentException($"{_rows} rows expected, the destination has {destination.Length}.", nameof(destination));
        ParallelLoop.ForRanges(
            _rows / BlockLayout.Lanes, StripBlocks, maxThreads,
            (start, end) =>
            {
                using var registers = new BlockBuffer((_program.RegisterCount + _program.Cells.Count) * StripBlocks * BlockLayout.Lanes);
                for (var first = start; first < end; first += StripBlocks)
                    EvaluateStrip(first, Math.Min(StripBlocks, end - first), registers, destination);
            },
            cancellationToken);
        GC.KeepAlive(this);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _factors.Dispose();
        _filledScalars.Dispose();
    }

    private void EvaluateStrip(int first, int count, BlockBuffer registers, BlockBuffer destination)
    {
        var cells = stackalloc double*[_program.Cells.Count];
        for (var i = 0; i < _program.Cells.Count; i++)
            cells[i] = Cell(i, first, count, registers.Block((_program.RegisterCount + i) * StripBlocks));

        var instructions = _program.Instructions;
        for (var i = 0; i < instructions.Count; i++)
        {
            var (operation, left, right, register) = instructions[i];
            var result = registers.Block(register * StripBlocks);
            if (operation == ExpressionProgram.Operation.Multiply)
                Multiply(left, right, result);
            else
                AddOrSubtract(operation == ExpressionProgram.Operation.Add, left, right, result);
            if (_reduces[i])
            {
                for (var block = 0; block < count; block++)
                    TField.Reduce(result + (block * BlockLayout.Doubles), result + (block * BlockLayout.Doubles));
            }
        }

        var source = Vector(_program.Result);
        for (var block = 0; block < count; block++)
            Copy(source[block], destination.Block(first + block));
        return;

        // A scalar's filled block serves every block of the strip.
        Strip Vector(ExpressionProgram.Operand operand) => operand.Kind switch
        {
            ExpressionProgram.OperandKind.Register => new Strip(registers.Block(operand.Index * StripBlocks), BlockLayout.Doubles),
            ExpressionProgram.OperandKind.Cell => new Strip(cells[operand.Index], BlockLayout.Doubles),
            _ => new Strip(_filledScalars.Block(operand.Index), 0),
        };

        void Multiply(ExpressionProgram.Operand left, ExpressionProgram.Operand right, double* result)
        {
            if (left.Kind == ExpressionProgram.OperandKind.Scalar)
                (left, right) = (right, left);
            var a = Vector(left);
            if (right.Kind == ExpressionProgram.OperandKind.Scalar)
            {
                var factor = _factors[right.Index];
                for (var block = 0; block < count; block++)
                    TField.MultiplyPrepared(a[block], factor, result + (block * BlockLayout.Doubles));
                return;
            }

            var b = Vector(right);
            for (var block = 0; block < count; block++)
                TField.Multiply(a[block], b[block], result + (block * BlockLayout.Doubles));
        }

        void AddOrSubtract(bool isSum, ExpressionProgram.Operand left, ExpressionProgram.Operand right, double* result)
        {
            var a = Vector(left);
            var b = Vector(right);
            for (var block = 0; block < count; block++)
            {
                if (isSum)
                    TField.Add(a[block], b[block], result + (block * BlockLayout.Doubles));
                else
                    TField.Subtract(a[block], b[block], result + (block * BlockLayout.Doubles));
            }
        }
    }

    /// <summary>Where a cell's values for a strip lie: in the column itself, or copied where rotation moves them across lanes.</summary>
    private double* Cell(int index, int first, int count, double* copies)
    {
        var column = _columns[index];
        var shift = _program.Cells[index].Rotation;
        if (shift == 0)
            return column.Block(first);
        var blocks = column.Blocks;
        for (var block = 0; block < count; block++)
        {
            var row = (((first + block) * BlockLayout.Lanes) + shift) & (_rows - 1);
            TField.Straddle(
                column.Block(row / BlockLayout.Lanes), column.Block(((row / BlockLayout.Lanes) + 1) % blocks),
                row % BlockLayout.Lanes, copies + (block * BlockLayout.Doubles));
        }

        return copies;
    }

    /// <summary>Follows magnitudes through the program, by the rules of <see cref="IBlockField{TModulus}"/>.</summary>
    private static bool[] PlanReductions(ExpressionProgram program)
    {
        var registers = new double[program.RegisterCount];
        var reduces = new bool[program.Instructions.Count];
        for (var i = 0; i < reduces.Length; i++)
        {
            var (operation, left, right, register) = program.Instructions[i];
            var (a, b) = (Magnitude(left), Magnitude(right));
            var magnitude = operation == ExpressionProgram.Operation.Multiply ? 1.51 + (a * b / 84) : a + b;
            reduces[i] = magnitude > MagnitudeLimit;
            registers[register] = reduces[i] ? 0.51 : magnitude;
        }

        return reduces;

        double Magnitude(ExpressionProgram.Operand operand) =>
            operand.Kind == ExpressionProgram.OperandKind.Register ? registers[operand.Index] : ColumnMagnitude;
    }

    private static void Copy(double* source, double* destination) =>
        new ReadOnlySpan<double>(source, BlockLayout.Doubles).CopyTo(new Span<double>(destination, BlockLayout.Doubles));

    /// <summary>An operand's blocks for a strip.</summary>
    private readonly struct Strip(double* start, int step)
    {
        public double* this[int block] => start + (block * step);
    }
}
