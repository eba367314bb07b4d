namespace ZkStyle.Prover.Constraints;

/// <summary>
/// An expression compiled once to straight-line code over registers: common subexpressions are computed once,
/// parts made of scalars alone are folded into one scalar, and registers are reused as soon as they are dead.
/// It runs over blocks of rows (quotient, witness checker) or on a single point (verifier).
/// </summary>
public sealed class ExpressionProgram
{
    private readonly List<Expression.Cell> _cells = [];
    private readonly List<ScalarExpression> _scalars = [];
    private readonly List<Instruction> _instructions = [];

    private ExpressionProgram()
    {
    }

    internal enum Operation
    {
        Add,
        Subtract,
        Multiply,
    }

    internal enum OperandKind
    {
        Register,
        Cell,
        Scalar,
    }

    /// <summary>The cells it reads; inputs are given in this order.</summary>
    public IReadOnlyList<Expression.Cell> Cells => _cells;

    /// <summary>The scalars it uses; their values are given in this order.</summary>
    public IReadOnlyList<ScalarExpression> Scalars => _scalars;

    /// <summary>Registers needed.</summary>
    public int RegisterCount { get; private set; }

    /// <summary>Number of multiplications per row.</summary>
    public int Multiplications => _instructions.Count(i => i.Operation == Operation.Multiply);

    internal IReadOnlyList<Instruction> Instructions => _instructions;

    internal Operand Result { get; private set; }

    /// <summary>Compiles one expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <returns>Its program.</returns>
    public static ExpressionProgram Compile(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var program = new ExpressionProgram();
        var result = new Numbering(program).Visit(expression);
        program.AllocateRegisters(result);
        return program;
    }

    /// <summary>Compiles all gates of a system into one: <c>sum gate_i alpha^i</c>.</summary>
    /// <param name="system">The system.</param>
    /// <returns>The program.</returns>
    public static ExpressionProgram CompileGates(ConstraintSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        Expression alpha = ScalarValues.Alpha(system);
        var combined = system.Gates[^1].Expression;
        for (var i = system.Gates.Count - 2; i >= 0; i--)
            combined = (combined * alpha) + system.Gates[i].Expression;
        return Compile(combined);
    }

    /// <summary>Runs the program on one point.</summary>
    /// <param name="cells">A value per entry of <see cref="Cells"/>.</param>
    /// <param name="scalars">A value per entry of <see cref="Scalars"/>.</param>
    /// <returns>The expression's value.</returns>
    public Fr Evaluate(ReadOnlySpan<Fr> cells, ReadOnlySpan<Fr> scalars)
    {
        var registers = new Fr[RegisterCount];
        foreach (var instruction in _instructions)
        {
            var left = Read(instruction.Left, registers, cells, scalars);
            var right = Read(instruction.Right, registers, cells, scalars);
            registers[instruction.Destination] = instruction.Operation switch
            {
                Operation.Add => left + right,
                Operation.Subtract => left - right,
                _ => left * right,
            };
        }

        return Read(Result, registers, cells, scalars);
    }

    private static Fr Read(Operand operand, Fr[] registers, ReadOnlySpan<Fr> cells, ReadOnlySpan<Fr> scalars) =>
        operand.Kind switch
        {
            OperandKind.Register => registers[operand.Index],
            OperandKind.Cell => cells[operand.Index],
            _ => scalars[operand.Index],
        };

