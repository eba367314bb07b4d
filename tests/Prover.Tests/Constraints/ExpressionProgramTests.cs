using ZkStyle.Prover.Constraints;

namespace ZkStyle.Prover.Tests.Constraints;

public class ExpressionProgramTests
{
    private static readonly Column[] s_columns =
        [new(ColumnKind.Fixed, 0), new(ColumnKind.Advice, 0), new(ColumnKind.Advice, 1), new(ColumnKind.Sparse, 0)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Programs_agree_with_the_tree_on_random_expressions(int seed)
    {
        var random = new Random(seed);
        const int Size = 1024;
        var values = s_columns.ToDictionary(c => c, _ => Enumerable.Range(0, Size).Select(_ => Fr.FromInt64(random.NextInt64())).ToArray());
        for (var trial = 0; trial < 40; trial++)
        {
            var expression = RandomExpression(random, depth: 6);
            var program = ExpressionProgram.Compile(expression);
            var scalars = program.Scalars.Select(Scalar).ToArray();
            var result = new Fr[Size];
            BlockEvaluator.EvaluateAll(program, scalars, [.. program.Cells.Select(c => values[c.Column])], 1, result);

            foreach (var row in new[] { 0, 1, 255, 256, 511, Size - 1 })
            {
                var expected = Tree(expression, c => values[c.Column][(row + c.Rotation + Size) % Size]);
                Assert.Equal(expected, result[row]);
                var point = program.Evaluate([.. program.Cells.Select(c => values[c.Column][(row + c.Rotation + Size) % Size])], scalars);
                Assert.Equal(expected, point);
            }
        }
    }

    [Fact]
    public void Equal_parts_are_computed_once()
    {
        var product = s_columns[0].Current * s_columns[1].Current;
        var mirrored = s_columns[1].Current * s_columns[0].Current;

        Assert.Equal(1, ExpressionProgram.Compile(product + mirrored).Multiplications);
    }

    [Fact]
    public void Scalars_alone_cost_no_row_work()
    {
        Expression two = 2;
        var expression = (two * 3 * 7) + s_columns[0].Current;

        Assert.Equal(0, ExpressionProgram.Compile(expression).Multiplications);
    }

    [Fact]
    public void An_expression_of_scalars_alone_fills_the_column()
    {
        var program = ExpressionProgram.Compile((Expression)5 * 4);
        var result = new Fr[300];
        BlockEvaluator.EvaluateAll(program, [.. program.Scalars.Select(Scalar)], [], 1, result);

        Assert.All(result, v => Assert.Equal((Fr)20, v));
    }

    private static Expression RandomExpression(Random random, int depth)
    {
        if (depth == 0 || random.Next(6) == 0)
        {
            return random.Next(4) == 0
                ? random.Next(-9, 9)
                : Expression.Query(s_columns[random.Next(s_columns.Length)], random.Next(-2, 3));
        }

        var left = RandomExpression(random, depth - 1);
        var right = random.Next(5) == 0 ? left : RandomExpression(random, depth - 1);
        return random.Next(3) switch
        {
            0 => left + right,
            1 => left - right,
            _ => left * right,
        };
    }

    private static Fr Scalar(ScalarExpression scalar) => scalar switch
    {
        ScalarExpression.Constant c => Fr.FromBigInteger(c.Value),
        ScalarExpression.Sum s => Scalar(s.Left) + Scalar(s.Right),
        ScalarExpression.Product p => Scalar(p.Left) * Scalar(p.Right),
        ScalarExpression.Negation n => -Scalar(n.Operand),
        _ => throw new InvalidOperationException(),
    };

    private static Fr Tree(Expression expression, Func<Expression.Cell, Fr> read) => expression switch
    {
        Expression.Scalar s => Scalar(s.Value),
        Expression.Cell c => read(c),
        Expression.Sum s => Tree(s.Left, read) + Tree(s.Right, read),
        Expression.Difference d => Tree(d.Left, read) - Tree(d.Right, read),
        Expression.Product p => Tree(p.Left, read) * Tree(p.Right, read),
        _ => throw new InvalidOperationException(),
    };
}
