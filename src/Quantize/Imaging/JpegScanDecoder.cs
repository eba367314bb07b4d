namespace ZkStyle.Quantize.Imaging;

/// <summary>
/// Decodes the entropy-coded data of one scan: MCU by MCU (ITU-T T.81, A.2), with restart markers (E.2.4). Blocks of
/// sequential files become samples at once; those of progressive files are kept as coefficients.
/// </summary>
internal sealed class JpegScanDecoder
{
    /// <summary>The error of data that stop before their last block.</summary>
    public const string EndsEarly = "The JPEG file's image data end before their last block; the file is cut off or damaged.";

    private const int RestartMarkers = 8;

    private readonly JpegFrame _frame;
    private readonly JpegScan _scan;
    private readonly int _restartInterval;
    private readonly JpegBlockDecoder[] _decoders;
    private readonly short[] _block = new short[JpegComponent.BlockSize];

    /// <summary>Prepares a scan.</summary>
    /// <param name="frame">The frame; its components are allocated.</param>
    /// <param name="scan">The scan.</param>
    /// <param name="tables">The tables as they are now.</param>
    public JpegScanDecoder(JpegFrame frame, JpegScan scan, JpegTables tables)
    {
        (_frame, _scan, _restartInterval) = (frame, scan, tables.RestartInterval);
        _decoders = new JpegBlockDecoder[scan.Components.Length];
        for (var i = 0; i < _decoders.Length; i++)
        {
            // What a scan does not decode needs no table.
            var dc = scan.First == 0 && !scan.IsRefinement ? tables.Dc(scan.DcTables[i]) : null;
            var ac = scan.Last > 0 ? tables.Ac(scan.AcTables[i]) : null;
            _decoders[i] = new JpegBlockDecoder(scan, dc, ac, frame.IsProgressive);
        }
    }

    /// <summary>How many samples a scan covers.</summary>
    /// <param name="scan">The scan.</param>
    /// <returns>64 for each block.</returns>
    public static long SamplesOf(JpegScan scan) => scan.IsInterleaved
        ? scan.Components.Sum(component => (long)component.StoredBlocksAcross * component.StoredBlocksDown * JpegComponent.BlockSize)
        : scan.Components[0].Blocks * JpegComponent.BlockSize;

    /// <summary>Decodes the scan.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="position">Where the scan's data start.</param>
    /// <returns>Where the marker after the data is.</returns>
    /// <exception cref="InvalidDataException">The data are damaged or end early.</exception>
    public int Decode(ReadOnlySpan<byte> file, int position)
    {
        var reader = new JpegBitReader(file, position);
        var first = _scan.Components[0];
        var (across, down) = _scan.IsInterleaved
            ? (first.StoredBlocksAcross / first.Horizontal, first.StoredBlocksDown / first.Vertical)
            : (first.BlocksAcross, first.BlocksDown);
        var untilRestart = _restartInterval;
        var restarts = 0;
        for (var row = 0; row < down; row++)
        {
            for (var column = 0; column < across; column++)
            {
                if (_restartInterval > 0 && untilRestart-- == 0)
                {
                    Restart(file, ref reader, restarts++ % RestartMarkers);
                    untilRestart = _restartInterval - 1;
                }

                if (_scan.IsInterleaved)
                    DecodeUnit(ref reader, row, column);
                else
                    DecodeBlock(ref reader, 0, row, column);
                if (reader.Overran)
                    throw new InvalidDataException(EndsEarly);
            }
        }

        return reader.SkipToMarker();
    }

    private void DecodeUnit(ref JpegBitReader reader, int row, int column)
    {
        for (var i = 0; i < _scan.Components.Length; i++)
        {
            var component = _scan.Components[i];
            for (var v = 0; v < component.Vertical; v++)
            {
                for (var h = 0; h < component.Horizontal; h++)
                    DecodeBlock(ref reader, i, (row * component.Vertical) + v, (column * component.Horizontal) + h);
            }
        }
    }

    private void DecodeBlock(ref JpegBitReader reader, int index, int row, int column)
    {
        var component = _scan.Components[index];
        if (_frame.IsProgressive)
        {
            var at = ((row * component.StoredBlocksAcross) + column) * JpegComponent.BlockSize;
            _decoders[index].Decode(ref reader, component.Coefficients.AsSpan(at, JpegComponent.BlockSize));
            return;
        }

        Array.Clear(_block);
        _decoders[index].Decode(ref reader, _block);
        component.Transform(_block, row, column);
    }

    private void Restart(ReadOnlySpan<byte> file, ref JpegBitReader reader, int expected)
    {
        var position = reader.SkipToMarker();
        while (position + 1 < file.Length && file[position + 1] == JpegMarker.Prefix)
            position++;
        if (position + 1 >= file.Length)
            throw new InvalidDataException(EndsEarly);
        if (file[position + 1] != JpegMarker.FirstRestart + expected)
            throw new InvalidDataException($"The JPEG file's image data are damaged: the restart marker RST{expected} is missing.");
        reader.Resume(position + 2);
        foreach (var decoder in _decoders)
            decoder.Restart();
    }
}
