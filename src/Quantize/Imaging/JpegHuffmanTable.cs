namespace ZkStyle.Quantize.Imaging;

/// <summary>
/// One Huffman table (ITU-T T.81, annex C and F.2.2.3). Codes of up to nine bits are found by one lookup, longer ones
/// by comparing with the largest code of each length. The lookup is built when a scan first uses the table, so that a
/// file made of nothing but tables costs nothing.
/// </summary>
internal sealed class JpegHuffmanTable
{
    private const int MaxBits = 16;
    private const int LookupBits = 9;

    private readonly byte[] _counts = new byte[MaxBits + 1];
    private readonly byte[] _values = new byte[256];

    // By the next nine bits: 256 * the code's length + its value, or 0 when the code is longer.
    private readonly ushort[] _lookup = new ushort[1 << LookupBits];

    // For each length: the largest code (-1 when there is none), and what to add to a code for its place in _values.
    private readonly int[] _largest = new int[MaxBits + 1];
    private readonly int[] _place = new int[MaxBits + 1];
    private bool _isBuilt;

    /// <summary>Whether the file has defined the table.</summary>
    public bool IsDefined { get; private set; }

    /// <summary>Takes a table's definition from a DHT segment.</summary>
    /// <param name="data">The segment from the table's 16 counts on.</param>
    /// <returns>How many bytes the definition takes.</returns>
    /// <exception cref="InvalidDataException">The definition is cut off or is no prefix code.</exception>
    public int Define(ReadOnlySpan<byte> data)
    {
        if (data.Length < MaxBits)
            throw new InvalidDataException("A Huffman table of the JPEG file is cut off.");
        var total = 0;
        var code = 0;
        for (var length = 1; length <= MaxBits; length++)
        {
            _counts[length] = data[length - 1];
            total += data[length - 1];
            // No code may be all ones (C.2), so one place of every length stays free.
            code = (code << 1) + data[length - 1];
            if (data[length - 1] > 0 && code > (1 << length) - 1)
                throw new InvalidDataException($"A Huffman table of the JPEG file has more codes of {length} bits than there are.");
        }

        if (total > _values.Length || total == 0 || data.Length < MaxBits + total)
            throw new InvalidDataException($"A Huffman table of the JPEG file claims {total} codes; 1 to 256 and those in the segment are possible.");
        data.Slice(MaxBits, total).CopyTo(_values);
        (IsDefined, _isBuilt) = (true, false);
        return MaxBits + total;
    }

    /// <summary>Makes the table ready for <see cref="Decode"/>.</summary>
    public void Build()
    {
        if (_isBuilt)
            return;
        Array.Clear(_lookup);
        var code = 0;
        var index = 0;
        for (var length = 1; length <= MaxBits; length++)
        {
            _place[length] = index - code;
            for (var i = 0; i < _counts[length]; i++, code++, index++)
            {
                if (length <= LookupBits)
                    _lookup.AsSpan(code << (LookupBits - length), 1 << (LookupBits - length)).Fill((ushort)((length << 8) | _values[index]));
            }

            _largest[length] = _counts[length] > 0 ? code - 1 : -1;
            code <<= 1;
        }

        _isBuilt = true;
    }

    /// <summary>Takes one code.</summary>
    /// <param name="reader">The bits.</param>
    /// <returns>The code's value.</returns>
    /// <exception cref="InvalidDataException">The bits are no code of the table.</exception>
    public int Decode(ref JpegBitReader reader)
    {
        var bits = reader.Peek(MaxBits);
        var found = _lookup[bits >> (MaxBits - LookupBits)];
        if (found != 0)
        {
            reader.Skip(found >> 8);
            return found & 0xFF;
        }

        for (var length = LookupBits + 1; length <= MaxBits; length++)
        {
            var code = bits >> (MaxBits - length);
            if (code <= _largest[length])
            {
                reader.Skip(length);
                return _values[code + _place[length]];
            }
        }

        throw new InvalidDataException(reader.Overran
            ? JpegScanDecoder.EndsEarly
            : "The JPEG file's image data is damaged: it has a Huffman code that its table does not define.");
    }
}
