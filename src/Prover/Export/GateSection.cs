using ZkStyle.Prover.Constraints;

namespace ZkStyle.Prover.Export;

/// <summary>
/// The function of the generated contract that evaluates the gates at zeta: the compiled program's instructions, each
/// value that is used once put into the expression that uses it.
/// </summary>
internal sealed class GateSection
{
    private readonly VerifierContext _context;
    private readonly TranscriptSection _transcript;
    private readonly ScalarSection _scalars;

    public GateSection(VerifierContext context, TranscriptSection transcript, ScalarSection scalars)
    {
        (_context, _transcript, _scalars) = (context, transcript, scalars);
        QuotientValue = context.Frame.Add("EVAL QUOTIENT", 1, "the quotient's value at zeta that the gates demand");
    }

    public MemoryRegion QuotientValue { get; }

    /// <summary>Writes the function.</summary>
    public void Write(SourceWriter writer)
    {
        writer.Lines(
            """
            /// @dev (V5) The gates at zeta, combined by Horner's rule in alpha, last gate first; divided by zeta^n - 1 they are
            /// the quotient's value. Behind a column's name, [-1] is its value on the row before.
            """);
        writer.Open("function _evaluateGates() private pure");
        writer.Open("assembly (\"memory-safe\")");
        writer.Line("let p := P");
        writer.Line($"let alpha := {_transcript.Alpha.Load()}");
        writer.Line("let sum := 0");
        var result = WriteProgram(writer);
        writer.Line($"mstore({QuotientValue.Name}, mulmod({result.Text}, {_scalars.VanishingInverse}, p))");
        writer.Close();
        writer.Close();
    }

    private YulExpression WriteProgram(SourceWriter writer)
    {
        var program = _context.Gates;
        var arithmetic = new YulArithmetic(_context.Frame, writer);
        var emitter = _scalars.Emitter(arithmetic);
        var alpha = ScalarValues.Alpha(_context.System);
        var uses = CountUses(program);
        var registers = new YulExpression[program.RegisterCount];
        var gates = _context.System.Gates;
        var gate = gates.Count - 1;
        WriteGateComment();
        for (var i = 0; i < program.Instructions.Count; i++)
        {
            var instruction = program.Instructions[i];
            YulExpression value;
            if (instruction.Operation == ExpressionProgram.Operation.Multiply && (IsAlpha(instruction.Left) || IsAlpha(instruction.Right)))
            {
                // Only the combination of gates uses alpha: one gate is done, the next begins.
                var combined = Read(IsAlpha(instruction.Left) ? instruction.Right : instruction.Left);
                writer.Line($"sum := {combined.Text}");
                value = new YulExpression("mulmod(sum, alpha, p)", 1);
                gate--;
                WriteGateComment();
            }
            else
            {
                var (left, right) = (Read(instruction.Left), Read(instruction.Right));
                value = instruction.Operation switch
                {
                    ExpressionProgram.Operation.Add => arithmetic.Add(left, right),
                    ExpressionProgram.Operation.Subtract => arithmetic.Subtract(left, right),
                    _ => arithmetic.Multiply(left, right),
                };
                if (uses[i] > 1)
                    value = arithmetic.Keep(value);
            }

            registers[instruction.Destination] = value;
        }

        return Read(program.Result);

        bool IsAlpha(ExpressionProgram.Operand operand) =>
            operand.Kind == ExpressionProgram.OperandKind.Scalar && program.Scalars[operand.Index] == alpha;

        YulExpression Read(ExpressionProgram.Operand operand) => operand.Kind switch
        {
            ExpressionProgram.OperandKind.Register => registers[operand.Index],
            ExpressionProgram.OperandKind.Cell => new YulExpression(CellPlace(program.Cells[operand.Index]).Load()),
            _ => _scalars.GateScalars.TryGetValue(operand.Index, out var place)
                ? new YulExpression(place.Load())
                : emitter.Emit(program.Scalars[operand.Index]),
        };

        void WriteGateComment() =>
            writer.Comment($"{gates[gate].Name}: 0 = {_context.Text.Of(gates[gate].Expression)}");
    }

    private MemoryRegion CellPlace(Expression.Cell cell) => cell.Column.Kind == ColumnKind.Sparse
        ? _scalars.SparseValues[cell.Column.Index]
        : _transcript.Evaluations[cell];

    /// <summary>How often each instruction's value is read. Registers are reused, so readers are matched to the last writer.</summary>
    private static int[] CountUses(ExpressionProgram program)
    {
        var uses = new int[program.Instructions.Count];
        var writers = new int[program.RegisterCount];
        for (var i = 0; i < program.Instructions.Count; i++)
        {
            Count(program.Instructions[i].Left);
            Count(program.Instructions[i].Right);
            writers[program.Instructions[i].Destination] = i;
        }

        Count(program.Result);
        return uses;

        void Count(ExpressionProgram.Operand operand)
        {
            if (operand.Kind == ExpressionProgram.OperandKind.Register)
                uses[writers[operand.Index]]++;
        }
    }
}
