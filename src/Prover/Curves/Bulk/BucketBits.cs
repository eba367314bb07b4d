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
        Starts = new int[_rows + _columns + 1];
        Sums = new uint[_rows + _columns];
        BitStarts = new int[width + 1];
        BitSums = new uint[width];
    }

    /// <summary>References that <see cref="GatherBits"/> writes at most.</summary>
    public int MaxTerms => _width * Math.Max(_rows, _columns);

    /// <summary>Where the terms of each row, then of each column start.</summary>
    public int[] Starts { get; }

    /// <summary>The sums of the rows, then of the columns.</summary>
    public uint[] Sums { get; }

    /// <summary>Where the terms of each bit start.</summary>
    public int[] BitStarts { get; }

    /// <summary>The sum of each bit, lowest first.</summary>
    public uint[] BitSums { get; }

    /// <summary>Lists the buckets of each row and each column; row 0 and column 0 weigh nothing.</summary>
    /// <param name="buckets">The buckets' sums; that of 0 is ignored.</param>
    /// <param name="references">Receives at most two references a bucket.</param>
    public void Gather(ReadOnlySpan<uint> buckets, uint* references)
    {
        var position = 0;
        for (var row = 0; row < _rows; row++)
        {
            Starts[row] = position;
            var first = row << _columnBits;
            for (var b = first; row > 0 && b < Math.Min(first + _columns, buckets.Length); b++)
                Append(buckets[b], references, ref position);
        }

        for (var column = 0; column < _columns; column++)
        {
            Starts[_rows + column] = position;
            for (var b = column; column > 0 && b < buckets.Length; b += _columns)
                Append(buckets[b], references, ref position);
        }

        Starts[^1] = position;
    }

    /// <summary>Lists, for every bit of a bucket's number, the columns or rows that have it.</summary>
    public void GatherBits(uint* references)
    {
        var position = 0;
        for (var bit = 0; bit < _width; bit++)
        {
            BitStarts[bit] = position;
            var isColumn = bit < _columnBits;
            var sums = isColumn ? Sums.AsSpan(_rows) : Sums.AsSpan(0, _rows);
            var mask = 1 << (isColumn ? bit : bit - _columnBits);
            for (var i = 0; i < sums.Length; i++)
            {
                if ((i & mask) != 0)
                    Append(sums[i], references, ref position);
            }
        }

        BitStarts[^1] = position;
    }

    private static void Append(uint reference, uint* references, ref int position)
    {
        if (reference != PointReference.None)
            references[position++] = reference;
    }
}
