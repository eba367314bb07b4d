namespace ZkStyle.Quantize.Imaging;

/// <summary>
/// Brings a component's lines to the picture's size. Where a component has half the samples, each output sample is
/// three quarters of the nearest sample and one quarter of the next one (a triangle filter; samples lie at the centres
/// of the pixels they stand for, as JFIF says), with the rounding that the common decoders use; other factors repeat
/// samples, as those decoders do.
/// </summary>
internal sealed class JpegUpsampler
{
    // Narrower components are repeated: there are no neighbours to speak of.
    private const int MinFilteredWidth = 3;

    private readonly JpegComponent _component;
    private readonly int _horizontal;
    private readonly int _vertical;
    private readonly bool _filtersLines;
    private readonly bool _filtersColumns;
    private readonly int[] _mixed;

    /// <summary>Prepares a component.</summary>
    /// <param name="component">The component, its samples decoded.</param>
    /// <param name="horizontal">The frame's largest horizontal factor.</param>
    /// <param name="vertical">The frame's largest vertical factor.</param>
    public JpegUpsampler(JpegComponent component, int horizontal, int vertical)
    {
        (_component, _horizontal, _vertical) = (component, horizontal, vertical);
        var halfWidth = component.Horizontal * 2 == horizontal;
        var halfHeight = component.Vertical * 2 == vertical;
        var sameHeight = component.Vertical == vertical;
        _filtersColumns = halfWidth && (sameHeight || halfHeight) && component.Width >= MinFilteredWidth;
        _filtersLines = halfHeight && (_filtersColumns || component.Horizontal == horizontal);
        _mixed = new int[component.Width];
    }

    /// <summary>Samples that <see cref="Read"/> needs room for: the line's, and one more when an odd line is doubled.</summary>
    public int LineLength => Math.Max(_component.Width * 2, _component.Width * _horizontal / _component.Horizontal) + 1;

    /// <summary>Computes one line of the picture.</summary>
    /// <param name="y">The line.</param>
    /// <param name="width">The picture's width.</param>
    /// <param name="line">Receives the line's samples; <see cref="LineLength"/> long or longer.</param>
    public void Read(int y, int width, Span<byte> line)
    {
        if (!_filtersLines && !_filtersColumns)
        {
            Repeat(LineAt(((2 * y) + 1) * _component.Vertical / (2 * _vertical)), width, line);
            return;
        }

        var nearest = LineAt(_filtersLines ? y / 2 : y);
        if (!_filtersLines)
        {
            for (var x = 0; x < nearest.Length; x++)
                _mixed[x] = nearest[x];
            Double(2, 1, 2, roundsBorder: false, line);
            return;
        }

        // The line's other neighbour: above for even lines, below for odd ones, itself at the border.
        var next = LineAt(Math.Clamp((y / 2) + (y % 2 == 0 ? -1 : 1), 0, _component.Height - 1));
        for (var x = 0; x < nearest.Length; x++)
            _mixed[x] = (3 * nearest[x]) + next[x];
        if (_filtersColumns)
        {
            Double(4, 8, 7, roundsBorder: true, line);
            return;
        }

        var rounding = 1 + (y % 2);
        for (var x = 0; x < nearest.Length; x++)
            line[x] = (byte)((_mixed[x] + rounding) >> 2);
    }

    // Each value of _mixed becomes two samples, divided by 2^bits; at the border a value has only itself for a neighbour.
    private void Double(int bits, int leftRounding, int rightRounding, bool roundsBorder, Span<byte> line)
    {
        var last = _mixed.Length - 1;
        for (var x = 0; x <= last; x++)
        {
            var value = _mixed[x];
            var (left, right) = (x > 0 ? _mixed[x - 1] : value, x < last ? _mixed[x + 1] : value);
            line[2 * x] = (byte)(((3 * value) + left + (x > 0 || roundsBorder ? leftRounding : 0)) >> bits);
            line[(2 * x) + 1] = (byte)(((3 * value) + right + (x < last || roundsBorder ? rightRounding : 0)) >> bits);
        }
    }

    private void Repeat(ReadOnlySpan<byte> source, int width, Span<byte> line)
    {
        if (_component.Horizontal == _horizontal)
        {
            source[..width].CopyTo(line);
            return;
        }

        for (var x = 0; x < width; x++)
            line[x] = source[((2 * x) + 1) * _component.Horizontal / (2 * _horizontal)];
    }

    private ReadOnlySpan<byte> LineAt(int y) => _component.Samples.AsSpan(y * _component.Stride, _component.Width);
}
