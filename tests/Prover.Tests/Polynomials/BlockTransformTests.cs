using System.Numerics;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Polynomials;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Polynomials;

public class ScalarBlockTransformTests : BlockTransformTests<FrScalar>;

public class Vector256BlockTransformTests : VectorBlockTransformTests<FrVector256>;

public class Vector512BlockTransformTests : VectorBlockTransformTests<FrVector512>;

/// <summary>Transforms of blocks against the sums that define them, and against those of single elements.</summary>
public abstract unsafe class BlockTransformTests<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    private const int Lanes = BlockLayout.Lanes;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(3, 1)]
    [InlineData(5, 5)]
    [InlineData(8, 1)]
    [InlineData(8, 7)]
    [InlineData(9, 7)]
    public void Small_sizes_are_the_sums_of_powers(int logSize, int shiftSeed)
    {
        var values = Draw(logSize, logSize);
        Fr shift = shiftSeed;
        var point = shift;
        var omega = EvaluationDomain.RootOfUnity(logSize);
        var expected = new Fr[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = values.Length - 1; j >= 0; j--)
                expected[i] = (expected[i] * point) + values[j];
            point *= omega;
        }

        CheckBothWays(logSize, values, expected, shift, 1);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Every_size_agrees_with_the_transform_of_elements(int logSize)
    {
        var domain = new EvaluationDomain(logSize);
        var values = Draw(100 + logSize, logSize);
        Fr[] shifts = [Fr.One, EvaluationDomain.CosetShift, new RandomElements(logSize).Next<ScalarFieldModulus>()];
        for (var i = 0; i < shifts.Length; i++)
        {
            var expected = values.ToArray();
            domain.ForwardCoset(expected, shifts[i]);
            CheckBothWays(logSize, values, expected, shifts[i], 1 + (i & 1));
        }
    }

    [Fact]
    public void A_large_transform_on_two_threads_comes_back()
    {
        const int LogSize = 16;
        using var transform = new BlockTransform<TField>(LogSize);
        using var coefficients = Write(Draw(16, LogSize));
        using var evaluations = new BlockBuffer(1 << LogSize);
        using var result = new BlockBuffer(1 << LogSize);
        var before = Read(coefficients);
        foreach (var shift in new[] { Fr.One, EvaluationDomain.CosetShift })
        {
            transform.Forward(coefficients, evaluations, shift, 2);
            transform.Inverse(evaluations, result, shift, 2);
            Assert.Equal(before, Read(result));
            CheckEvaluation(before, evaluations, shift, 12_345);
        }
    }

    [Fact]
    public void Threads_may_share_a_transform_and_its_tables_are_made_once_for_all()
    {
        const int LogSize = 9;
        using var transform = new BlockTransform<TField>(LogSize);
        var domain = new EvaluationDomain(LogSize);
        Parallel.For(0, 8, seed =>
        {
            var values = Draw(seed, LogSize);
            var expected = values.ToArray();
            Fr shift = 1 + (seed % 3);
            domain.ForwardCoset(expected, shift, 1);
            using var coefficients = Write(values);
            using var evaluations = new BlockBuffer(values.Length);
            transform.Forward(coefficients, evaluations, shift, 1);
            Assert.Equal(expected, Read(evaluations));
        });
    }

    [Fact]
    public void Zero_and_constants_are_transformed()
    {
        const int LogSize = 10;
        var values = new Fr[1 << LogSize];
        CheckBothWays(LogSize, values, values, Fr.One, 1);
        values[0] = -Fr.One;
        CheckBothWays(LogSize, values, Enumerable.Repeat(-Fr.One, values.Length).ToArray(), 3, 1);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        using var transform = new BlockTransform<TField>(8);
        using var a = new BlockBuffer(256);
        using var b = new BlockBuffer(256);
        using var other = new BlockBuffer(264);
        Assert.Contains("264", Assert.Throws<ArgumentException>(() => transform.Forward(a, other, Fr.One)).Message, StringComparison.Ordinal);
        Assert.Contains("264", Assert.Throws<ArgumentException>(() => transform.Inverse(other, a, Fr.One)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => transform.Forward(a, a, Fr.One));
        Assert.Throws<ArgumentException>(() => transform.Inverse(a, b, Fr.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockTransform<TField>(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BlockTransform<TField>(29));
    }

    /// <summary>Elements at random, the last few of them at the ends of the range.</summary>
    private protected static Fr[] Draw(int seed, int logSize)
    {
        var random = new RandomElements(seed);
        var values = new Fr[1 << logSize];
        for (var i = 0; i < values.Length; i++)
            values[i] = i % 7 == 6 ? -(Fr)(i % 3) : random.Next<ScalarFieldModulus>();
        return values;
    }

    private protected static BlockBuffer Write(Fr[] values)
    {
        var buffer = new BlockBuffer(values.Length);
        var padded = new Fr[buffer.Blocks * Lanes];
        values.CopyTo(padded, 0);
        fixed (Fr* source = padded)
        {
            for (var i = 0; i < buffer.Blocks; i++)
                TField.FromElements(source + (Lanes * i), buffer.Block(i));
        }

        return buffer;
    }

    private protected static Fr[] Read(BlockBuffer buffer)
    {
        var padded = new Fr[buffer.Blocks * Lanes];
        fixed (Fr* destination = padded)
        {
            for (var i = 0; i < buffer.Blocks; i++)
                TField.ToElements(buffer.Block(i), destination + (Lanes * i));
        }

        return padded[..buffer.Length];
    }

    private static void CheckBothWays(int logSize, Fr[] coefficients, Fr[] evaluations, Fr shift, int threads)
    {
        using var transform = new BlockTransform<TField>(logSize);
        using var source = Write(coefficients);
        using var destination = new BlockBuffer(coefficients.Length);
        transform.Forward(source, destination, shift, threads);
        Assert.Equal(evaluations, Read(destination));
        Assert.Equal(coefficients, Read(source));
        transform.Inverse(destination, source, shift, threads);
        Assert.Equal(coefficients, Read(source));
        Assert.Equal(evaluations, Read(destination));
    }

    private static void CheckEvaluation(Fr[] coefficients, BlockBuffer evaluations, Fr shift, int index)
    {
        var point = shift * EvaluationDomain.RootOfUnity(BitOperations.Log2((uint)coefficients.Length)).Pow(index);
        var expected = Fr.Zero;
        for (var j = coefficients.Length - 1; j >= 0; j--)
            expected = (expected * point) + coefficients[j];
        Assert.Equal(expected, Read(evaluations)[index]);
    }
}
