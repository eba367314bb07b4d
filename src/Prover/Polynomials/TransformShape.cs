using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Polynomials;

/// <summary>
/// How <see cref="BlockTransform{TField}"/> arranges 2^k elements: as a matrix of rows times columns, about square,
/// so that a group of eight columns and a group of eight rows fit a core's own cache.
/// </summary>
/// <param name="LogSize">log2 of the number of elements, at least <see cref="Minimum"/>.</param>
internal readonly record struct TransformShape(int LogSize)
{
    /// <summary>log2 of the smallest size that has at least sixteen rows and sixteen columns.</summary>
    public const int Minimum = 8;

    /// <summary>log2 of the number of rows; even, so that columns are transformed by fours.</summary>
    public int LogRows => 2 * (LogSize / 4);

    /// <summary>log2 of the number of blocks of a row, and number of levels between those of the columns and the last three.</summary>
    public int LogRowBlocks => LogSize - LogRows - 3;

    /// <summary>Number of rows.</summary>
    public int Rows => 1 << LogRows;

    /// <summary>Blocks of a row; also the number of groups of eight columns.</summary>
    public int RowBlocks => 1 << LogRowBlocks;

    /// <summary>Number of groups of eight rows.</summary>
    public int RowGroups => Rows / BlockLayout.Lanes;

    /// <summary>Blocks of the larger of a group of columns and a group of rows.</summary>
    public int GroupBlocks => Math.Max(Rows, BlockLayout.Lanes * RowBlocks);

    /// <summary>Flips the order of the lowest bits.</summary>
    public static int Reverse(int value, int bits)
    {
        var result = 0;
        for (var bit = 0; bit < bits; bit++)
            result |= (value >> bit & 1) << (bits - 1 - bit);
        return result;
    }
}
