using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>
/// Scalars cut into windows of signed digits, window after window, all at once: scalar_i = sum over w of
/// digit(w, i) * 2^(width * w), every digit at most 2^(width-1) in magnitude.
/// </summary>
/// <remarks>
/// A bias of 2^(width-1) in every window but the highest is added to the integer; then a digit is a field of bits less the
/// bias, and no carries pass between windows. For elements the biases sum to less than 2^254 and r is below 0.8 * 2^254, so 256
/// bits hold the sum. The highest window has at most width - 1 bits of the scalar and, of integers, the sign, so it stays within
/// 2^(width-1) despite its carry.
/// </remarks>
internal sealed unsafe class MsmDigits : IDisposable
{
    /// <summary>Bits of r.</summary>
    public const int ElementBits = 254;

    /// <summary>Bits of magnitude that integers may have.</summary>
    public const int MaxIntegerBits = 62;

    /// <summary>Scalars that are cut together, so that what a window writes at a time is a cache line or more.</summary>
    private const int Group = 64;

    private short[] _digits;

    private MsmDigits(int count, int bits, int nonZero, int width)
    {
        Count = count;
        Width = width != 0 ? width : MsmPlan.ChooseWidth(nonZero, bits);
        Windows = MsmPlan.Windows(Width, bits);
        _digits = ArrayPool<short>.Shared.Rent(checked(Windows * count));
    }

    /// <summary>Number of scalars.</summary>
    public int Count { get; }

    /// <summary>Bits of a digit.</summary>
    public int Width { get; }

    /// <summary>Number of windows.</summary>
    public int Windows { get; }

    /// <summary>Cuts field elements.</summary>
    /// <param name="scalars">The elements.</param>
    /// <param name="maxThreads">Threads at most.</param>
    /// <param name="width">Bits of a digit, 2 to 16; zero for what the plan chooses.</param>
    public static MsmDigits FromElements(ReadOnlyMemory<Fr> scalars, int maxThreads, int width = 0)
    {
        var digits = new MsmDigits(scalars.Length, ElementBits, scalars.Length, width);
        digits.CutElements(maxThreads, (first, words) =>
        {
            var span = scalars.Span.Slice(first, Math.Min(Group, scalars.Length - first));
            for (var i = 0; i < span.Length; i++)
                span[i].WriteCanonicalLimbs(new Span<ulong>((ulong*)words + (4 * i), 4));
        });
        return digits;
    }

    /// <summary>Cuts field elements in bulk form.</summary>
    public static MsmDigits FromBlocks<TField>(BlockBuffer scalars, int count, int maxThreads)
        where TField : struct, IBlockField<ScalarFieldModulus>
    {
        var digits = new MsmDigits(count, ElementBits, count, 0);
        digits.CutElements(maxThreads, (first, words) =>
        {
            var end = Math.Min(first + Group, count);
            for (var i = first; i < end; i += BlockLayout.Lanes)
                TField.ToWords(scalars.Block(i / BlockLayout.Lanes), (ulong*)words + (4 * (i - first)));
        });
        return digits;
    }

    /// <summary>Cuts integers of at most <see cref="MaxIntegerBits"/> bits of magnitude.</summary>
    /// <param name="scalars">The integers.</param>
    /// <param name="bits">Bits of the greatest magnitude.</param>
    /// <param name="nonZero">How many are not zero.</param>
    /// <param name="maxThreads">Threads at most.</param>
    /// <param name="width">Bits of a digit that <see cref="MsmPlan.IsPossible"/> allows; zero for what the plan chooses.</param>
    public static MsmDigits FromIntegers(ReadOnlyMemory<long> scalars, int bits, int nonZero, int maxThreads, int width = 0)
    {
        var digits = new MsmDigits(scalars.Length, bits, nonZero, width);
        ParallelLoop.ForRanges(scalars.Length, 1 << 14, maxThreads, (start, end) => digits.CutIntegers(scalars.Span, start, end));
        return digits;
    }