    /// <summary>
    /// Until here each instruction writes a register of its own; from the last use of each, real registers are
    /// assigned and freed in one pass.
    /// </summary>
    private void AllocateRegisters(Operand result)
    {
        var lastUse = new int[_instructions.Count];
        for (var i = 0; i < _instructions.Count; i++)
        {
            Touch(_instructions[i].Left, i);
            Touch(_instructions[i].Right, i);
        }

        Touch(result, int.MaxValue);

        var physical = new int[_instructions.Count];
        var free = new Stack<int>();
        for (var i = 0; i < _instructions.Count; i++)
        {
            var (operation, left, right, _) = _instructions[i];
            var mappedLeft = Map(left);
            var mappedRight = Map(right);
            Release(left, i);
            if (left != right)
                Release(right, i);
            if (!free.TryPop(out var register))
                register = RegisterCount++;
            physical[i] = register;
            _instructions[i] = new Instruction(operation, mappedLeft, mappedRight, register);
        }

        Result = Map(result);
        return;

        void Touch(Operand operand, int at)
        {
            if (operand.Kind == OperandKind.Register)
                lastUse[operand.Index] = at;
        }

        Operand Map(Operand operand) =>
            operand.Kind == OperandKind.Register ? operand with { Index = physical[operand.Index] } : operand;

        void Release(Operand operand, int at)
        {
            if (operand.Kind == OperandKind.Register && lastUse[operand.Index] == at)
                free.Push(physical[operand.Index]);
        }
    }

    internal readonly record struct Operand(OperandKind Kind, int Index);

    internal readonly record struct Instruction(Operation Operation, Operand Left, Operand Right, int Destination);

    /// <summary>Value numbering: equal operations on equal operands are one instruction.</summary>
    private sealed class Numbering(ExpressionProgram program)
    {
        private readonly Dictionary<(Operation, Operand, Operand), Operand> _known = [];
        private readonly Dictionary<Expression.Cell, int> _cellIndex = [];
        private readonly Dictionary<string, int> _scalarIndex = [];

        public Operand Visit(Expression expression)
        {
            if (TryFold(expression) is { } scalar)
                return ScalarOperand(scalar);
            switch (expression)
            {
                case Expression.Cell cell:
                    if (!_cellIndex.TryGetValue(cell, out var index))
                    {
                        _cellIndex.Add(cell, index = program._cells.Count);
                        program._cells.Add(cell);
                    }

                    return new Operand(OperandKind.Cell, index);
                case Expression.Sum s:
                    return Emit(Operation.Add, Visit(s.Left), Visit(s.Right), commutes: true);
                case Expression.Difference d:
                    return Emit(Operation.Subtract, Visit(d.Left), Visit(d.Right), commutes: false);
                case Expression.Product p:
                    return Emit(Operation.Multiply, Visit(p.Left), Visit(p.Right), commutes: true);
                default:
                    throw new ArgumentException($"Unknown expression {expression.GetType().Name}.", nameof(expression));
            }
        }

        private static ScalarExpression? TryFold(Expression expression) => expression switch
        {
            Expression.Scalar s => s.Value,
            Expression.Sum s when TryFold(s.Left) is { } l && TryFold(s.Right) is { } r => l + r,
            Expression.Difference d when TryFold(d.Left) is { } l && TryFold(d.Right) is { } r => l - r,
            Expression.Product p when TryFold(p.Left) is { } l && TryFold(p.Right) is { } r => l * r,
            _ => null,
        };

        private Operand ScalarOperand(ScalarExpression scalar)
        {
            var text = scalar.ToString();
            if (!_scalarIndex.TryGetValue(text, out var index))
            {
                _scalarIndex.Add(text, index = program._scalars.Count);
                program._scalars.Add(scalar);
            }

            return new Operand(OperandKind.Scalar, index);
        }

        private Operand Emit(Operation operation, Operand left, Operand right, bool commutes)
        {
            if (commutes && (left.Kind, left.Index).CompareTo((right.Kind, right.Index)) > 0)
                (left, right) = (right, left);
            var key = (operation, left, right);
            if (!_known.TryGetValue(key, out var operand))
            {
                operand = new Operand(OperandKind.Register, program._instructions.Count);
                program._instructions.Add(new Instruction(operation, left, right, program._instructions.Count));
                _known.Add(key, operand);
            }

            return operand;
        }
    }
}
