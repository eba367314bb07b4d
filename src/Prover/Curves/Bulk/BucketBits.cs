using System.Runtime.CompilerServices;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>
/// The sum of b * bucket_b by plain sums alone. With b = row * side + column, rows and columns of buckets are added up; then for
/// every bit of row and of column the sums that have it. What is left are as many points as b has bits, to be
/// weighted with powers of two.
/// </summary>
internal sealed unsafe class BucketBits
{
    private readonly int _width;
    private readonly int _columnBits;
    private readonly int _columns;
    private readonly int _rows;

    /// <summary>Prepares for buckets 1 to 2^(width-1).</summary>
    public BucketBits(int width)
    {
        _width = width;
        _columnBits = (width - 1) / 2;
        _columns = 1 << _columnBits;
        _rows = (1 << (width - 1 - _columnBits)) + 1;
    }

    /// <summary>Rows and columns of a window: groups that <see cref="Gather"/> writes.</summary>
    public int Lines => _rows + _columns;

    /// <summary>References that <see cref="GatherBits"/> writes at most.</summary>
    public int MaxTerms => _width * Math.Max(_rows, _columns);

    /// <summary>Lists the buckets of each row, then of each column; row 0 and column 0 weigh nothing.</summary>
    /// <param name="buckets">The buckets' sums; that of 0 is ignored.</param>
    /// <param name="references">Receives at most two references a bucket.</param>
    /// <param name="position">Where they go; moves on.</param>
    /// <param name="starts">Receives where each group starts.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Gather(ReadOnlySpan<uint> buckets, uint* references, ref int position, Span<int> starts)
    {
        for (var row = 0; row < _rows; row++)
        {
            starts[row] = position;
            var first = row << _columnBits;
            for (var b = first; row > 0 && b < Math.Min(first + _columns, buckets.Length); b++)
                Append(buckets[b], references, ref position);
        }

        for (var column = 0; column < _columns; column++)
        {
            starts[_rows + column] = position;
            for (var b = column; column > 0 && b < buckets.Length; b += _columns)
                Append(buckets[b], references, ref position);
        }
    }

    /// <summary>Lists, for every bit of a bucket's number, the columns or rows that have it.</summary>
    /// <param name="lines">The sums of rows and columns.</param>
    /// <param name="references">Receives at most <see cref="MaxTerms"/> references.</param>
    /// <param name="position">Where they go; moves on.</param>
    /// <param name="starts">Receives where each bit's group starts, lowest bit first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void GatherBits(ReadOnlySpan<uint> lines, uint* references, ref int position, Span<int> starts)
    {
        for (var bit = 0; bit < _width; bit++)
        {
            starts[bit] = position;
            var isColumn = bit < _columnBits;
            var sums = isColumn ? lines[_rows..] : lines[.._rows];
            var mask = 1 << (isColumn ? bit : bit - _columnBits);
            for (var i = 0; i < sums.Length; i++)
            {
                if ((i & mask) != 0)
                    Append(sums[i], references, ref position);
            }
        }
    }

    private static void Append(uint reference, uint* references, ref int position)
    {
        if (reference != PointReference.None)
            references[position++] = reference;
    }
}
