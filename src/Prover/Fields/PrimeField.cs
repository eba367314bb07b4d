using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ZkStyle.Prover.Fields;

/// <summary>
/// An element of a 254-bit prime field in Montgomery form a * 2^256 mod p, always fully reduced, as four
/// 64-bit limbs, least significant first. Not constant-time. This scalar form is the oracle of every
/// faster one and serves storage, transcript and odd jobs.
/// </summary>
/// <typeparam name="TModulus">The prime; see <see cref="ScalarFieldModulus"/> and <see cref="BaseFieldModulus"/>.</typeparam>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct PrimeField<TModulus> : IField<PrimeField<TModulus>>
    where TModulus : struct, IFieldModulus
{
    private readonly ulong _a0;
    private readonly ulong _a1;
    private readonly ulong _a2;
    private readonly ulong _a3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PrimeField(ulong a0, ulong a1, ulong a2, ulong a3)
    {
        _a0 = a0;
        _a1 = a1;
        _a2 = a2;
        _a3 = a3;
    }

    /// <summary>The prime p.</summary>
    public static BigInteger Modulus { get; } =
        (((((new BigInteger(TModulus.P3) << 64) + TModulus.P2) << 64) + TModulus.P1) << 64) + TModulus.P0;

    /// <inheritdoc />
    public static PrimeField<TModulus> Zero => default;

    /// <inheritdoc />
    public static PrimeField<TModulus> One { get; } = FromLimbs((BigInteger.One << 256) % Modulus);

    /// <summary>The element 2^256.</summary>
    internal static PrimeField<TModulus> Radix => RadixSquared;

    /// <summary>2^512 mod p: multiplying by it brings a canonical value into Montgomery form.</summary>
    private static PrimeField<TModulus> RadixSquared { get; } = FromLimbs((BigInteger.One << 512) % Modulus);

    /// <inheritdoc />
    public bool IsZero => (_a0 | _a1 | _a2 | _a3) == 0;

    /// <summary>Whether this is the multiplicative identity.</summary>
    public bool IsOne => this == One;

    /// <summary>The sum, in [0, p).</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrimeField<TModulus> operator +(PrimeField<TModulus> left, PrimeField<TModulus> right)
    {
        // 2p < 2^255: the sum never carries out of the fourth limb.
        var t0 = left._a0 + right._a0;
        var carry = t0 < right._a0 ? 1UL : 0;
        var t1 = AddWithCarry(left._a1, right._a1, ref carry);
        var t2 = AddWithCarry(left._a2, right._a2, ref carry);
        var t3 = left._a3 + right._a3 + carry;
        return ReduceOnce(t0, t1, t2, t3);
    }

    /// <summary>The difference, in [0, p).</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    /// <returns>The difference.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrimeField<TModulus> operator -(PrimeField<TModulus> left, PrimeField<TModulus> right)
    {
        var t0 = left._a0 - right._a0;
        var borrow = left._a0 < right._a0 ? 1UL : 0;
        var t1 = SubtractWithBorrow(left._a1, right._a1, ref borrow);
        var t2 = SubtractWithBorrow(left._a2, right._a2, ref borrow);
        var t3 = SubtractWithBorrow(left._a3, right._a3, ref borrow);

        // On a borrow, p is added back by masking; no branch to mispredict.
        var mask = 0UL - borrow;
        var p0 = TModulus.P0 & mask;
        t0 += p0;
        var carry = t0 < p0 ? 1UL : 0;
        t1 = AddWithCarry(t1, TModulus.P1 & mask, ref carry);
        t2 = AddWithCarry(t2, TModulus.P2 & mask, ref carry);
        t3 += (TModulus.P3 & mask) + carry;
        return new PrimeField<TModulus>(t0, t1, t2, t3);
    }

    /// <summary>The negative, in [0, p).</summary>
    /// <param name="value">The element.</param>
    /// <returns>Zero minus the element.</returns>
    public static PrimeField<TModulus> operator -(PrimeField<TModulus> value) => default(PrimeField<TModulus>) - value;

    /// <summary>The product, in [0, p).</summary>
    /// <param name="left">First factor.</param>
    /// <param name="right">Second factor.</param>
    /// <returns>The product.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PrimeField<TModulus> operator *(PrimeField<TModulus> left, PrimeField<TModulus> right)
    {
        Multiply(in left, in right, out var product);
        return product;
    }

    /// <summary>Whether two elements are the same.</summary>
    /// <param name="left">One element.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when equal.</returns>
    public static bool operator ==(PrimeField<TModulus> left, PrimeField<TModulus> right) => left.Equals(right);

    /// <summary>Whether two elements differ.</summary>
    /// <param name="left">One element.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when different.</returns>
    public static bool operator !=(PrimeField<TModulus> left, PrimeField<TModulus> right) => !left.Equals(right);

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PrimeField<TModulus> Square()
    {
        Multiply(in this, in this, out var square);
        return square;
    }

    /// <inheritdoc />
    public PrimeField<TModulus> Double() => this + this;

    /// <summary>This element raised to a power.</summary>
    /// <param name="exponent">The exponent; a negative one inverts first.</param>
    /// <returns>The power; zero to the power zero is one.</returns>
    public PrimeField<TModulus> Pow(BigInteger exponent) => FieldExtensions.Pow(this, exponent);

    /// <inheritdoc />
    public bool Equals(PrimeField<TModulus> other) =>
        ((_a0 ^ other._a0) | (_a1 ^ other._a1) | (_a2 ^ other._a2) | (_a3 ^ other._a3)) == 0;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is PrimeField<TModulus> other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_a0, _a1, _a2, _a3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddWithCarry(ulong a, ulong b, ref ulong carry)
    {
        var sum = a + b;
        var first = sum < b ? 1UL : 0;
        sum += carry;
        carry = first | (sum < carry ? 1UL : 0);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SubtractWithBorrow(ulong a, ulong b, ref ulong borrow)
    {
        var difference = a - b;
        var first = a < b ? 1UL : 0;
        var result = difference - borrow;
        borrow = first | (difference < borrow ? 1UL : 0);
        return result;
    }

    /// <summary>Brings a value in [0, 2p) into [0, p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PrimeField<TModulus> ReduceOnce(ulong t0, ulong t1, ulong t2, ulong t3)
    {
        var s0 = t0 - TModulus.P0;
        var borrow = t0 < TModulus.P0 ? 1UL : 0;
        var s1 = SubtractWithBorrow(t1, TModulus.P1, ref borrow);
        var s2 = SubtractWithBorrow(t2, TModulus.P2, ref borrow);
        var s3 = SubtractWithBorrow(t3, TModulus.P3, ref borrow);
        var keep = borrow != 0;
        return new PrimeField<TModulus>(keep ? t0 : s0, keep ? t1 : s1, keep ? t2 : s2, keep ? t3 : s3);
    }
}
