using System.Numerics;
using System.Runtime.CompilerServices;

namespace ZkStyle.Prover.Fields;

public readonly partial struct PrimeField<TModulus>
{
    /// <summary>Halvings between two updates of the long integers: as many as factors of 32 bits with a sign can take.</summary>
    private const int HalvingsPerUpdate = 31;

    private const ulong LowBits = (1UL << HalvingsPerUpdate) - 1;

    /// <summary>Added to two packed factors, it makes both halves non-negative.</summary>
    private const ulong PackedBias = 0x7fffffff_7fffffff;

    /// <inheritdoc />
    /// <remarks>
    /// The binary extended Euclidean algorithm on the pair (a, b), from (this, p) to (0, 1). The decisions of 31 halvings
    /// are made on 64-bit approximations, of the highest 33 and the lowest 31 bits of both; they add up to factors that
    /// are then applied to a and b, and to u and v with a = u * this / R^2 and b = v * this / R^2 mod p, R = 2^256: so v ends as
    /// the inverse in Montgomery form. Source: Pornin, "Optimized binary GCD for modular inversion", eprint 2020/972,
    /// algorithm 2, where it is proven to end.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PrimeField<TModulus> Inverse()
    {
        if (IsZero)
            return default;

        var a = this;
        var b = new PrimeField<TModulus>(TModulus.P0, TModulus.P1, TModulus.P2, TModulus.P3);
        var u = RadixSquared;
        var v = default(PrimeField<TModulus>);
        while (!a.IsZero)
        {
            Approximate(in a, in b, out var shortA, out var shortB);
            var (forA, forB) = Halve(shortA, shortB);
            var (f0, g0) = Unpack(forA);
            var (f1, g1) = Unpack(forB);

            // The approximations may put a or b slightly below zero; then its sign is changed, and that of its factors.
            var nextA = CombineExact(in a, f0, in b, g0, out var isNegative);
            if (isNegative)
                (f0, g0) = (-f0, -g0);
            b = CombineExact(in a, f1, in b, g1, out isNegative);
            if (isNegative)
                (f1, g1) = (-f1, -g1);
            a = nextA;
            (u, v) = (CombineModulo(in u, f0, in v, g0), CombineModulo(in u, f1, in v, g1));
        }

        return v;
    }

    /// <summary>
    /// Two integers cut to 64 bits: exact if both are that short, else their lowest 31 bits below the 33 bits at the
    /// longer one's top.
    /// </summary>
    private static void Approximate(
        in PrimeField<TModulus> a, in PrimeField<TModulus> b, out ulong shortA, out ulong shortB)
    {
        (shortA, shortB) = (a._a0, b._a0);
        ulong highA, highB, nextA, nextB;
        if ((a._a3 | b._a3) != 0)
            (highA, highB, nextA, nextB) = (a._a3, b._a3, a._a2, b._a2);
        else if ((a._a2 | b._a2) != 0)
            (highA, highB, nextA, nextB) = (a._a2, b._a2, a._a1, b._a1);
        else if ((a._a1 | b._a1) != 0)
            (highA, highB, nextA, nextB) = (a._a1, b._a1, a._a0, b._a0);
        else
            return;
        var shift = BitOperations.LeadingZeroCount(highA | highB);
        var topA = (highA << shift) | (nextA >> 1 >> (63 - shift));
        var topB = (highB << shift) | (nextB >> 1 >> (63 - shift));
        shortA = (topA & ~LowBits) | (shortA & LowBits);
        shortB = (topB & ~LowBits) | (shortB & LowBits);
    }

    /// <summary>
    /// 31 halvings of a: while a is even it is halved, else the smaller of a and b is subtracted from the larger, which
    /// becomes a. b is always odd. Returns the factors (f, g) with which 2^31 a and 2^31 b at the end are f a + g b of the
    /// start, packed as f + 2^32 g.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (ulong ForA, ulong ForB) Halve(ulong a, ulong b)
    {
        ulong forA = 1, forB = 1UL << 32;
        for (var left = HalvingsPerUpdate; ;)
        {
            var zeros = BitOperations.TrailingZeroCount(a | (1UL << left));
            a >>= zeros;
            forB <<= zeros;
            left -= zeros;
            if (left == 0)
                return (forA, forB);

            // Exchange and subtraction at once: all ones in the mask turn a - b into b - a, and b into a.
            var mask = 0UL - (a < b ? 1UL : 0);
            var difference = a - b;
            b += difference & mask;
            a = (difference ^ mask) - mask;
            difference = forA - forB;
            forB += difference & mask;
            forA = (difference ^ mask) - mask;
        }
    }

    /// <summary>The factors f and g, in (-2^31, 2^31], of f + 2^32 g.</summary>
    private static (long F, long G) Unpack(ulong packed)
    {
        packed += PackedBias;
        return ((long)(packed & uint.MaxValue) - int.MaxValue, (long)(packed >> 32) - int.MaxValue);
    }

    /// <summary>The magnitude of (f x + g y) / 2^31, which is below 2^255; the division is exact.</summary>
    private static PrimeField<TModulus> CombineExact(
        in PrimeField<TModulus> x, long f, in PrimeField<TModulus> y, long g, out bool isNegative)
    {
        var high = Combine(in x, f, in y, g, out var low);
        var shifted = ShiftRight(in low, high);
        isNegative = (long)high < 0;
        return isNegative ? default(PrimeField<TModulus>).SubtractLimbs(in shifted, out _) : shifted;
    }

    /// <summary>(f x + g y) / 2^31 mod p, for x and y in [0, p) and |f| + |g| at most 2^31.</summary>
    private static PrimeField<TModulus> CombineModulo(
        in PrimeField<TModulus> x, long f, in PrimeField<TModulus> y, long g)
    {
        // A multiple below 2^31 of p makes the sum divisible; the quotient lies between -p and 2p.
        var high = Combine(in x, f, in y, g, out var sum);
        var m = (sum._a0 * TModulus.MontgomeryFactor) & LowBits;
        var modulus = new PrimeField<TModulus>(TModulus.P0, TModulus.P1, TModulus.P2, TModulus.P3);
        high += Combine(in modulus, (long)m, in sum, 1, out sum);
        var quotient = ShiftRight(in sum, high);
        if ((long)high < 0)
            return quotient.AddModulusLimbs();
        var reduced = quotient.SubtractLimbs(in modulus, out var borrow);
        return borrow != 0 ? quotient : reduced;
    }

    /// <summary>f x + g y as five words in two's complement: the lower four, and the highest as the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Combine(
        in PrimeField<TModulus> x, long f, in PrimeField<TModulus> y, long g, out PrimeField<TModulus> low)
    {
        // A word times the 64 bits of a negative factor is too large by 2^64 times the word: in all, by 2^64 x or y.
        var (xMask, yMask) = ((ulong)(f >> 63), (ulong)(g >> 63));
        var high = MultiplyAdd(x._a0, (ulong)f, 0, out var w0);
        high = MultiplyAdd(x._a1, (ulong)f, high, out var w1);
        high = MultiplyAdd(x._a2, (ulong)f, high, out var w2);
        high = MultiplyAdd(x._a3, (ulong)f, high, out var w3);
        var carry = MultiplyAdd(y._a0, (ulong)g, w0, out w0);
        carry = MultiplyAdd(y._a1, (ulong)g, w1, carry, out w1);
        carry = MultiplyAdd(y._a2, (ulong)g, w2, carry, out w2);
        carry = MultiplyAdd(y._a3, (ulong)g, w3, carry, out w3);
        high += carry;
        var upper = new PrimeField<TModulus>(w1, w2, w3, high)
            .SubtractLimbs(new PrimeField<TModulus>(x._a0 & xMask, x._a1 & xMask, x._a2 & xMask, x._a3 & xMask), out _)
            .SubtractLimbs(new PrimeField<TModulus>(y._a0 & yMask, y._a1 & yMask, y._a2 & yMask, y._a3 & yMask), out _);
        low = new PrimeField<TModulus>(w0, upper._a0, upper._a1, upper._a2);
        return upper._a3;
    }

    /// <summary>The lower four words of five shifted right by 31 bits.</summary>
    private static PrimeField<TModulus> ShiftRight(in PrimeField<TModulus> low, ulong high) => new(
        (low._a0 >> HalvingsPerUpdate) | (low._a1 << (64 - HalvingsPerUpdate)),
        (low._a1 >> HalvingsPerUpdate) | (low._a2 << (64 - HalvingsPerUpdate)),
        (low._a2 >> HalvingsPerUpdate) | (low._a3 << (64 - HalvingsPerUpdate)),
        (low._a3 >> HalvingsPerUpdate) | (high << (64 - HalvingsPerUpdate)));

    /// <summary>The difference of two 256-bit integers modulo 2^256, and the borrow, 0 or 1.</summary>
    private PrimeField<TModulus> SubtractLimbs(in PrimeField<TModulus> other, out ulong borrow)
    {
        var s0 = _a0 - other._a0;
        borrow = _a0 < other._a0 ? 1UL : 0;
        var s1 = SubtractWithBorrow(_a1, other._a1, ref borrow);
        var s2 = SubtractWithBorrow(_a2, other._a2, ref borrow);
        var s3 = SubtractWithBorrow(_a3, other._a3, ref borrow);
        return new PrimeField<TModulus>(s0, s1, s2, s3);
    }

    private PrimeField<TModulus> AddModulusLimbs()
    {
        var s0 = _a0 + TModulus.P0;
        var carry = s0 < TModulus.P0 ? 1UL : 0;
        var s1 = AddWithCarry(_a1, TModulus.P1, ref carry);
        var s2 = AddWithCarry(_a2, TModulus.P2, ref carry);
        return new PrimeField<TModulus>(s0, s1, s2, _a3 + TModulus.P3 + carry);
    }
}