    /// <summary>Bits of the greatest magnitude, and how many integers are not zero.</summary>
    public static (int Bits, int NonZero) Measure(ReadOnlySpan<long> scalars)
    {
        ulong union = 0;
        var nonZero = 0;
        foreach (var scalar in scalars)
        {
            union |= Magnitude(scalar);
            nonZero += scalar != 0 ? 1 : 0;
        }

        return (64 - BitOperations.LeadingZeroCount(union), nonZero);
    }

    /// <summary>The digits of some scalars in a window.</summary>
    public ReadOnlySpan<short> Window(int window, int first, int count) => _digits.AsSpan((window * Count) + first, count);

    /// <inheritdoc />
    public void Dispose()
    {
        if (_digits.Length != 0)
            ArrayPool<short>.Shared.Return(_digits);
        _digits = [];
    }

    /// <summary>Cuts groups of scalars whose four words each, padded to a whole group, <paramref name="read"/> writes.</summary>
    private void CutElements(int maxThreads, Action<int, nint> read)
    {
        var bias = new ulong[4];
        for (var w = 0; w < Windows - 1; w++)
        {
            var bit = (w * Width) + Width - 1;
            bias[bit >> 6] |= 1UL << (bit & 63);
        }

        var groups = (Count + Group - 1) / Group;
        ParallelLoop.ForRanges(groups, 1 << 5, maxThreads, (start, end) =>
        {
            var words = stackalloc ulong[4 * Group];
            for (var group = start; group < end; group++)
            {
                read(group * Group, (nint)words);
                CutGroup(words, group * Group, Math.Min(Group, Count - (group * Group)), bias);
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CutGroup(ulong* words, int first, int count, ReadOnlySpan<ulong> bias)
    {
        for (var i = 0; i < count; i++)
        {
            var scalar = words + (4 * i);
            var sum = (UInt128)scalar[0] + bias[0];
            scalar[0] = (ulong)sum;
            sum = (sum >> 64) + scalar[1] + bias[1];
            scalar[1] = (ulong)sum;
            sum = (sum >> 64) + scalar[2] + bias[2];
            scalar[2] = (ulong)sum;
            scalar[3] += bias[3] + (ulong)(sum >> 64);
        }

        var mask = (1UL << Width) - 1;
        for (var w = 0; w < Windows; w++)
        {
            var word = w * Width >> 6;
            var shift = (w * Width) & 63;
            var reachesNext = shift + Width > 64 && word < 3;
            var digitBias = w == Windows - 1 ? 0 : 1 << (Width - 1);
            var digits = _digits.AsSpan((w * Count) + first, count);
            for (var i = 0; i < digits.Length; i++)
            {
                var bits = words[(4 * i) + word] >> shift;
                if (reachesNext)
                    bits |= words[(4 * i) + word + 1] << (64 - shift);
                digits[i] = (short)((int)(bits & mask) - digitBias);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CutIntegers(ReadOnlySpan<long> scalars, int start, int end)
    {
        long bias = 0;
        for (var w = 0; w < Windows - 1; w++)
            bias |= 1L << ((w * Width) + Width - 1);
        var mask = (1L << Width) - 1;
        for (var w = 0; w < Windows; w++)
        {
            // The highest window takes the sign, by a shift that keeps it.
            var isHighest = w == Windows - 1;
            var shift = w * Width;
            var digitMask = isHighest ? -1L : mask;
            var digitBias = isHighest ? 0 : 1 << (Width - 1);
            var digits = _digits.AsSpan((w * Count) + start, end - start);
            for (var i = 0; i < digits.Length; i++)
                digits[i] = (short)((int)((scalars[start + i] + bias) >> shift & digitMask) - digitBias);
        }
    }

    private static ulong Magnitude(long value) => (ulong)((value ^ (value >> 63)) - (value >> 63));
}
