using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// Signed digits of field elements. A bias of 2^(width-1) in every window but the highest is added to the
/// canonical integer once; then a digit is a plain field of bits minus the bias, and no carries pass between windows.
/// </summary>
internal sealed class FieldDigits : IScalarDigits
{
    /// <summary>Bits of r.</summary>
    public const int Bits = 254;

    private readonly ReadOnlyMemory<Fr> _scalars;
    private readonly int _maxThreads;
    private readonly ulong[] _biased;
    private int _width;
    private int _windows;

    public FieldDigits(ReadOnlyMemory<Fr> scalars, int maxThreads)
    {
        _scalars = scalars;
        _maxThreads = maxThreads;
        _biased = new ulong[4 * scalars.Length];
    }

    public int Count => _scalars.Length;

    public int ScalarBits => Bits;

    public int NonZeroCount => Count;

    /// <summary>Windows of a width that hold the bits of r and the carry into the highest.</summary>
    public static int WindowCount(int width) => (Bits + width) / width;

    /// <remarks>
    /// The biases sum to less than 2^(width * (windows - 1)) &lt;= 2^254 and r &lt; 0.8 * 2^254, so the sum fits 256 bits and the
    /// highest window, of at most width - 1 bits of the scalar, stays within 2^(width-1) despite its carry.
    /// </remarks>
    public int SetWidth(int width)
    {
        _width = width;
        _windows = WindowCount(width);
        Span<ulong> bias = stackalloc ulong[4];
        bias.Clear();
        for (var w = 0; w < _windows - 1; w++)
        {
            var bit = (w * width) + width - 1;
            bias[bit >> 6] |= 1UL << (bit & 63);
        }

        var (b0, b1, b2, b3) = (bias[0], bias[1], bias[2], bias[3]);
        ParallelLoop.ForRanges(Count, 1 << 12, _maxThreads, (start, end) =>
        {
            var scalars = _scalars.Span;
            for (var i = start; i < end; i++)
            {
                var limbs = _biased.AsSpan(4 * i, 4);
                scalars[i].WriteCanonicalLimbs(limbs);
                var carry = (UInt128)limbs[0] + b0;
                limbs[0] = (ulong)carry;
                carry = (carry >> 64) + limbs[1] + b1;
                limbs[1] = (ulong)carry;
                carry = (carry >> 64) + limbs[2] + b2;
                limbs[2] = (ulong)carry;
                limbs[3] += b3 + (ulong)(carry >> 64);
            }
        });
        return _windows;
    }

    public void ReadDigits(int window, int first, Span<short> digits)
    {
        var bit = window * _width;
        var word = bit >> 6;
        var shift = bit & 63;
        var mask = (1UL << _width) - 1;
        var bias = window == _windows - 1 ? 0 : 1 << (_width - 1);
        var reachesNext = shift + _width > 64 && word < 3;
        for (var i = 0; i < digits.Length; i++)
        {
            var limbs = _biased.AsSpan(4 * (first + i), 4);
            var bits = limbs[word] >> shift;
            if (reachesNext)
                bits |= limbs[word + 1] << (64 - shift);
            digits[i] = (short)((int)(bits & mask) - bias);
        }
    }
}
