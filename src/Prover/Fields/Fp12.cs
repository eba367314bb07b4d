using System.Numerics;
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

    /// <summary>The element c0 + c1 w.</summary>
    /// <param name="c0">Coefficient of 1.</param>
    /// <param name="c1">Coefficient of w.</param>
    public Fp12(in Fp6 c0, in Fp6 c1)
    {
        C0 = c0;
        C1 = c1;
    }

    /// <inheritdoc />
    public static Fp12 Zero => default;

    /// <inheritdoc />
    public static Fp12 One { get; } = new(Fp6.One, Fp6.Zero);

    /// <summary>Coefficient of 1.</summary>
    public Fp6 C0 { get; }

    /// <summary>Coefficient of w.</summary>
    public Fp6 C1 { get; }

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
    public static Fp12 operator *(Fp12 left, Fp12 right)
    {
        var p0 = left.C0 * right.C0;
        var p1 = left.C1 * right.C1;
        var cross = (left.C0 + left.C1) * (right.C0 + right.C1);
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
    public Fp12 Square()
    {
        var product = C0 * C1;
        var c0 = ((C0 + C1) * (C0 + C1.MultiplyByV())) - product - product.MultiplyByV();
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

    /// <summary>The product with a + b w + c w^3, the shape of a line of the Miller loop: 13 multiplications in Fp2.</summary>
    internal Fp12 MultiplyByLine(in Fp2 a, in Fp2 b, in Fp2 c)
    {
        var p0 = C0 * a;
        var p1 = C1.MultiplySparse(b, c);
        var cross = (C0 + C1).MultiplySparse(a + b, c);
        return new Fp12(p0 + p1.MultiplyByV(), cross - p0 - p1);
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
