using System.Buffers.Binary;

namespace ZkStyle.Quantize.Imaging;

/// <summary>One JPEG file while it is read: the segments in their order (ITU-T T.81, B.2), what they defined, the picture.</summary>
/// <param name="limits">What the file may ask for.</param>
internal sealed class JpegFile(PictureLimits limits)
{
    private readonly JpegTables _tables = new();
    private JpegFrame? _frame;
    private bool _isAllocated;
    private long _scanSamples;
    private bool _hasJfif;
    private byte? _adobeTransform;
    private int? _orientation;

    /// <summary>Reads the file.</summary>
    /// <param name="file">Its bytes, which start with the start-of-image marker.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, of a kind that is not read, or exceeds the limits.</exception>
    public RgbaImage Read(ReadOnlySpan<byte> file)
    {
        var position = 2;
        while (true)
        {
            var marker = ReadMarker(file, ref position);
            if (marker == JpegMarker.EndOfImage)
                return Finish();
            if (marker == JpegMarker.Temporary)
                continue;
            if (marker == JpegMarker.StartOfImage || JpegMarker.IsRestart(marker))
                throw new InvalidDataException($"The JPEG file is damaged: the marker FF{marker:X2} does not belong between segments.");

            if (file.Length - position < 2)
                throw Truncated();
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[position..]);
            if (length < 2)
                throw new InvalidDataException($"The JPEG file is damaged: the segment FF{marker:X2} claims {length} bytes, its length field alone has 2.");
            if (length > file.Length - position)
                throw Truncated();
            var data = file.Slice(position + 2, length - 2);
            position += length;
            if (marker == JpegMarker.StartOfScan)
                position = ReadScan(file, data, position);
            else
                ReadSegment(marker, data, file.Length - position);
        }
    }

    private static InvalidDataException Truncated() => new("The JPEG file is cut off: it ends before its end-of-image marker.");

    // B.1.1.2: any number of 0xFF may stand before a marker's second byte.
    private static byte ReadMarker(ReadOnlySpan<byte> file, ref int position)
    {
        if (position >= file.Length)
            throw Truncated();
        if (file[position] != JpegMarker.Prefix)
            throw new InvalidDataException($"The JPEG file is damaged: byte {position} should start a marker.");
        while (position < file.Length && file[position] == JpegMarker.Prefix)
            position++;
        if (position >= file.Length)
            throw Truncated();
        var marker = file[position++];
        return marker != 0 ? marker : throw new InvalidDataException($"The JPEG file is damaged: byte {position - 2} should start a marker.");
    }

    private void ReadSegment(byte marker, ReadOnlySpan<byte> data, int bytesLeft)
    {
        switch (marker)
        {
            case JpegMarker.QuantizationTables:
                _tables.DefineQuantization(data);
                break;
            case JpegMarker.HuffmanTables:
                _tables.DefineHuffman(data);
                break;
            case JpegMarker.RestartInterval:
                _tables.DefineRestartInterval(data);
                break;
            case JpegMarker.ArithmeticConditioning:
                throw new InvalidDataException("The JPEG file is arithmetic coded (DAC), which is not read; save it with Huffman codes.");
            case JpegMarker.HierarchicalFrame or JpegMarker.Expansion:
                throw new InvalidDataException("The JPEG file is hierarchical (DHP), which is not read; save it as a baseline or progressive file.");
            case JpegMarker.NumberOfLines:
                throw new InvalidDataException("The JPEG file sets its number of lines by a DNL marker, which is not read; save the picture again.");
            case >= JpegMarker.FirstApplication and <= JpegMarker.LastApplication:
                ReadApplication(marker, data);
                break;
            case JpegMarker.Comment:
                break;
            default:
                if (!JpegMarker.IsFrame(marker))
                    throw new InvalidDataException($"The JPEG file has the reserved marker FF{marker:X2}; it is damaged or no ordinary JPEG file.");
                if (_frame is not null)
                    throw new InvalidDataException("The JPEG file has two frame headers.");
                _frame = JpegFrame.Parse(marker, data, bytesLeft, limits);
                break;
        }
    }

    private void ReadApplication(byte marker, ReadOnlySpan<byte> data)
    {
        switch (marker)
        {
            case JpegMarker.FirstApplication:
                _hasJfif |= data.StartsWith("JFIF\0"u8);
                break;
            case JpegMarker.ExifApplication:
                _orientation ??= ExifOrientation.Find(data);
                break;
            case JpegMarker.AdobeApplication when data.Length >= 12 && data.StartsWith("Adobe"u8):
                _adobeTransform = data[11];
                break;
        }
    }

    private int ReadScan(ReadOnlySpan<byte> file, ReadOnlySpan<byte> data, int position)
    {
        if (_frame is null)
            throw new InvalidDataException("The JPEG file has a scan before its frame header.");
        var scan = JpegScan.Parse(data, _frame);
        _scanSamples += JpegScanDecoder.SamplesOf(scan);
        if (_scanSamples > limits.MaxScanSamples)
            throw new InvalidDataException($"The scans of the JPEG file cover more than the {limits.MaxScanSamples} samples accepted.");
        foreach (var component in scan.Components)
        {
            component.Enter(scan);
            component.Quantize(_tables.Quantization(component.QuantizationTable));
        }

        var decoder = new JpegScanDecoder(_frame, scan, _tables);
        if (!_isAllocated)
        {
            foreach (var component in _frame.Components)
                component.Allocate(_frame.IsProgressive);
            _isAllocated = true;
        }

        return decoder.Decode(file, position);
    }

    private RgbaImage Finish()
    {
        if (_frame is null)
            throw new InvalidDataException("The JPEG file ends before its frame header.");
        foreach (var component in _frame.Components)
        {
            if (!component.IsCoded)
                throw new InvalidDataException($"The JPEG file has no scan of component {component.Id}; it is cut off or damaged.");
            if (_frame.IsProgressive)
                component.TransformAll();
        }

        return Assemble(_frame, JpegColourConverter.ColourOf(_frame.Components, _hasJfif, _adobeTransform), _orientation ?? ExifOrientation.Upright);
    }

    private static RgbaImage Assemble(JpegFrame frame, JpegColour colour, int orientation)
    {
        var pixels = new byte[checked(RgbaImage.Channels * frame.Width * frame.Height)];
        var upsamplers = Array.ConvertAll(frame.Components, component => new JpegUpsampler(component, frame.HorizontalFactor, frame.VerticalFactor));
        var lines = Array.ConvertAll(upsamplers, upsampler => new byte[Math.Max(frame.Width, upsampler.LineLength)]);
        for (var y = 0; y < frame.Height; y++)
        {
            for (var i = 0; i < lines.Length; i++)
                upsamplers[i].Read(y, frame.Width, lines[i]);
            var (start, step) = ExifOrientation.LineOf(orientation, frame.Width, frame.Height, y);
            JpegColourConverter.Convert(colour, lines, frame.Width, pixels, start, step);
        }

        return ExifOrientation.SwapsSides(orientation)
            ? new RgbaImage(frame.Height, frame.Width, pixels)
            : new RgbaImage(frame.Width, frame.Height, pixels);
    }
}
