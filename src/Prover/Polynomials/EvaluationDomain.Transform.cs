using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Polynomials;

/// <content>
/// The number-theoretic transform as a remainder tree: a polynomial modulo X^2h - c^2 splits into its remainders
/// modulo X^h - c and X^h + c, down to the values at single points, in bit-reversed order. A block of the tree has one
/// twiddle c for all its butterflies, and the twiddles of every level are a prefix of one table.
/// Source: Gentleman, Sande, "Fast Fourier Transforms - for fun and profit", 1966; Cooley, Tukey, 1965.
/// </content>
public sealed partial class EvaluationDomain
{
    /// <summary>Blocks up to this many elements (256 KiB) are transformed level by level, larger ones depth first.</summary>
    private const int CacheBlock = 1 << 13;

    /// <summary>Elements below which a range is not worth a thread of its own.</summary>
    private const int MinimumRange = 1 << 10;

    /// <summary>Replaces coefficients by the evaluations at omega^0, omega^1, ...</summary>
    /// <param name="values">As many elements as the domain.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <exception cref="ArgumentException">The number of values is not the size.</exception>
    public unsafe void Forward(Span<Fr> values, int maxThreads = -1)
    {
        CheckLength(values.Length);

        // The pointers are used by the threads of this call only, all of which end before the span is unpinned;
        // every index below stays under Size, which is the length just checked.
        fixed (Fr* pinned = values, pinnedTwiddles = _twiddles)
        {
            Split(pinned, pinnedTwiddles, SignificantLength(values), maxThreads);
            ReverseBits(pinned, maxThreads);
        }
    }

    /// <summary>Replaces evaluations at omega^0, omega^1, ... by coefficients.</summary>
    /// <param name="values">As many elements as the domain.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <exception cref="ArgumentException">The number of values is not the size.</exception>
    public void Inverse(Span<Fr> values, int maxThreads = -1) => Inverse(values, Fr.One, maxThreads);

    /// <summary>Replaces coefficients by the evaluations at shift * omega^0, shift * omega^1, ...</summary>
    /// <param name="values">As many elements as the domain.</param>
    /// <param name="shift">The coset's shift; not zero.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <exception cref="ArgumentException">The number of values is not the size, or the shift is zero.</exception>
    public unsafe void ForwardCoset(Span<Fr> values, Fr shift, int maxThreads = -1)
    {
        CheckLength(values.Length);
        CheckShift(shift);
        fixed (Fr* pinned = values)
        {
            var data = pinned;
            ParallelLoop.ForRanges(SignificantLength(values), MinimumRange, maxThreads, (start, end) =>
            {
                var power = shift.Pow(start);
                for (var i = start; i < end; i++)
                {
                    data[i] *= power;
                    power *= shift;
                }
            });
        }

        Forward(values, maxThreads);
    }

    /// <summary>Replaces evaluations at shift * omega^0, shift * omega^1, ... by coefficients.</summary>
    /// <param name="values">As many elements as the domain.</param>
    /// <param name="shift">The coset's shift; not zero.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <exception cref="ArgumentException">The number of values is not the size, or the shift is zero.</exception>
    public void InverseCoset(Span<Fr> values, Fr shift, int maxThreads = -1)
    {
        CheckShift(shift);
        Inverse(values, shift, maxThreads);
    }

    private static void CheckShift(Fr shift)
    {
        if (shift.IsZero)
            throw new ArgumentException("A coset's shift is not zero.", nameof(shift));
    }

    /// <summary>How many coefficients there are up to the last that is not zero.</summary>
    private static int SignificantLength(ReadOnlySpan<Fr> coefficients)
    {
        var length = coefficients.Length;
        while (length > 0 && coefficients[length - 1].IsZero)
            length--;
        return length;
    }

    /// <summary>
    /// The forward transform at omega^-i is the inverse up to 1/n, and those are its own values read backwards.
    /// </summary>
    private unsafe void Inverse(Span<Fr> values, Fr shift, int maxThreads)
    {
        Forward(values, maxThreads);
        var inverseShift = shift.Inverse();
        var isPlain = shift == Fr.One;
        fixed (Fr* pinned = values)
        {
            var data = pinned;
            data[0] *= SizeInverse;
            if (Size == 1)
                return;
            data[Size / 2] *= SizeInverse * inverseShift.Pow(Size / 2);
            ParallelLoop.ForRanges((Size / 2) - 1, MinimumRange, maxThreads, (start, end) =>
            {
                var low = SizeInverse * inverseShift.Pow(start + 1);
                var high = SizeInverse * inverseShift.Pow(Size - start - 1);
                for (var i = start + 1; i <= end; i++)
                {
                    var swapped = data[i];
                    data[i] = data[Size - i] * low;
                    data[Size - i] = swapped * high;
                    if (isPlain)
                        continue;
                    low *= inverseShift;
                    high *= shift;
                }
            });
        }
    }

