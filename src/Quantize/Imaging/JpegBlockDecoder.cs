namespace ZkStyle.Quantize.Imaging;

/// <summary>
/// Decodes the blocks of one component in one scan: sequential (ITU-T T.81, F.2.2), or one of the four kinds of a
/// progressive scan (annex G): first bits or one more bit, of DC or of AC coefficients.
/// </summary>
internal sealed class JpegBlockDecoder
{
    // Tables F.1 and F.2 for samples of 8 bits.
    private const int MaxDcCategory = 11;
    private const int MaxAcCategory = 10;
    private const int LongRun = 15;

    private readonly JpegScan _scan;
    private readonly JpegHuffmanTable? _dc;
    private readonly JpegHuffmanTable? _ac;
    private readonly bool _progressive;
    private int _prediction;

    // Blocks, from the next one on, that have no more coefficients in this scan's band (G.1.2.2).
    private int _endOfBandRun;

    /// <summary>Creates a decoder at the start of a scan.</summary>
    /// <param name="scan">The scan.</param>
    /// <param name="dc">Its DC table, when it needs one.</param>
    /// <param name="ac">Its AC table, when it needs one.</param>
    /// <param name="progressive">Whether the file is progressive.</param>
    public JpegBlockDecoder(JpegScan scan, JpegHuffmanTable? dc, JpegHuffmanTable? ac, bool progressive) =>
        (_scan, _dc, _ac, _progressive) = (scan, dc, ac, progressive);

    /// <summary>Forgets the blocks before, as at a restart marker.</summary>
    public void Restart() => (_prediction, _endOfBandRun) = (0, 0);

    /// <summary>Decodes one block's part of the scan.</summary>
    /// <param name="reader">The bits.</param>
    /// <param name="block">64 coefficients in zigzag order, with what earlier scans brought.</param>
    public void Decode(ref JpegBitReader reader, Span<short> block)
    {
        if (!_progressive)
        {
            DecodeDc(ref reader, block);
            DecodeSequentialAc(ref reader, block);
        }
        else if (_scan.First == 0)
        {
            if (_scan.IsRefinement)
                block[0] |= (short)(reader.Read(1) << _scan.LowBit);
            else
                DecodeDc(ref reader, block);
        }
        else if (_scan.IsRefinement)
        {
            RefineAc(ref reader, block);
        }
        else
        {
            DecodeFirstAc(ref reader, block);
        }
    }

    private static InvalidDataException Damaged(string what) => new($"The JPEG file's image data are damaged: {what}.");

    private void DecodeDc(ref JpegBitReader reader, Span<short> block)
    {
        var category = _dc!.Decode(ref reader);
        if (category > MaxDcCategory)
            throw Damaged($"a DC coefficient is of category {category}, the largest is {MaxDcCategory}");
        _prediction += reader.ReadSigned(category);
        var value = _prediction << _scan.LowBit;
        if (value != (short)value)
            throw Damaged("a DC coefficient is out of range");
        block[0] = (short)value;
    }

    private void DecodeSequentialAc(ref JpegBitReader reader, Span<short> block)
    {
        for (var k = 1; k < block.Length; k++)
        {
            var code = _ac!.Decode(ref reader);
            var (run, category) = (code >> 4, code & 15);
            if (category == 0)
            {
                if (run != LongRun)
                    return;
                k += LongRun;
                continue;
            }

            k += run;
            Check(k, block.Length - 1, category);
            block[k] = (short)reader.ReadSigned(category);
        }
    }

    private void DecodeFirstAc(ref JpegBitReader reader, Span<short> block)
    {
        if (_endOfBandRun > 0)
        {
            _endOfBandRun--;
            return;
        }

        for (var k = _scan.First; k <= _scan.Last; k++)
        {
            var code = _ac!.Decode(ref reader);
            var (run, category) = (code >> 4, code & 15);
            if (category == 0)
            {
                if (run != LongRun)
                {
                    _endOfBandRun = ReadEndOfBandRun(ref reader, run) - 1;
                    return;
                }

                k += LongRun;
                continue;
            }

            k += run;
            Check(k, _scan.Last, category);
            block[k] = (short)(reader.ReadSigned(category) << _scan.LowBit);
        }
    }

    // G.1.2.3 and figure G.7: each nonzero coefficient passed on the way takes a correction bit; runs count zeros only.
    private void RefineAc(ref JpegBitReader reader, Span<short> block)
    {
        var k = _scan.First;
        if (_endOfBandRun == 0)
        {
            for (; k <= _scan.Last; k++)
            {
                var code = _ac!.Decode(ref reader);
                var (run, category) = (code >> 4, code & 15);
                short arrived = 0;
                if (category == 1)
                    arrived = (short)((reader.Read(1) == 1 ? 1 : -1) << _scan.LowBit);
                else if (category != 0)
                    throw Damaged($"a refined coefficient is of category {category}, only 1 is possible");
                else if (run != LongRun)
                {
                    _endOfBandRun = ReadEndOfBandRun(ref reader, run);
                    break;
                }

                for (; k <= _scan.Last; k++)
                {
                    if (block[k] != 0)
                        Correct(ref reader, ref block[k]);
                    else if (run-- == 0)
                        break;
                }

                if (arrived == 0)
                    continue;
                Check(k, _scan.Last, category);
                block[k] = arrived;
            }
        }

        if (_endOfBandRun == 0)
            return;
        _endOfBandRun--;
        var rest = block[k..(_scan.Last + 1)];
        for (var next = rest.IndexOfAnyExcept((short)0); next >= 0; next = rest.IndexOfAnyExcept((short)0))
        {
            Correct(ref reader, ref rest[next]);
            rest = rest[(next + 1)..];
        }
    }

    private void Correct(ref JpegBitReader reader, ref short coefficient)
    {
        if (reader.Read(1) == 1)
            coefficient += (short)((coefficient > 0 ? 1 : -1) << _scan.LowBit);
    }

    private static int ReadEndOfBandRun(ref JpegBitReader reader, int category) => (1 << category) + reader.Read(category);

    private static void Check(int k, int last, int category)
    {
        if (k > last)
            throw Damaged("a run of coefficients leaves its block");
        if (category > MaxAcCategory)
            throw Damaged($"an AC coefficient is of category {category}, the largest is {MaxAcCategory}");
    }
}
