namespace ZkStyle.Cli.Benchmarks.Synthetic;

/// <summary>
/// The lookup table of a synthetic circuit: half its rows are a range, the other half random outputs of keys that
/// spread over 24 bits. Both have 2^16 rows at most, as a decoder's range has; rows beyond repeat the first.
/// </summary>
internal sealed class SyntheticTable
{
    private const int KeyBits = 24;

    private readonly byte[] _outputs;
    private readonly int _keySpacing;

    /// <summary>Creates the table.</summary>
    /// <param name="size">Rows of the circuit.</param>
    /// <param name="seed">Fixes the outputs.</param>
    public SyntheticTable(int size, ulong seed)
    {
        RangeRows = Math.Min(size / 2, 1 << SyntheticConstraints.RemainderBits);
        _outputs = new byte[Math.Min(size - RangeRows, 1 << SyntheticConstraints.RemainderBits)];
        _keySpacing = ((1 << KeyBits) - (1 << SyntheticConstraints.RemainderBits)) / _outputs.Length;
        new Random(unchecked((int)seed)).NextBytes(_outputs);
    }

    /// <summary>Remainders below this are in the range.</summary>
    public int RangeRows { get; }

    /// <summary>How many keys have an output.</summary>
    public int KeyCount => _outputs.Length;

    /// <summary>A key; all are above the range.</summary>
    /// <param name="position">Its position among the keys.</param>
    /// <returns>The key.</returns>
    public long Key(int position) => (1 << SyntheticConstraints.RemainderBits) + ((long)position * _keySpacing);

    /// <summary>A key's output.</summary>
    /// <param name="position">The key's position.</param>
    /// <returns>The output, a byte.</returns>
    public long Output(int position) => _outputs[position];

    /// <summary>A row of the table.</summary>
    /// <param name="row">The row.</param>
    /// <returns>What is looked up, and what stands beside it.</returns>
    public (long Key, long Value) Row(int row)
    {
        if (row < RangeRows)
            return (row, SyntheticConstraints.RangeMarker);
        var position = row - RangeRows;
        return position < KeyCount ? (Key(position), Output(position)) : (0, SyntheticConstraints.RangeMarker);
    }
}