    /// <summary>
    /// The remainder tree: the first levels on all threads together, then a subtree per task. A polynomial of low degree, as
    /// one that is evaluated on a larger domain than its own, is its own remainder on the first levels.
    /// </summary>
    private unsafe void Split(Fr* data, Fr* twiddles, int significant, int maxThreads)
    {
        var threads = ParallelLoop.Threads(maxThreads);
        var freeLevels = 0;
        while ((Size >> freeLevels) > CacheBlock && significant <= Size >> (freeLevels + 1))
            freeLevels++;
        var remainder = Size >> freeLevels;
        ParallelLoop.For((1 << freeLevels) - 1, threads, copy =>
            new ReadOnlySpan<Fr>(data, remainder).CopyTo(new Span<Fr>(data + ((copy + 1L) * remainder), remainder)));

        var sharedLevels = threads == 1 || Size <= 4 * MinimumRange
            ? 0
            : Math.Min(BitOperations.Log2((uint)threads) + 2, LogSize);
        sharedLevels = Math.Max(sharedLevels, freeLevels);
        for (var level = freeLevels; level < sharedLevels; level++)
        {
            var logHalf = LogSize - level - 1;
            ParallelLoop.ForRanges(Size / 2, MinimumRange, threads, (start, end) =>
            {
                // Butterfly number b lies in block b / half; a range may span several blocks.
                while (start < end)
                {
                    var block = start >> logHalf;
                    var stop = Math.Min(end, (block + 1) << logHalf);
                    var first = data + ((long)block << (logHalf + 1)) + (start - (block << logHalf));
                    Butterflies(first, first + (1L << logHalf), stop - start, block, twiddles);
                    start = stop;
                }
            });
        }

        var size = Size >> sharedLevels;
        ParallelLoop.For(1 << sharedLevels, threads, block => SplitBlock(data + ((long)block * size), size, block, twiddles));
    }

    /// <summary>All levels below one block of the tree.</summary>
    private static unsafe void SplitBlock(Fr* data, int size, int block, Fr* twiddles)
    {
        if (size > CacheBlock)
        {
            var half = size / 2;
            Butterflies(data, data + half, half, block, twiddles);
            SplitBlock(data, half, 2 * block, twiddles);
            SplitBlock(data + half, half, (2 * block) + 1, twiddles);
            return;
        }

        for (var half = size / 2; half >= 1; half /= 2)
        {
            for (var start = 0; start < size; start += 2 * half)
            {
                Butterflies(data + start, data + start + half, half, block, twiddles);
                block++;
            }

            // The next level's first block: 2 * (this level's first), and this level had size / (2 * half) blocks.
            block = 2 * (block - (size / (2 * half)));
        }
    }

    /// <summary>(a, b) becomes (a + c b, a - c b); block 0 has c = 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Butterflies(Fr* low, Fr* high, int count, int block, Fr* twiddles)
    {
        if (block == 0)
        {
            for (var i = 0; i < count; i++)
            {
                var a = low[i];
                var b = high[i];
                low[i] = a + b;
                high[i] = a - b;
            }

            return;
        }

        var twiddle = twiddles[block];
        for (var i = 0; i < count; i++)
        {
            var a = low[i];
            Fr.Multiply(in high[i], in twiddle, out var b);
            low[i] = a + b;
            high[i] = a - b;
        }
    }

    private unsafe void ReverseBits(Fr* data, int maxThreads)
    {
        var shift = 32 - LogSize;
        if (LogSize < 2)
            return;
        ParallelLoop.ForRanges(Size, 4 * MinimumRange, maxThreads, (start, end) =>
        {
            for (var i = start; i < end; i++)
            {
                // Each unordered pair is swapped by the turn of its smaller index, so no two threads meet.
                var j = (int)(Reverse((uint)i) >> shift);
                if (i < j)
                    (data[i], data[j]) = (data[j], data[i]);
            }
        });
    }

    private static uint Reverse(uint bits)
    {
        bits = ((bits >> 1) & 0x55555555) | ((bits & 0x55555555) << 1);
        bits = ((bits >> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
        bits = ((bits >> 4) & 0x0f0f0f0f) | ((bits & 0x0f0f0f0f) << 4);
        return BinaryPrimitives.ReverseEndianness(bits);
    }
}
