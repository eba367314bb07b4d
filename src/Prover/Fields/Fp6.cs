using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ZkStyle.Prover.Fields;

/// <summary>
/// The cubic extension Fp2[v] / (v^3 - xi) with xi = 9 + u; an element is C0 + C1 v + C2 v^2. Not constant-time.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Fp6 : IField<Fp6>
{
    private readonly Fp2 _c0;
    private readonly Fp2 _c1;
    private readonly Fp2 _c2;

    /// <summary>The element c0 + c1 v + c2 v^2.</summary>
    /// <param name="c0">Coefficient of 1.</param>
    /// <param name="c1">Coefficient of v.</param>
    /// <param name="c2">Coefficient of v^2.</param>
    public Fp6(in Fp2 c0, in Fp2 c1, in Fp2 c2)
    {
        _c0 = c0;
        _c1 = c1;
        _c2 = c2;
    }

    /// <inheritdoc />
    public static Fp6 Zero => default;

    /// <inheritdoc />
    public static Fp6 One { get; } = new(Fp2.One, Fp2.Zero, Fp2.Zero);

    /// <summary>Coefficient of 1.</summary>
    [UnscopedRef]
    public ref readonly Fp2 C0 => ref _c0;

    /// <summary>Coefficient of v.</summary>
    [UnscopedRef]
    public ref readonly Fp2 C1 => ref _c1;

    /// <summary>Coefficient of v^2.</summary>
    [UnscopedRef]
    public ref readonly Fp2 C2 => ref _c2;

    /// <inheritdoc />
    public bool IsZero => C0.IsZero && C1.IsZero && C2.IsZero;

    /// <summary>The sum.</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Fp6 operator +(Fp6 left, Fp6 right) =>
        new(left.C0 + right.C0, left.C1 + right.C1, left.C2 + right.C2);

    /// <summary>The difference.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    /// <returns>The difference.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Fp6 operator -(Fp6 left, Fp6 right) =>
        new(left.C0 - right.C0, left.C1 - right.C1, left.C2 - right.C2);

    /// <summary>The negative.</summary>
    /// <param name="value">The element.</param>
    /// <returns>Zero minus the element.</returns>
    public static Fp6 operator -(Fp6 value) => new(-value.C0, -value.C1, -value.C2);

    /// <summary>The product.</summary>
    /// <param name="left">First factor.</param>
    /// <param name="right">Second factor.</param>
    /// <returns>The product.</returns>
    public static Fp6 operator *(Fp6 left, Fp6 right)
    {
        Multiply(in left, in right, out var product);
        return product;
    }

    /// <summary>The product with an element of Fp2.</summary>
    /// <param name="left">An element.</param>
    /// <param name="right">An element of Fp2.</param>
    /// <returns>The product.</returns>
    public static Fp6 operator *(Fp6 left, Fp2 right) => new(left.C0 * right, left.C1 * right, left.C2 * right);

    /// <summary>Whether two elements are the same.</summary>
    /// <param name="left">One element.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when equal.</returns>
    public static bool operator ==(Fp6 left, Fp6 right) => left.Equals(right);

    /// <summary>Whether two elements differ.</summary>
    /// <param name="left">One element.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when different.</returns>
    public static bool operator !=(Fp6 left, Fp6 right) => !left.Equals(right);

    /// <inheritdoc />
    public Fp6 Square() => this * this;

    /// <inheritdoc />
    public Fp6 Double() => new(C0.Double(), C1.Double(), C2.Double());

    /// <inheritdoc />
    /// <remarks>
    /// The product of the other two conjugates over Fp2 is a0 + a1 v + a2 v^2 with the values below; with the
    /// element it gives the norm, which lies in Fp2 and vanishes for zero alone.
    /// </remarks>
    public Fp6 Inverse()
    {
        var a0 = C0.Square() - (C1 * C2).MultiplyByNonResidue();
        var a1 = C2.Square().MultiplyByNonResidue() - (C0 * C1);
        var a2 = C1.Square() - (C0 * C2);
        var norm = (C0 * a0) + ((C1 * a2) + (C2 * a1)).MultiplyByNonResidue();
        return new Fp6(a0, a1, a2) * norm.Inverse();
    }

    /// <summary>The product with v.</summary>
    /// <returns>xi C2 + C0 v + C1 v^2.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Fp6 MultiplyByV() => new(C2.MultiplyByNonResidue(), C0, C1);

    /// <inheritdoc />
    public bool Equals(Fp6 other) => C0 == other.C0 && C1 == other.C1 && C2 == other.C2;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Fp6 other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(C0, C1, C2);

    /// <inheritdoc />
    public override string ToString() => $"({C0}) + ({C1})v + ({C2})v^2";

    /// <summary>
    /// The product by reference; it may alias a factor. Coefficient k is a0 b_k + a1 b_(k-1) + a2 b_(k-2) with b_(-j) = xi b_(3-j):
    /// each of its two parts is a sum of six products with one reduction, of a's parts and a window of one sequence.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(in Fp6 left, in Fp6 right, out Fp6 product)
    {
        Span<Fp> factors = stackalloc Fp[20];
        var forReal = factors[..10];
        var forImaginary = factors[10..];
        Fp2.WriteFactors(right.C2, forReal, forImaginary);
        Fp2.WriteFactors(right.C1, forReal[2..], forImaginary[2..]);
        Fp2.WriteFactors(right.C0, forReal[4..], forImaginary[4..]);
        Fp2.WriteFactors(right.C2.MultiplyByNonResidue(), forReal[6..], forImaginary[6..]);
        Fp2.WriteFactors(right.C1.MultiplyByNonResidue(), forReal[8..], forImaginary[8..]);

        var parts = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Fp6, Fp>(ref Unsafe.AsRef(in left)), 6);
        Fp.SumOfProducts(parts, forReal.Slice(4, 6), out var real0);
        Fp.SumOfProducts(parts, forImaginary.Slice(4, 6), out var imaginary0);
        Fp.SumOfProducts(parts, forReal.Slice(2, 6), out var real1);
        Fp.SumOfProducts(parts, forImaginary.Slice(2, 6), out var imaginary1);
        Fp.SumOfProducts(parts, forReal[..6], out var real2);
        Fp.SumOfProducts(parts, forImaginary[..6], out var imaginary2);
        product = new Fp6(new Fp2(real0, imaginary0), new Fp2(real1, imaginary1), new Fp2(real2, imaginary2));
    }
}
