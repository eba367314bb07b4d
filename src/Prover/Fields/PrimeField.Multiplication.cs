using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ZkStyle.Prover.Fields;

public readonly partial struct PrimeField<TModulus>
{
    /// <summary>
    /// The product left * right / 2^256 mod p of Montgomery forms, in [0, p): operand scanning with the reduction
    /// interleaved (CIOS). The result may alias a factor: both are read before it is written.
    /// </summary>
    /// <remarks>
    /// Source: Koc, Acar, Kaliski, "Analyzing and Comparing Montgomery Multiplication Algorithms", 1996. The top
    /// limb of p is below 2^62, so the two carries of a round add up without overflow. Factors go by reference and
    /// halves of a product by separate multiplications: copies of 32-byte values stall on store forwarding, and the
    /// runtime keeps both halves of one multiplication in memory; either costs more than the multiplication.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(
        in PrimeField<TModulus> left, in PrimeField<TModulus> right, out PrimeField<TModulus> product)
    {
        ulong b0 = right._a0, b1 = right._a1, b2 = right._a2, b3 = right._a3;

        // The first round starts from zero, so it needs no accumulator.
        var a = left._a0;
        var t0 = a * b0;
        var high = MultiplyHigh(a, b0);
        var m = t0 * TModulus.MontgomeryFactor;
        var carry = CancelLowest(m, t0);
        high = MultiplyAdd(a, b1, high, out var t1);
        carry = MultiplyAdd(m, TModulus.P1, t1, carry, out t0);
        high = MultiplyAdd(a, b2, high, out var t2);
        carry = MultiplyAdd(m, TModulus.P2, t2, carry, out t1);
        high = MultiplyAdd(a, b3, high, out var t3);
        carry = MultiplyAdd(m, TModulus.P3, t3, carry, out t2);
        t3 = high + carry;

        MultiplyRound(left._a1, b0, b1, b2, b3, ref t0, ref t1, ref t2, ref t3);
        MultiplyRound(left._a2, b0, b1, b2, b3, ref t0, ref t1, ref t2, ref t3);
        MultiplyRound(left._a3, b0, b1, b2, b3, ref t0, ref t1, ref t2, ref t3);
        product = ReduceOnce(t0, t1, t2, t3);
    }

    /// <summary>t = (t + a * b + m * p) / 2^64, with m chosen so that the division is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyRound(
        ulong a, ulong b0, ulong b1, ulong b2, ulong b3, ref ulong t0, ref ulong t1, ref ulong t2, ref ulong t3)
    {
        var high = MultiplyAdd(a, b0, t0, out var low);
        var m = low * TModulus.MontgomeryFactor;
        var carry = CancelLowest(m, low);
        high = MultiplyAdd(a, b1, t1, high, out low);
        carry = MultiplyAdd(m, TModulus.P1, low, carry, out t0);
        high = MultiplyAdd(a, b2, t2, high, out low);
        carry = MultiplyAdd(m, TModulus.P2, low, carry, out t1);
        high = MultiplyAdd(a, b3, t3, high, out low);
        carry = MultiplyAdd(m, TModulus.P3, low, carry, out t2);
        t3 = high + carry;
    }

    /// <summary>The carry of low + m * P0, whose low word is zero by the choice of m: it carries unless both are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong CancelLowest(ulong m, ulong low) => MultiplyHigh(m, TModulus.P0) + (low != 0 ? 1UL : 0);

    /// <summary>a * b + c + d as two words; it cannot overflow, since (2^64-1)^2 + 2(2^64-1) = 2^128 - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong a, ulong b, ulong c, ulong d, out ulong low)
    {
        var word = a * b;
        var high = MultiplyHigh(a, b);
        word += c;
        high += word < c ? 1UL : 0;
        word += d;
        high += word < d ? 1UL : 0;
        low = word;
        return high;
    }

    /// <summary>a * b + c as two words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong a, ulong b, ulong c, out ulong low)
    {
        var word = a * b;
        var high = MultiplyHigh(a, b);
        word += c;
        high += word < c ? 1UL : 0;
        low = word;
        return high;
    }

    /// <summary>The upper word of a product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyHigh(ulong a, ulong b) =>
        Bmi2.X64.IsSupported ? Bmi2.X64.MultiplyNoFlags(a, b) : (ulong)(Math.BigMul(a, b) >> 64);
}
