using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ZkStyle.Prover.Fields;

/// <summary>
/// The quadratic extension Fp[u] / (u^2 + 1) of BN254's base field, in which the second group's coordinates
/// lie. Not constant-time. Source: EIP-197.
/// </summary>
/// <remarks>
/// What a pairing runs thousands of times is compiled with full optimization at once, here and in the fields above: unoptimized, it is
/// ten times slower, and a process may verify a single proof. Parts go by reference, since copies of larger fields cost as much as sums.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly struct Fp2 : IField<Fp2>
{
    /// <summary>Bytes of one element in EIP-197 order.</summary>
    public const int ByteLength = 2 * Fp.ByteLength;

    private readonly Fp _real;
    private readonly Fp _imaginary;

    /// <summary>The element real + imaginary * u.</summary>
    /// <param name="real">Coefficient of 1.</param>
    /// <param name="imaginary">Coefficient of u.</param>
    public Fp2(in Fp real, in Fp imaginary)
    {
        _real = real;
        _imaginary = imaginary;
    }

    /// <inheritdoc />
    public static Fp2 Zero => default;

    /// <inheritdoc />
    public static Fp2 One { get; } = new(Fp.One, Fp.Zero);

    /// <summary>The sextic non-residue xi = 9 + u, over which the tower and the twist are built.</summary>
    public static Fp2 NonResidue { get; } = new(9, 1);

    /// <summary>Coefficient of 1.</summary>
    [UnscopedRef]
    public ref readonly Fp Real => ref _real;

    /// <summary>Coefficient of u.</summary>
    [UnscopedRef]
    public ref readonly Fp Imaginary => ref _imaginary;

    /// <inheritdoc />
    public bool IsZero => Real.IsZero && Imaginary.IsZero;

    /// <summary>The sum.</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Fp2 operator +(Fp2 left, Fp2 right) =>
        new(left.Real + right.Real, left.Imaginary + right.Imaginary);

    /// <summary>The difference.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    /// <returns>The difference.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Fp2 operator -(Fp2 left, Fp2 right) =>
        new(left.Real - right.Real, left.Imaginary - right.Imaginary);

    /// <summary>The negative.</summary>
    /// <param name="value">The element.</param>
    /// <returns>Zero minus the element.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Fp2 operator -(Fp2 value) => new(-value.Real, -value.Imaginary);

    /// <summary>The product.</summary>
    /// <param name="left">First factor.</param>
    /// <param name="right">Second factor.</param>
    /// <returns>The product.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fp2 operator *(Fp2 left, Fp2 right)
    {
        Multiply(in left, in right, out var product);
        return product;
    }

    /// <summary>The product with a base field element.</summary>
    /// <param name="left">An element.</param>
    /// <param name="right">A base field element.</param>
    /// <returns>The product.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static Fp2 operator *(Fp2 left, Fp right) => new(left.Real * right, left.Imaginary * right);

    /// <summary>Whether two elements are the same.</summary>
    /// <param name="left">One element.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when equal.</returns>
    public static bool operator ==(Fp2 left, Fp2 right) => left.Equals(right);

    /// <summary>Whether two elements differ.</summary>
    /// <param name="left">One element.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when different.</returns>
    public static bool operator !=(Fp2 left, Fp2 right) => !left.Equals(right);

    /// <summary>Reads a canonical element: 64 bytes, imaginary part first, both big-endian (EIP-197).</summary>
    /// <param name="bytes">At least 64 bytes; the first 64 are read.</param>
    /// <param name="value">The element, or zero.</param>
    /// <returns>False when too short or a part is not below p.</returns>
    public static bool TryReadBigEndian(ReadOnlySpan<byte> bytes, out Fp2 value)
    {
        value = default;
        if (bytes.Length < ByteLength
            || !Fp.TryReadBigEndian(bytes, out var imaginary)
            || !Fp.TryReadBigEndian(bytes[Fp.ByteLength..], out var real))
            return false;
        value = new Fp2(real, imaginary);
        return true;
    }

    /// <summary>Writes 64 bytes, imaginary part first, both big-endian (EIP-197).</summary>
    /// <param name="destination">Receives 64 bytes.</param>
    /// <exception cref="ArgumentException">Fewer than 64 bytes of room.</exception>
    public void WriteBigEndian(Span<byte> destination)
    {
        if (destination.Length < ByteLength)
            throw new ArgumentException($"{ByteLength} bytes needed, got {destination.Length}.", nameof(destination));
        Imaginary.WriteBigEndian(destination);
        Real.WriteBigEndian(destination[Fp.ByteLength..]);
    }

    /// <inheritdoc />
    /// <remarks>(a + bu)^2 = (a + b)(a - b) + 2ab u.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Fp2 Square()
    {
        Fp.Multiply(in _real, in _imaginary, out var cross);
        Fp.Multiply(_real + _imaginary, _real - _imaginary, out var real);
        return new Fp2(real, cross + cross);
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Fp2 Double() => new(Real.Double(), Imaginary.Double());

    /// <inheritdoc />
    /// <remarks>1 / (a + bu) = (a - bu) / (a^2 + b^2); the norm vanishes for zero alone, as -1 is no square in Fp.</remarks>
    public Fp2 Inverse()
    {
        var inverseNorm = (Real.Square() + Imaginary.Square()).Inverse();
        return new Fp2(Real * inverseNorm, -(Imaginary * inverseNorm));
    }

    /// <summary>The conjugate a - bu, which is also the p-th power.</summary>
    /// <returns>The conjugate.</returns>
    public Fp2 Conjugate() => new(Real, -Imaginary);

    /// <summary>The product with xi = 9 + u.</summary>
    /// <returns>(9a - b) + (9b + a)u.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Fp2 MultiplyByNonResidue()
    {
        Fp.MultiplyAddSmall(Real, 9, -Imaginary, out var real);
        Fp.MultiplyAddSmall(Imaginary, 9, Real, out var imaginary);
        return new Fp2(real, imaginary);
    }

    /// <summary>This element raised to a power.</summary>
    /// <param name="exponent">The exponent; not negative.</param>
    /// <returns>The power; zero to the power zero is one.</returns>
    public Fp2 Pow(BigInteger exponent) => FieldExtensions.Pow(this, exponent);

    /// <inheritdoc />
    public bool Equals(Fp2 other) => Real == other.Real && Imaginary == other.Imaginary;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Fp2 other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Real, Imaginary);

    /// <inheritdoc />
    public override string ToString() => $"{Real} + {Imaginary}u";

    /// <summary>The product by reference; it may alias a factor. Each part is a sum of two products with one reduction.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Multiply(in Fp2 left, in Fp2 right, out Fp2 product)
    {
        Span<Fp> factors = stackalloc Fp[4];
        WriteFactors(in right, factors, factors[2..]);
        var parts = Parts(in left);
        Fp.SumOfProducts(parts, factors[..2], out var real);
        Fp.SumOfProducts(parts, factors[2..], out var imaginary);
        product = new Fp2(real, imaginary);
    }

    /// <summary>An element's two parts where they lie; valid as long as the element itself.</summary>
    internal static ReadOnlySpan<Fp> Parts(in Fp2 value) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<Fp2, Fp>(ref Unsafe.AsRef(in value)), 2);

    /// <summary>
    /// What the parts of another element are multiplied by to give a product's real part, (a, -b), and its
    /// imaginary part, (b, a).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void WriteFactors(in Fp2 value, Span<Fp> forReal, Span<Fp> forImaginary)
    {
        forReal[0] = value.Real;
        forReal[1] = -value.Imaginary;
        forImaginary[0] = value.Imaginary;
        forImaginary[1] = value.Real;
    }
}
