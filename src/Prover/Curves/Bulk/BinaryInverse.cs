using System.Numerics;
using System.Runtime.CompilerServices;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>
/// Inverses by the binary extended Euclidean algorithm, 31 steps at a time on 64-bit approximations of the operands: a
/// tenth of the cost of a power. Not constant-time.
/// </summary>
/// <remarks>Source: Pornin, "Optimized Binary GCD for Modular Inversion", Cryptology ePrint Archive 2020/972.</remarks>
internal static unsafe class BinaryInverse<TModulus>
    where TModulus : struct, IFieldModulus
{
    private const int Steps = 31;

    private const ulong LowMask = (1UL << Steps) - 1;

    /// <summary>Rounds until an operand below 2^255 is surely used up: 2 * 255 - 1 steps.</summary>
    private const int MaxRounds = 17;

    /// <summary>2^768 mod p as a representation: it brings the plain inverse of 2^256 a back to that of an element.</summary>
    private static readonly PrimeField<TModulus> s_radixCubed = PrimeField<TModulus>.FromBigInteger(BigInteger.One << 512);

    /// <summary>The inverse; zero for zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static PrimeField<TModulus> Invert(PrimeField<TModulus> value)
    {
        // a = u * value and b = v * value modulo p after every round; a shrinks to zero and b to one.
        var numbers = stackalloc ulong[20];
        var a = numbers;
        var b = numbers + 4;
        var u = numbers + 8;
        var v = numbers + 12;
        var w = numbers + 16;
        *(PrimeField<TModulus>*)a = value;
        (b[0], b[1], b[2], b[3]) = (TModulus.P0, TModulus.P1, TModulus.P2, TModulus.P3);
        (u[0], u[1], u[2], u[3]) = (1, 0, 0, 0);
        (v[0], v[1], v[2], v[3]) = (0, 0, 0, 0);
        for (var round = 0; round < MaxRounds && (a[0] | a[1] | a[2] | a[3]) != 0; round++)
        {
            Approximate(a, b, out var x, out var y);
            Reduce(x, y, out var f0, out var g0, out var f1, out var g1);
            Combine(a, b, ref f0, ref g0, ref f1, ref g1);
            CombineModulo(u, v, f0, g0, w);
            CombineModulo(u, v, f1, g1, v);
            var previous = u;
            u = w;
            w = previous;
        }

        // v is in (-p, p).
        if ((long)v[3] < 0)
            Add(v, TModulus.P0, TModulus.P1, TModulus.P2, TModulus.P3);
        return *(PrimeField<TModulus>*)v * s_radixCubed;
    }

    /// <summary>The lowest 31 bits and the highest 33, counted from the longer operand's length; all bits of operands that fit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Approximate(ulong* a, ulong* b, out ulong x, out ulong y)
    {
        var word = 3;
        while (word > 0 && (a[word] | b[word]) == 0)
            word--;
        if (word == 0)
        {
            (x, y) = (a[0], b[0]);
            return;
        }

        var shift = BitOperations.LeadingZeroCount(a[word] | b[word]);
        var high = (a[word] << shift) | (shift == 0 ? 0 : a[word - 1] >> (64 - shift));
        x = (high & ~LowMask) | (a[0] & LowMask);
        high = (b[word] << shift) | (shift == 0 ? 0 : b[word - 1] >> (64 - shift));
        y = (high & ~LowMask) | (b[0] & LowMask);
    }

    /// <summary>31 halvings of x, which first becomes the difference of the two, larger less smaller, wherever it is odd.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce(ulong x, ulong y, out long f0, out long g0, out long f1, out long g1)
    {
        (f0, g0, f1, g1) = (1, 0, 0, 1);
        var left = Steps;
        while (true)
        {
            var zeros = Math.Min(BitOperations.TrailingZeroCount(x), left);
            x >>= zeros;
            f1 <<= zeros;
            g1 <<= zeros;
            left -= zeros;
            if (left == 0)
                return;
            var swap = x < y;
            var f = swap ? f1 : f0;
            f1 = swap ? f0 : f1;
            var g = swap ? g1 : g0;
            g1 = swap ? g0 : g1;
            var larger = swap ? y : x;
            y = swap ? x : y;
            x = larger - y;
            f0 = f - f1;
            g0 = g - g1;
        }
    }

    /// <summary>(a, b) = (a f0 + b g0, a f1 + b g1) / 2^31, made positive by changing the factors' signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine(ulong* a, ulong* b, ref long f0, ref long g0, ref long f1, ref long g1)
    {
        long x = 0;
        long y = 0;
        ulong lowX = 0;
        ulong lowY = 0;
        for (var i = 0; i < 4; i++)
        {
            var (p, q) = (a[i], b[i]);
            var nextX = MultiplyAdd(p, f0, q, g0, 0, 0, ref x);
            var nextY = MultiplyAdd(p, f1, q, g1, 0, 0, ref y);
            if (i > 0)
            {
                a[i - 1] = (lowX >> Steps) | (nextX << (64 - Steps));
                b[i - 1] = (lowY >> Steps) | (nextY << (64 - Steps));
            }

            (lowX, lowY) = (nextX, nextY);
        }

        a[3] = (lowX >> Steps) | ((ulong)x << (64 - Steps));
        b[3] = (lowY >> Steps) | ((ulong)y << (64 - Steps));
        if (x < 0)
        {
            Negate(a);
            (f0, g0) = (-f0, -g0);
        }

        if (y < 0)
        {
            Negate(b);
            (f1, g1) = (-f1, -g1);
        }
    }

    /// <summary>
    /// (u f + v g) / 2^31 modulo p, in (-p, p). |f| + |g| is at most 2^31, so u f + v g is within 2^31 p; the multiple q p that
    /// clears its lowest bits is less than 2^31 p, and the quotient is in (-p, 2p).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CombineModulo(ulong* u, ulong* v, long f, long g, ulong* result)
    {
        var r = (long)(((u[0] * (ulong)f) + (v[0] * (ulong)g)) * TModulus.MontgomeryFactor & LowMask);
        long carry = 0;
        var t0 = MultiplyAdd(u[0], f, v[0], g, TModulus.P0, r, ref carry);
        var t1 = MultiplyAdd(u[1], f, v[1], g, TModulus.P1, r, ref carry);
        var t2 = MultiplyAdd(u[2], f, v[2], g, TModulus.P2, r, ref carry);

        // The highest words are signed; taken as unsigned, negative ones count 2^64 too high.
        var signs = ((long)u[3] >> 63 & f) + ((long)v[3] >> 63 & g);
        var t3 = MultiplyAdd(u[3], f, v[3], g, TModulus.P3, r, ref carry);
        var t4 = (ulong)(carry - signs);
        result[0] = (t0 >> Steps) | (t1 << (64 - Steps));
        result[1] = (t1 >> Steps) | (t2 << (64 - Steps));
        result[2] = (t2 >> Steps) | (t3 << (64 - Steps));
        result[3] = (t3 >> Steps) | (t4 << (64 - Steps));
        if ((long)result[3] >= 0 && IsNotBelowModulus(result))
            Add(result, ~TModulus.P0, ~TModulus.P1, ~TModulus.P2, ~TModulus.P3, 1);
    }

    private static bool IsNotBelowModulus(ulong* number)
    {
        if (number[3] != TModulus.P3)
            return number[3] > TModulus.P3;
        if (number[2] != TModulus.P2)
            return number[2] > TModulus.P2;
        return number[1] != TModulus.P1 ? number[1] > TModulus.P1 : number[0] >= TModulus.P0;
    }

    /// <summary>The low word of word0 * factor0 + word1 * factor1 + word2 * factor2 + carry; the high one becomes the carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong MultiplyAdd(ulong word0, long factor0, ulong word1, long factor1, ulong word2, long factor2, ref long carry)
    {
        // An unsigned product counts a negative factor 2^64 too high.
        var high = (ulong)(carry >> 63);
        var sum = (ulong)carry;
        var upper = Math.BigMul(word0, (ulong)factor0, out var low);
        sum += low;
        high += upper - (word0 & (ulong)(factor0 >> 63)) + (sum < low ? 1UL : 0);
        upper = Math.BigMul(word1, (ulong)factor1, out low);
        sum += low;
        high += upper - (word1 & (ulong)(factor1 >> 63)) + (sum < low ? 1UL : 0);
        upper = Math.BigMul(word2, (ulong)factor2, out low);
        sum += low;
        high += upper + (sum < low ? 1UL : 0);
        carry = (long)high;
        return sum;
    }

    private static void Negate(ulong* number)
    {
        for (var i = 0; i < 4; i++)
            number[i] = ~number[i];
        Add(number, 1, 0, 0, 0);
    }

    private static void Add(ulong* number, ulong w0, ulong w1, ulong w2, ulong w3, ulong carry = 0)
    {
        var sum = (UInt128)number[0] + w0 + carry;
        number[0] = (ulong)sum;
        sum = (sum >> 64) + number[1] + w1;
        number[1] = (ulong)sum;
        sum = (sum >> 64) + number[2] + w2;
        number[2] = (ulong)sum;
        number[3] += w3 + (ulong)(sum >> 64);
    }
}
