using System.Numerics;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Tests.Fields.Bulk;

public class FrScalarBlockTests : BlockFieldTests<FrScalar, ScalarFieldModulus>;

public class FpScalarBlockTests : BlockFieldTests<FpScalar, BaseFieldModulus>;

public class FrVector256BlockTests : VectorBlockTests<FrVector256, ScalarFieldModulus>;

public class FpVector256BlockTests : VectorBlockTests<FpVector256, BaseFieldModulus>;

public class FrVector512BlockTests : VectorBlockTests<FrVector512, ScalarFieldModulus>;

public class FpVector512BlockTests : VectorBlockTests<FpVector512, BaseFieldModulus>;

/// <summary>Block arithmetic against BigInteger, through elements: what must hold of every implementation.</summary>
public abstract unsafe class BlockFieldTests<TField, TModulus>
    where TField : struct, IBlockField<TModulus>
    where TModulus : struct, IFieldModulus
{
    private const int Lanes = BlockLayout.Lanes;

    private static readonly BigInteger s_p = PrimeField<TModulus>.Modulus;

    /// <summary>Elements where carries and reductions are most likely to go wrong.</summary>
    private static readonly BigInteger[] s_edges =
    [
        0, 1, 2, s_p - 1, s_p - 2, s_p / 2, (s_p / 2) + 1, (BigInteger.One << 52) - 1, BigInteger.One << 51, BigInteger.One << 104,
        (BigInteger.One << 253) - 1, BigInteger.ModPow(2, 256, s_p), BigInteger.ModPow(2, 260, s_p), BigInteger.ModPow(BigInteger.One << 260, s_p - 2, s_p),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Products_sums_and_differences_are_those_of_the_integers(int seed)
    {
        var random = new RandomElements(seed);
        using var buffer = new BlockBuffer(8 * Lanes);
        double* a = buffer.Block(0), b = buffer.Block(1), result = buffer.Block(2), difference = buffer.Block(3);
        for (var round = 0; round < 6_300; round++)
        {
            var x = Draw(random, round);
            var y = Draw(random, round / s_edges.Length);
            Write(x, a);
            Write(y, b);
            TField.Multiply(a, b, result);
            Check(result, i => x[i] * y[i]);
            TField.Square(a, result);
            Check(result, i => x[i] * x[i]);
            TField.Add(a, b, result);
            Check(result, i => x[i] + y[i]);
            TField.Subtract(a, b, result);
            Check(result, i => x[i] - y[i]);
            TField.SubtractLazy(a, b, result);
            TField.Multiply(result, b, result);
            Check(result, i => (x[i] - y[i]) * y[i]);
            TField.SumAndDifferenceLazy(a, b, result, difference);
            TField.Multiply(result, a, result);
            Check(result, i => (x[i] + y[i]) * x[i]);
        }
    }

    [Fact]
    public void A_scalar_multiplies_every_lane()
    {
        var random = new RandomElements(3);
        using var buffer = new BlockBuffer(3 * Lanes);
        double* a = buffer.Block(0), result = buffer.Block(1), scalar = buffer.Block(2);
        for (var round = 0; round < 500; round++)
        {
            var x = Draw(random, round);
            var factor = round < s_edges.Length ? s_edges[round] : random.Next<TModulus>().ToBigInteger();
            Write(x, a);
            TField.ToScalar(PrimeField<TModulus>.FromBigInteger(factor), scalar);
            TField.MultiplyScalar(a, scalar, result);
            Check(result, i => x[i] * factor);
        }
    }

    [Fact]
    public void A_result_may_take_the_place_of_an_operand()
    {
        var random = new RandomElements(4);
        using var buffer = new BlockBuffer(2 * Lanes);
        double* a = buffer.Block(0), b = buffer.Block(1);
        var x = Draw(random, 0);
        var y = Draw(random, 1);
        Write(x, a);
        Write(y, b);
        TField.Multiply(a, b, a);
        Check(a, i => x[i] * y[i]);
        TField.Square(a, a);
        Check(a, i => BigInteger.Pow(x[i] * y[i], 2));
        TField.Subtract(a, b, b);
        Check(b, i => BigInteger.Pow(x[i] * y[i], 2) - y[i]);
        TField.Reduce(b, b);
        Check(b, i => BigInteger.Pow(x[i] * y[i], 2) - y[i]);
    }

    [Fact]
    public void Zeros_are_found_however_they_came_about()
    {
        var random = new RandomElements(5);
        using var buffer = new BlockBuffer(3 * Lanes);
        double* a = buffer.Block(0), b = buffer.Block(1), result = buffer.Block(2);
        for (var mask = 0; mask < 256; mask++)
        {
            var x = Draw(random, 1_000);
            Write(x, a);
            TField.SetLanes(a, mask, PrimeField<TModulus>.Zero);
            Assert.Equal(mask, TField.ZeroLanes(a));
            Write([.. Enumerable.Range(0, Lanes).Select(i => (mask >> i & 1) != 0 ? x[i] : x[i] + 1)], b);
            Write(x, a);
            TField.Subtract(a, b, result);
            Assert.Equal(mask, TField.ZeroLanes(result));
            TField.Multiply(result, b, result);
            Assert.Equal(mask | ZerosOf(b), TField.ZeroLanes(result));
            TField.SetLanes(result, mask, PrimeField<TModulus>.One);
            Assert.Equal(ZerosOf(b) & ~mask, TField.ZeroLanes(result));
        }

        static int ZerosOf(double* block)
        {
            var values = Read(block);
            return Enumerable.Range(0, Lanes).Sum(i => values[i].IsZero ? 1 << i : 0);
        }
    }

    [Fact]
    public void Integers_and_words_are_the_canonical_values()
    {
        var random = new Random(6);
        using var buffer = new BlockBuffer(Lanes);
        long[] edges = [0, 1, -1, (1L << 51) - 1, 1L << 51, -(1L << 51), -(1L << 51) - 1, 1L << 52, (1L << 62) - 1, -(1L << 62) + 1];
        var integers = new long[Lanes];
        var words = new ulong[4 * Lanes];
        for (var round = 0; round < 2_000; round++)
        {
            for (var i = 0; i < Lanes; i++)
                integers[i] = round < 20 ? edges[(round + i) % edges.Length] : random.NextInt64(-(1L << 62) + 1, 1L << 62) >> random.Next(62);
            fixed (long* source = integers)
                TField.FromIntegers(source, buffer.Data);
            fixed (ulong* destination = words)
                TField.ToWords(buffer.Data, destination);
            for (var i = 0; i < Lanes; i++)
            {
                var canonical = PrimeField<TModulus>.FromInt64(integers[i]).ToBigInteger();
                var value = new BigInteger(System.Runtime.InteropServices.MemoryMarshal.AsBytes(words.AsSpan(4 * i, 4)), isUnsigned: true);
                Assert.Equal(canonical, value);
            }
        }
    }

    [Fact]
    public void Transposition_exchanges_blocks_and_lanes()
    {
        const int Stride = 3 * BlockLayout.Doubles;
        var random = new RandomElements(7);
        using var source = new BlockBuffer(24 * Lanes);
        using var destination = new BlockBuffer(8 * Lanes);
        var values = new BigInteger[8][];
        for (var i = 0; i < 8; i++)
            Write(values[i] = Draw(random, i), source.Data + (i * Stride));
        TField.Transpose(source.Data, Stride, destination.Data, BlockLayout.Doubles);
        for (var j = 0; j < 8; j++)
            Check(destination.Block(j), i => values[i][j]);
    }

    [Fact]
    public void A_straddling_block_begins_in_one_and_ends_in_the_next()
    {
        var random = new RandomElements(8);
        using var buffer = new BlockBuffer(3 * Lanes);
        var first = Draw(random, 1_000);
        var second = Draw(random, 1_000);
        Write(first, buffer.Block(0));
        Write(second, buffer.Block(1));
        for (var lane = 0; lane < Lanes; lane++)
        {
            TField.Straddle(buffer.Block(0), buffer.Block(1), lane, buffer.Block(2));
            Check(buffer.Block(2), i => i + lane < Lanes ? first[i + lane] : second[i + lane - Lanes]);
        }
    }

    [Fact]
    public void A_prepared_factor_multiplies_every_lane()
    {
        var random = new RandomElements(8);
        using var buffer = new BlockBuffer(8 * Lanes);
        double* a = buffer.Block(0), factors = buffer.Block(1), result = buffer.Block(2), prepared = buffer.Block(3);
        for (var round = 0; round < 500; round++)
        {
            var x = Draw(random, round);
            var y = Draw(random, round / s_edges.Length);
            Write(x, a);
            Write(y, factors);
            TField.Prepare(factors, prepared);
            for (var lane = 0; lane < Lanes; lane++)
            {
                TField.MultiplyPrepared(a, prepared + (lane * BlockLayout.PreparedDoubles), result);
                Check(result, i => x[i] * y[lane]);
            }

            TField.SubtractLazy(a, factors, result);
            TField.MultiplyPrepared(result, prepared, result);
            Check(result, i => (x[i] - y[i]) * y[0]);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Butterflies_are_their_sums_and_differences_also_in_place(bool isInPlace)
    {
        var random = new RandomElements(9);
        using var buffer = new BlockBuffer(8 * Lanes);
        var operands = buffer.Data;
        var results = isInPlace ? operands : buffer.Block(4);
        for (var round = 0; round < 1_000; round++)
        {
            BigInteger[][] v = [.. Enumerable.Range(0, 4).Select(k => Draw(random, (k * k * round) + k))];
            WriteAll();
            TField.SumAndDifference(At(operands, 0), At(operands, 1), At(results, 0), At(results, 1));
            Check(At(results, 0), i => v[0][i] + v[1][i]);
            Check(At(results, 1), i => v[0][i] - v[1][i]);
            WriteAll();
            TField.SumAndDifferenceLazy(At(operands, 0), At(operands, 1), At(results, 0), At(results, 1));
            TField.Multiply(At(results, 0), At(operands, 3), At(results, 0));
            Check(At(results, 0), i => (v[0][i] + v[1][i]) * v[3][i]);
            TField.Multiply(At(results, 1), At(operands, 3), At(results, 1));
            Check(At(results, 1), i => (v[0][i] - v[1][i]) * v[3][i]);
            WriteAll();
            TField.SplitQuad(
                At(operands, 0), At(operands, 1), At(operands, 2), At(operands, 3),
                At(results, 0), At(results, 1), At(results, 2), At(results, 3));
            Check(At(results, 0), i => v[0][i] + v[1][i] + v[2][i]);
            Check(At(results, 1), i => v[0][i] + v[1][i] - v[2][i]);
            Check(At(results, 2), i => v[0][i] - v[1][i] + v[3][i]);
            Check(At(results, 3), i => v[0][i] - v[1][i] - v[3][i]);
            WriteAll();
            TField.JoinQuad(
                At(operands, 0), At(operands, 1), At(operands, 2), At(operands, 3),
                At(results, 0), At(results, 1), At(results, 2), At(results, 3));
            Check(At(results, 0), i => v[0][i] + v[1][i] + v[2][i] + v[3][i]);
            Check(At(results, 1), i => v[0][i] + v[1][i] - v[2][i] - v[3][i]);
            TField.Add(At(results, 2), At(results, 3), At(results, 0));
            Check(At(results, 0), i => v[0][i] - v[1][i] + v[2][i] - v[3][i]);
            TField.Subtract(At(results, 2), At(results, 3), At(results, 0));
            Check(At(results, 0), i => v[0][i] - v[1][i] - v[2][i] + v[3][i]);

            void WriteAll()
            {
                for (var k = 0; k < v.Length; k++)
                    Write(v[k], At(operands, k));
            }
        }

        static double* At(double* blocks, int index) => blocks + (index * BlockLayout.Doubles);
    }

    private static BigInteger[] Draw(RandomElements random, int round) =>
        [.. Enumerable.Range(0, Lanes).Select(i => round + i < 3 * s_edges.Length
            ? s_edges[(round + i) % s_edges.Length]
            : random.Next<TModulus>().ToBigInteger())];

    private static void Write(BigInteger[] values, double* block)
    {
        var elements = values.Select(v => PrimeField<TModulus>.FromBigInteger(((v % s_p) + s_p) % s_p)).ToArray();
        fixed (PrimeField<TModulus>* source = elements)
            TField.FromElements(source, block);
    }

    private static BigInteger[] Read(double* block)
    {
        var elements = new PrimeField<TModulus>[Lanes];
        fixed (PrimeField<TModulus>* destination = elements)
            TField.ToElements(block, destination);
        return [.. elements.Select(e => e.ToBigInteger())];
    }

    private static void Check(double* block, Func<int, BigInteger> expected)
    {
        var values = Read(block);
        for (var i = 0; i < Lanes; i++)
            Assert.Equal(((expected(i) % s_p) + s_p) % s_p, values[i]);
    }
}
