using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Constraints;

public class ScalarColumnEvaluatorTests : ColumnEvaluatorTests<FrScalar>;

public class Vector256ColumnEvaluatorTests : ColumnEvaluatorTests<FrVector256>;

public class Vector512ColumnEvaluatorTests : ColumnEvaluatorTests<FrVector512>;

/// <summary>Expressions over columns in bulk form against the same programs over plain elements.</summary>
public abstract class ColumnEvaluatorTests<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    [Theory]
    [InlineData(8, 1, 1)]
    [InlineData(16, 2, 2)]
    [InlineData(1 << 10, 3, 1)]
    [InlineData(1 << 10, 4, 2)]
    [InlineData(1 << 10, 5, 2)]
    public void Random_expressions_have_the_values_of_the_plain_evaluator(int rows, int seed, int threads)
    {
        var random = new RandomElements(seed);
        var columns = Enumerable.Range(0, 4).Select(_ => random.NextFrs(rows)).ToArray();
        for (var round = 0; round < 12; round++)
        {
            var program = ExpressionProgram.Compile(Draw(random.Random, depth: 7));
            var scalars = program.Scalars.Select(_ => random.NextFr()).ToArray();
            var expected = new Fr[rows];
            BlockEvaluator.EvaluateAll(
                program, scalars, [.. program.Cells.Select(c => columns[c.Column.Index])], rotationStride: 1, expected);
            Assert.Equal(expected, Evaluate(program, scalars, columns, rows, threads));
        }
    }

    [Fact]
    public void Long_sums_and_products_of_sums_stay_exact()
    {
        const int Rows = 64;
        var random = new RandomElements(9);
        var columns = Enumerable.Range(0, 4).Select(_ => random.NextFrs(Rows)).ToArray();
        Expression sum = Cell(0, 0);
        for (var i = 1; i < 300; i++)
            sum += Cell(i % 4, i % 5 - 2) * i;
        var program = ExpressionProgram.Compile(sum * sum * (sum - Cell(1, 0)));
        var scalars = program.Scalars.Select(_ => random.NextFr()).ToArray();
        var expected = new Fr[Rows];
        BlockEvaluator.EvaluateAll(program, scalars, [.. program.Cells.Select(c => columns[c.Column.Index])], rotationStride: 1, expected);

        Assert.Equal(expected, Evaluate(program, scalars, columns, Rows, threads: 2));
    }

    [Fact]
    public void Columns_of_another_length_are_refused()
    {
        var program = ExpressionProgram.Compile(Cell(0, 0));
        using var column = new BlockBuffer(16);

        Assert.Throws<ArgumentException>(() => new ColumnEvaluator<TField>(program, [], [column], 32));
        Assert.Throws<ArgumentException>(() => new ColumnEvaluator<TField>(program, [], [], 16));
        Assert.Throws<ArgumentException>(() => new ColumnEvaluator<TField>(program, [], [column], 12));
    }

    private static Expression.Cell Cell(int column, int rotation) => new(new Column(ColumnKind.Advice, column), rotation);

    private static Expression Draw(Random random, int depth)
    {
        if (depth == 0 || random.Next(8) == 0)
            return random.Next(4) == 0 ? random.Next(1, 5) : Cell(random.Next(4), random.Next(-9, 10));
        var (left, right) = (Draw(random, depth - 1), Draw(random, depth - 1));
        return random.Next(3) switch
        {
            0 => left + right,
            1 => left - right,
            _ => left * right,
        };
    }

    private static Fr[] Evaluate(ExpressionProgram program, Fr[] scalars, Fr[][] columns, int rows, int threads)
    {
        var buffers = columns.Select(c =>
        {
            var buffer = new BlockBuffer(rows);
            BlockConversion<TField>.FromElements(c, buffer, maxThreads: 1);
            return buffer;
        }).ToArray();
        using var destination = new BlockBuffer(rows);
        using (var evaluator = new ColumnEvaluator<TField>(program, scalars, [.. program.Cells.Select(c => buffers[c.Column.Index])], rows))
            evaluator.Evaluate(destination, threads);
        var values = new Fr[rows];
        BlockConversion<TField>.ToElements(destination, values, maxThreads: 1);
        Array.ForEach(buffers, b => b.Dispose());
        return values;
    }
}
