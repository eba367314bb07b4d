using System.Numerics;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// Signed digits of 64-bit integers of at most 62 bits of magnitude, cut with the same bias as field elements;
/// a single window takes the integer as it is.
/// </summary>
internal sealed class SmallDigits : IScalarDigits
{
    private readonly ReadOnlyMemory<long> _scalars;
    private int _width;
    private int _windows;
    private ulong _bias;

    public SmallDigits(ReadOnlyMemory<long> scalars)
    {
        _scalars = scalars;
        ulong union = 0;
        foreach (var scalar in scalars.Span)
        {
            union |= Magnitude(scalar);
            NonZeroCount += scalar != 0 ? 1 : 0;
        }

        ScalarBits = 64 - BitOperations.LeadingZeroCount(union);
    }

    public int Count => _scalars.Length;

    public int ScalarBits { get; }

    public int NonZeroCount { get; }

    /// <remarks>The highest window holds at most width - 1 bits of the magnitude, so with its carry it stays within 2^(width-1).</remarks>
    public int SetWidth(int width)
    {
        _width = width;
        _windows = (ScalarBits + width) / width;
        _bias = 0;
        for (var w = 0; w < _windows - 1; w++)
            _bias |= 1UL << ((w * width) + width - 1);
        return _windows;
    }

    public void ReadDigits(int window, int first, Span<short> digits)
    {
        var shift = window * _width;
        var mask = (1UL << _width) - 1;
        var digitBias = window == _windows - 1 ? 0 : 1 << (_width - 1);
        var scalars = _scalars.Span.Slice(first, digits.Length);
        for (var i = 0; i < digits.Length; i++)
        {
            var scalar = scalars[i];
            var digit = (int)((Magnitude(scalar) + _bias) >> shift & mask) - digitBias;
            digits[i] = (short)(scalar < 0 ? -digit : digit);
        }
    }

    private static ulong Magnitude(long value) => value < 0 ? 0UL - (ulong)value : (ulong)value;
}
