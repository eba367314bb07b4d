using System.Diagnostics;

namespace ZkStyle.Quantize.Imaging;

/// <summary>
/// The bits of entropy-coded data (ITU-T T.81, B.1.1.5 and F.2.2.5): most significant first, a zero byte stuffed after
/// every 0xFF, ended by a marker. Past the end come zeros, which <see cref="Overran"/> tells: callers ask once a block.
/// </summary>
internal ref struct JpegBitReader
{
    private readonly ReadOnlySpan<byte> _file;
    private int _position;

    // The next bits are the lowest _count of _bits; the last _padding of them stand for data that is not there.
    private ulong _bits;
    private int _count;
    private int _padding;

    /// <summary>Starts at a scan's first byte.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="position">Where the entropy-coded data start.</param>
    public JpegBitReader(ReadOnlySpan<byte> file, int position)
    {
        _file = file;
        _position = position;
    }

    /// <summary>Whether bits were taken that the file does not have.</summary>
    public readonly bool Overran => _count < _padding;

    /// <summary>Looks at the next bits without taking them.</summary>
    /// <param name="count">How many, 1 to 16.</param>
    /// <returns>The bits, the first as the most significant.</returns>
    public int Peek(int count)
    {
        Debug.Assert(count is >= 1 and <= 16, "The accumulator promises 16 bits.");
        if (_count < count)
            Fill();
        return (int)(_bits >> (_count - count)) & ((1 << count) - 1);
    }

    /// <summary>Takes bits that were looked at.</summary>
    /// <param name="count">How many; no more than the last <see cref="Peek"/> showed.</param>
    public void Skip(int count) => _count -= count;

    /// <summary>Takes bits.</summary>
    /// <param name="count">How many, 0 to 16.</param>
    /// <returns>The bits, the first as the most significant.</returns>
    public int Read(int count)
    {
        if (count == 0)
            return 0;
        var bits = Peek(count);
        _count -= count;
        return bits;
    }

    /// <summary>
    /// Takes a signed number of the given category (T.81, F.2.2.1, EXTEND): categories hold the numbers whose
    /// magnitude needs that many bits, negative ones first.
    /// </summary>
    /// <param name="category">The category, 0 to 15.</param>
    /// <returns>The number.</returns>
    public int ReadSigned(int category)
    {
        if (category == 0)
            return 0;
        var bits = Read(category);
        return bits < 1 << (category - 1) ? bits - (1 << category) + 1 : bits;
    }

    /// <summary>
    /// Drops what is left of the data and goes to the marker that ends them. Surplus bytes before the marker are passed
    /// over: cameras write such.
    /// </summary>
    /// <returns>Where the marker's first byte is, or the file's length when there is none.</returns>
    public int SkipToMarker()
    {
        (_bits, _count, _padding) = (0, 0, 0);
        while (_position < _file.Length && !AtMarker())
            _position++;
        return _position;
    }

    /// <summary>Goes on after a restart marker.</summary>
    /// <param name="position">The byte after the marker.</param>
    public void Resume(int position) => _position = position;

    // 0xFF and something other than a stuffed zero; a lone 0xFF at the file's end counts as the end too.
    private readonly bool AtMarker() =>
        _file[_position] == JpegMarker.Prefix && (_position + 1 >= _file.Length || _file[_position + 1] != 0);

    private void Fill()
    {
        while (_count <= 48)
        {
            if (_position >= _file.Length || AtMarker())
            {
                _bits <<= 8;
                _padding += 8;
            }
            else
            {
                _bits = (_bits << 8) | _file[_position];
                _position += _file[_position] == JpegMarker.Prefix ? 2 : 1;
            }

            _count += 8;
        }
    }
}
