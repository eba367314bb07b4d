using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ZkStyle.Prover.Fields;

/// <summary>
/// The field the pairing maps to: Fp6[w] / (w^2 - v), so w^6 = xi = 9 + u; an element is C0 + C1 w. Not constant-time.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Fp12 : IField<Fp12>
{
    /// <summary>xi^(i (p-1)/6) for i = 0 to 5: what w^i is multiplied by when raised to the power p.</summary>
    private static readonly Fp2[] s_frobenius = ComputeFrobenius();

    private readonly Fp6 _c0;
    private readonly Fp6 _c1;

    /// <summary>The element c0 + c1 w.</summary>
    /// <param name="c0">Coefficient of 1.</param>
    /// <param name="c1">Coefficient of w.</param>
    public Fp12(in Fp6 c0, in Fp6 c1)
    {
        _c0 = c0;
        _c1 = c1;
    }

    /// <inheritdoc />
    public static Fp12 Zero => default;

    /// <inheritdoc />
    public static Fp12 One { get; } = new(Fp6.One, Fp6.Zero);

    /// <summary>Coefficient of 1.</summary>
    [UnscopedRef]
    public ref readonly Fp6 C0 => ref _c0;

    /// <summary>Coefficient of w.</summary>
    [UnscopedRef]
    public ref readonly Fp6 C1 => ref _c1;

    /// <inheritdoc />
    public bool IsZero => C0.IsZero && C1.IsZero;

    /// <summary>The sum.</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    /// <returns>The sum.</returns>
    public static Fp12 operator +(Fp12 left, Fp12 right) => new(left.C0 + right.C0, left.C1 + right.C1);

    /// <summary>The difference.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    /// <returns>The difference.</returns>
    public static Fp12 operator -(Fp12 left, Fp12 right) => new(left.C0 - right.C0, left.C1 - right.C1);

    /// <summary>The negative.</summary>
    /// <param name="value">The element.</param>
    /// <returns>Zero minus the element.</returns>
    public static Fp12 operator -(Fp12 value) => new(-value.C0, -value.C1);

    /// <summary>The product, with three multiplications in Fp6 (Karatsuba).</summary>
    /// <param name="left">First factor.</param>
    /// <param name="right">Second factor.</param>
    /// <returns>The product.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Fp12 operator *(Fp12 left, Fp12 right)
    {
        Fp6.Multiply(left.C0, right.C0, out var p0);
        Fp6.Multiply(left.C1, right.C1, out var p1);
        Fp6.Multiply(left.C0 + left.C1, right.C0 + right.C1, out var cross);
        return new Fp12(p0 + p1.MultiplyByV(), cross - p0 - p1);
    }

    /// <summary>Whether two elements are the same.</summary>
    /// <param name="left">One element.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when equal.</returns>
    public static bool operator ==(Fp12 left, Fp12 right) => left.Equals(right);

    /// <summary>Whether two elements differ.</summary>
    /// <param name="left">One element.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when different.</returns>
    public static bool operator !=(Fp12 left, Fp12 right) => !left.Equals(right);

    /// <inheritdoc />
    /// <remarks>(a + bw)^2 = (a + b)(a + vb) - ab - vab + 2ab w: two multiplications in Fp6.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Fp12 Square()
    {
        Fp6.Multiply(C0, C1, out var product);
        Fp6.Multiply(C0 + C1, C0 + C1.MultiplyByV(), out var cross);
        var c0 = cross - product - product.MultiplyByV();
        return new Fp12(c0, product.Double());
    }

    /// <inheritdoc />
    public Fp12 Double() => new(C0.Double(), C1.Double());

    /// <inheritdoc />
    /// <remarks>1 / (a + bw) = (a - bw) / (a^2 - v b^2).</remarks>
    public Fp12 Inverse()
    {
        var inverseNorm = (C0.Square() - C1.Square().MultiplyByV()).Inverse();
        return new Fp12(C0 * inverseNorm, -(C1 * inverseNorm));
    }

    /// <summary>
    /// C0 - C1 w, the p^6-th power. Of an element whose norm to Fp6 is one, as after the first step of the final
    /// exponentiation, it is the inverse.
    /// </summary>
    /// <returns>The conjugate.</returns>
    public Fp12 Conjugate() => new(C0, -C1);

    /// <summary>The p-th power.</summary>
    /// <returns>Each coefficient of w^i conjugated and multiplied by xi^(i (p-1)/6).</returns>
    public Fp12 Frobenius() => new(
        new Fp6(
            C0.C0.Conjugate(),
            C0.C1.Conjugate() * s_frobenius[2],
            C0.C2.Conjugate() * s_frobenius[4]),
        new Fp6(
            C1.C0.Conjugate() * s_frobenius[1],
            C1.C1.Conjugate() * s_frobenius[3],
            C1.C2.Conjugate() * s_frobenius[5]));

    /// <summary>This element raised to a power.</summary>
    /// <param name="exponent">The exponent; a negative one inverts first.</param>
    /// <returns>The power; zero to the power zero is one.</returns>
    public Fp12 Pow(BigInteger exponent) => FieldExtensions.Pow(this, exponent);

    /// <inheritdoc />
    public bool Equals(Fp12 other) => C0 == other.C0 && C1 == other.C1;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Fp12 other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(C0, C1);

    /// <inheritdoc />
    public override string ToString() => $"[{C0}] + [{C1}]w";

    /// <summary>xi^(power (p-1)/6), for the twist's own Frobenius map.</summary>
    internal static Fp2 FrobeniusFactor(int power) => s_frobenius[power];

    /// <summary>
    /// The square of an element whose power to p^4 - p^2 + 1 is one, as after the easy part of the final
    /// exponentiation: half the cost of a square.
    /// </summary>
    /// <remarks>
    /// Over Fp4 = Fp2[s] with s = w^3, s^2 = xi, the element is A + B w + C w^2, and its square is
    /// 3A^2 - 2A' + (3s C^2 + 2B') w + (3B^2 - 2C') w^2, where ' changes the sign of s. Source: Granger, Scott, "Faster
    /// squaring in the cyclotomic subgroup of sixth degree extensions", PKC 2010.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal Fp12 SquareCyclotomic()
    {
        SquareFp4(C0.C0, C1.C1, out var a0, out var a1);
        SquareFp4(C1.C0, C0.C2, out var b0, out var b1);
        SquareFp4(C0.C1, C1.C2, out var c0, out var c1);
        return new Fp12(
            new Fp6(TripleLessDouble(a0, C0.C0), TripleLessDouble(b0, C0.C1), TripleLessDouble(c0, C0.C2)),
            new Fp6(
                TriplePlusDouble(c1.MultiplyByNonResidue(), C1.C0), TriplePlusDouble(a1, C1.C1), TriplePlusDouble(b1, C1.C2)));

        static Fp2 TripleLessDouble(in Fp2 square, in Fp2 value) => (square - value).Double() + square;

        static Fp2 TriplePlusDouble(in Fp2 square, in Fp2 value) => (square + value).Double() + square;
    }

    /// <summary>
    /// The product with 1 + b w + c w^3, the shape of a line of the Miller loop. With f = sum f_k w^k it is the sum of
    /// (f_k + b f_(k-1) + c f_(k-3)) w^k, where f_(-j) = xi f_(6-j): a part of a coefficient is one sum of four products.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MultiplyByLine(in Fp12 value, in Fp2 b, in Fp2 c, out Fp12 product)
    {
        // Factors (c, b), (xi c, b) and (xi c, xi b), for real and imaginary parts.
        Span<Fp> factors = stackalloc Fp[24];
        var (xiB, xiC) = (b.MultiplyByNonResidue(), c.MultiplyByNonResidue());
        var plain = WriteFactors(factors, c, b);
        var wrapsC = WriteFactors(factors[8..], xiC, b);
        var wrapsBoth = WriteFactors(factors[16..], xiC, xiB);

        // f_0 f_2 f_4 f_0 and f_1 f_3 f_5 f_1, so that every pair below is two neighbours.
        Span<Fp2> even = [value.C0.C0, value.C0.C1, value.C0.C2, value.C0.C0];
        Span<Fp2> odd = [value.C1.C0, value.C1.C1, value.C1.C2, value.C1.C0];
        var evenParts = MemoryMarshal.Cast<Fp2, Fp>(even);
        var oddParts = MemoryMarshal.Cast<Fp2, Fp>(odd);
        product = new Fp12(
            new Fp6(
                even[0] + SumOfTwo(oddParts.Slice(2, 4), wrapsBoth),
                even[1] + SumOfTwo(oddParts.Slice(4, 4), wrapsC),
                even[2] + SumOfTwo(oddParts[..4], plain)),
            new Fp6(
                odd[0] + SumOfTwo(evenParts.Slice(4, 4), wrapsC),
                odd[1] + SumOfTwo(evenParts[..4], plain),
                odd[2] + SumOfTwo(evenParts.Slice(2, 4), plain)));

        static ReadOnlySpan<Fp> WriteFactors(Span<Fp> destination, in Fp2 first, in Fp2 second)
        {
            Fp2.WriteFactors(first, destination, destination[4..]);
            Fp2.WriteFactors(second, destination[2..], destination[6..]);
            return destination[..8];
        }

        static Fp2 SumOfTwo(ReadOnlySpan<Fp> parts, ReadOnlySpan<Fp> forBoth)
        {
            Fp.SumOfProducts(parts, forBoth[..4], out var real);
            Fp.SumOfProducts(parts, forBoth[4..], out var imaginary);
            return new Fp2(real, imaginary);
        }
    }

    /// <summary>(a + b s)^2 = a^2 + xi b^2 + 2ab s, each part as one sum of products.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SquareFp4(in Fp2 a, in Fp2 b, out Fp2 c0, out Fp2 c1)
    {
        Span<Fp> factors = stackalloc Fp[12];
        Fp2.WriteFactors(a, factors, factors[4..]);
        Fp2.WriteFactors(b.MultiplyByNonResidue(), factors[2..], factors[6..]);
        Fp2.WriteFactors(b.Double(), factors[8..], factors[10..]);
        ReadOnlySpan<Fp> parts = [a.Real, a.Imaginary, b.Real, b.Imaginary];
        Fp.SumOfProducts(parts, factors[..4], out var real);
        Fp.SumOfProducts(parts, factors.Slice(4, 4), out var imaginary);
        c0 = new Fp2(real, imaginary);
        Fp.SumOfProducts(parts[..2], factors.Slice(8, 2), out real);
        Fp.SumOfProducts(parts[..2], factors[10..], out imaginary);
        c1 = new Fp2(real, imaginary);
    }

    private static Fp2[] ComputeFrobenius()
    {
        var factor = Fp2.NonResidue.Pow((Fp.Modulus - BigInteger.One) / 6);
        var factors = new Fp2[6];
        factors[0] = Fp2.One;
        for (var i = 1; i < factors.Length; i++)
            factors[i] = factors[i - 1] * factor;
        return factors;
    }
}
