using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ZkStyle.Prover.Fields;

public readonly partial struct PrimeField<TModulus>
{
    /// <summary>The most products that <see cref="SumOfProducts"/> adds up.</summary>
    internal const int MaxProducts = 10;

    /// <summary>Up to this many products the sum comes out below 2p.</summary>
    private const int MaxProductsBelowTwo = 5;

    /// <summary>
    /// The sum of left[i] * right[i] in Montgomery form, in [0, p), with one reduction for all products: the rows of
    /// all products are added up before each step of the reduction. The result may alias an operand.
    /// </summary>
    /// <remarks>
    /// Source: Longa, "Efficient algorithms for large prime characteristic fields and their application to bilinear
    /// pairings", eprint 2022/367, algorithm 2. With n products the accumulator stays below (n + 2) p after every
    /// step, which fits 256 bits and a small fifth word; at the end it is below n p^2 / 2^256 + p, and p / 2^256 is
    /// less than 0.19: below 2p for n up to 5, below 3p for n up to 10.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SumOfProducts(
        ReadOnlySpan<PrimeField<TModulus>> left, ReadOnlySpan<PrimeField<TModulus>> right, out PrimeField<TModulus> sum)
    {
        Debug.Assert(left.Length == right.Length && left.Length <= MaxProducts, "As many factors on both sides, and few.");
        var count = (nuint)Math.Min(left.Length, right.Length);
        ref var a = ref Unsafe.As<PrimeField<TModulus>, ulong>(ref MemoryMarshal.GetReference(left));
        ref var b = ref MemoryMarshal.GetReference(right);
        ulong t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0;
        for (nuint limb = 0; limb < 4; limb++)
        {
            // t += left[i].limb * right[i] for all i. Both references stay inside the spans: i is below count, and
            // an element is four words.
            ulong t5 = 0;
            for (nuint i = 0; i < count; i++)
            {
                var word = Unsafe.Add(ref a, (4 * i) + limb);
                ref var factor = ref Unsafe.Add(ref b, i);
                var high = MultiplyAdd(word, factor._a0, t0, out t0);
                high = MultiplyAdd(word, factor._a1, t1, high, out t1);
                high = MultiplyAdd(word, factor._a2, t2, high, out t2);
                high = MultiplyAdd(word, factor._a3, t3, high, out t3);
                t4 += high;
                t5 += t4 < high ? 1UL : 0;
            }

            // t = (t + m p) / 2^64, with m chosen so that the division is exact.
            var m = t0 * TModulus.MontgomeryFactor;
            var carry = CancelLowest(m, t0);
            carry = MultiplyAdd(m, TModulus.P1, t1, carry, out t0);
            carry = MultiplyAdd(m, TModulus.P2, t2, carry, out t1);
            carry = MultiplyAdd(m, TModulus.P3, t3, carry, out t2);
            t3 = t4 + carry;
            t4 = t5 + (t3 < carry ? 1UL : 0);
        }

        sum = ReduceOnce(t0, t1, t2, t3);
        if (count > MaxProductsBelowTwo)
            sum = ReduceOnce(sum._a0, sum._a1, sum._a2, sum._a3);
    }

    /// <summary>
    /// value * factor + addend mod p for a factor up to 13, without a multiplication in the field; the result may alias an
    /// operand.
    /// </summary>
    /// <remarks>
    /// The sum x is below 14p. Its quotient q by p is estimated from h, the bits of x from 2^252 on, which are below 64, and a
    /// number slightly above p / 2^252, which is between 2 and 4: h over that number is at most x / p and falls short of it by less than 0.6,
    /// and rounding down takes less than 1. So x - q p is in [0, 2p).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MultiplyAddSmall(
        in PrimeField<TModulus> value, uint factor, in PrimeField<TModulus> addend, out PrimeField<TModulus> result)
    {
        Debug.Assert(factor <= 13, "The estimate of the quotient holds for small factors.");
        var high = MultiplyAdd(value._a0, factor, addend._a0, out var t0);
        high = MultiplyAdd(value._a1, factor, addend._a1, high, out var t1);
        high = MultiplyAdd(value._a2, factor, addend._a2, high, out var t2);
        high = MultiplyAdd(value._a3, factor, addend._a3, high, out var t3);
        var q = (((high << 4) | (t3 >> 60)) * ((1UL << 28) / ((TModulus.P3 >> 48) + 1))) >> 16;
        high = q * TModulus.P0;
        var borrow = t0 < high ? 1UL : 0;
        t0 -= high;
        high = MultiplyAdd(q, TModulus.P1, MultiplyHigh(q, TModulus.P0), out var low);
        t1 = SubtractWithBorrow(t1, low, ref borrow);
        high = MultiplyAdd(q, TModulus.P2, high, out low);
        t2 = SubtractWithBorrow(t2, low, ref borrow);
        t3 -= (q * TModulus.P3) + high + borrow;
        result = ReduceOnce(t0, t1, t2, t3);
    }
}
