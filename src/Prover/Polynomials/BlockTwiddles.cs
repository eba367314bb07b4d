using System.Numerics;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Polynomials;

/// <summary>
/// The constants of one transform: those of <see cref="BlockTransform{TField}"/> at one size, for one coset and one direction.
/// Node k of level s of the remainder tree splits X^2h - c^2, h = n / 2^(s+1), by c = shift^h omega^reverse(k): the
/// shift enters here and costs the transform nothing. The inverse has 1 / c everywhere.
/// </summary>
internal sealed unsafe class BlockTwiddles<TField> : IDisposable
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    /// <summary>Blocks of a node of the last three levels: powers 1 to 7 of its first twiddle.</summary>
    public const int TailBlocks = BlockLayout.Lanes - 1;

    private const int Lanes = BlockLayout.Lanes;

    private const int Prepared = BlockLayout.PreparedDoubles;

    private readonly BlockBuffer _columns;
    private readonly BlockBuffer _rows;
    private readonly BlockBuffer _tails;
    private readonly BlockBuffer _constants;
    private readonly TransformShape _shape;

    /// <summary>Computes the tables.</summary>
    /// <param name="shape">The size.</param>
    /// <param name="shift">The coset's shift; not zero.</param>
    /// <param name="isInverse">Whether evaluations become coefficients.</param>
    /// <param name="powers">
    /// omega^reverse(k), or its inverse where evaluations become coefficients: but for the shift's power, the twiddles of every
    /// level are a prefix of the last one's.
    /// </param>
    /// <param name="maxThreads">Threads at most.</param>
    public BlockTwiddles(TransformShape shape, Fr shift, bool isInverse, Fr[] powers, int maxThreads)
    {
        _shape = shape;
        IsPlain = shift.IsOne;
        if (isInverse)
            shift = shift.Inverse();
        var shifts = new Fr[shape.LogSize];
        shifts[^1] = shift;
        for (var level = shape.LogSize - 2; level >= 0; level--)
            shifts[level] = shifts[level + 1].Square();

        _columns = PrepareAll(shape.Rows, maxThreads, entry => Entry(0, 0, entry));
        _rows = PrepareAll(shape.Rows * shape.RowBlocks, maxThreads, index =>
            Entry(shape.LogRows, TransformShape.Reverse(index >> shape.LogRowBlocks, shape.LogRows), index & (shape.RowBlocks - 1)));
        _tails = TailPowers(shape, maxThreads, node => Twiddle(shape.LogSize - 1, 4 * node));

        // A primitive eighth root and its powers, then what the inverse's last level has for its first.
        var scale = Fr.FromInt64(1L << shape.LogSize).Inverse();
        Fr[] constants =
        [
            powers[1], powers[2], powers[3],
            scale, scale * Twiddle(0, 0), scale * Twiddle(1, 0), scale * Twiddle(1, 1),
        ];
        _constants = PrepareAll(Lanes, 1, index => index < constants.Length ? constants[index] : Fr.Zero);

        // Below a node, the nodes of its s-th level are at 2^s of a table, whose first entry is not used.
        Fr Entry(int level, int node, int entry)
        {
            var below = BitOperations.Log2((uint)entry);
            return entry == 0 ? Fr.Zero : Twiddle(level + below, (node << below) + entry - (1 << below));
        }

        Fr Twiddle(int level, int node) => shifts[level] * powers[node];
    }

    /// <summary>Whether the shift is one.</summary>
    public bool IsPlain { get; }

    /// <summary>A fourth root of one, i; prepared.</summary>
    public double* FourthRoot => _constants.Data;

    /// <summary>An eighth root of one, its square being i; prepared.</summary>
    public double* EighthRoot => _constants.Data + Prepared;

    /// <summary>The eighth root times i; prepared.</summary>
    public double* EighthRootCubed => _constants.Data + (2 * Prepared);

    /// <summary>1 / n; prepared.</summary>
    public double* Scale => _constants.Data + (3 * Prepared);

    /// <summary>1 / n times the twiddle of the root; prepared.</summary>
    public double* ScaledRoot => _constants.Data + (4 * Prepared);

    /// <summary>1 / n times the twiddles of the two nodes below the root; prepared.</summary>
    public double* ScaledChildren => _constants.Data + (5 * Prepared);

    /// <summary>The first twiddle of a level of the columns; prepared, one after another.</summary>
    public double* Columns(int level) => _columns.Data + (Prepared << level);

    /// <summary>The first twiddle of a row, given in natural order, at one of the row's levels; prepared, one after another.</summary>
    public double* Row(int row, int level) => _rows.Data + (((((nint)row) << _shape.LogRowBlocks) + (1 << level)) * Prepared);

    /// <summary>The blocks of a node of the last three levels, with eight rows in lanes.</summary>
    public double* Tail(int rowGroup, int node) =>
        _tails.Data + (((((nint)rowGroup) << _shape.LogRowBlocks) + node) * TailBlocks * BlockLayout.Doubles);

    /// <inheritdoc />
    public void Dispose()
    {
        _columns.Dispose();
        _rows.Dispose();
        _tails.Dispose();
        _constants.Dispose();
    }

    /// <summary>Prepared factors, a multiple of eight of them, at their indices.</summary>
    private static BlockBuffer PrepareAll(int count, int maxThreads, Func<int, Fr> factor)
    {
        // An element's room in a buffer is five doubles, a prepared factor's is five times that.
        var buffer = new BlockBuffer(count * (Prepared / BlockLayout.Limbs));
        ParallelLoop.ForRanges(count / Lanes, 64, maxThreads, (start, end) =>
        {
            var elements = stackalloc Fr[Lanes];
            var block = stackalloc double[BlockLayout.Doubles];
            for (var i = start; i < end; i++)
            {
                for (var lane = 0; lane < Lanes; lane++)
                    elements[lane] = factor((Lanes * i) + lane);
                TField.FromElements(elements, block);
                TField.Prepare(block, buffer.Data + ((nint)i * Lanes * Prepared));
            }
        });
        return buffer;
    }

    private static BlockBuffer TailPowers(TransformShape shape, int maxThreads, Func<int, Fr> twiddle)
    {
        var buffer = new BlockBuffer(shape.RowGroups * shape.RowBlocks * TailBlocks * Lanes);
        ParallelLoop.ForRanges(shape.RowGroups * shape.RowBlocks, 64, maxThreads, (start, end) =>
        {
            var elements = stackalloc Fr[Lanes];
            for (var i = start; i < end; i++)
            {
                var firstRow = Lanes * (i >> shape.LogRowBlocks);
                for (var lane = 0; lane < Lanes; lane++)
                {
                    var row = TransformShape.Reverse(firstRow + lane, shape.LogRows);
                    elements[lane] = twiddle((row << shape.LogRowBlocks) + (i & (shape.RowBlocks - 1)));
                }

                // Powers 1 to 7, each of magnitude 0.51, from smaller ones.
                var powers = buffer.Block(i * TailBlocks);
                TField.FromElements(elements, powers);
                TField.Reduce(powers, powers);
                for (var power = 2; power <= TailBlocks; power++)
                {
                    var result = powers + ((power - 1) * BlockLayout.Doubles);
                    TField.Multiply(powers + (((power / 2) - 1) * BlockLayout.Doubles), powers + (((power - (power / 2)) - 1) * BlockLayout.Doubles), result);
                    TField.Reduce(result, result);
                }
            }
        });
        return buffer;
    }
}
