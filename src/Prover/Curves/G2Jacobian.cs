using System.Runtime.InteropServices;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// A point of BN254's second group in Jacobian coordinates, in which sums need no inversion. Equality is that of
/// points, whatever the representation. Every operation handles equal, opposite and infinite arguments. Not constant-time.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct G2Jacobian : IEquatable<G2Jacobian>
{
    /// <summary>The same point as an affine one.</summary>
    /// <param name="point">The point.</param>
    public G2Jacobian(in G2Affine point) => Point = JacobianPoint<Fp2>.FromAffine(point.Point);

    internal G2Jacobian(in JacobianPoint<Fp2> point) => Point = point;

    /// <summary>The generator of EIP-197.</summary>
    public static G2Jacobian Generator { get; } = new(G2Affine.Generator);

    /// <summary>The neutral element; <c>default</c> is one of its representations.</summary>
    public static G2Jacobian Infinity => new(JacobianPoint<Fp2>.Infinity);

    /// <summary>Whether this is the neutral element.</summary>
    public bool IsInfinity => Point.IsInfinity;

    internal JacobianPoint<Fp2> Point { get; }

    /// <summary>The sum of two points.</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    /// <returns>The sum.</returns>
    public static G2Jacobian operator +(in G2Jacobian left, in G2Jacobian right) => new(left.Point.Add(right.Point));

    /// <summary>The sum with an affine point, which is cheaper.</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    /// <returns>The sum.</returns>
    public static G2Jacobian operator +(in G2Jacobian left, in G2Affine right) => new(left.Point.Add(right.Point));

    /// <summary>The difference of two points.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    /// <returns>The difference.</returns>
    public static G2Jacobian operator -(in G2Jacobian left, in G2Jacobian right) =>
        new(left.Point.Add(right.Point.Negate()));

    /// <summary>The opposite point.</summary>
    /// <param name="point">The point.</param>
    /// <returns>Its negative.</returns>
    public static G2Jacobian operator -(in G2Jacobian point) => new(point.Point.Negate());

    /// <summary>The multiple of a point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="scalar">The factor.</param>
    /// <returns>The multiple.</returns>
    public static G2Jacobian operator *(in G2Jacobian point, Fr scalar)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        scalar.WriteCanonicalLimbs(limbs);
        return new G2Jacobian(point.Point.Multiply(limbs));
    }

    /// <summary>Whether two points are the same.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when equal.</returns>
    public static bool operator ==(in G2Jacobian left, in G2Jacobian right) => left.Equals(right);

    /// <summary>Whether two points differ.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when different.</returns>
    public static bool operator !=(in G2Jacobian left, in G2Jacobian right) => !left.Equals(right);

    /// <summary>Affine forms of many points with one inversion.</summary>
    /// <param name="points">The points.</param>
    /// <param name="destination">Receives as many points.</param>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public static void Normalize(ReadOnlySpan<G2Jacobian> points, Span<G2Affine> destination)
    {
        if (destination.Length < points.Length)
            throw new ArgumentException($"Room for {points.Length} points needed, got {destination.Length}.", nameof(destination));

        // Both wrappers hold exactly one field, so their layouts are those of what they wrap.
        JacobianPoint<Fp2>.Normalize(
            MemoryMarshal.Cast<G2Jacobian, JacobianPoint<Fp2>>(points),
            MemoryMarshal.Cast<G2Affine, AffinePoint<Fp2>>(destination));
    }

    /// <summary>Twice this point.</summary>
    /// <returns>The point plus itself.</returns>
    public G2Jacobian Double() => new(Point.Double());

    /// <summary>The same point in affine coordinates; costs an inversion.</summary>
    /// <returns>The point.</returns>
    public G2Affine ToAffine() => new(Point.ToAffine());

    /// <inheritdoc />
    public bool Equals(G2Jacobian other) => Point.IsSamePoint(other.Point);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is G2Jacobian other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => ToAffine().GetHashCode();

    /// <inheritdoc />
    public override string ToString() => ToAffine().ToString();
}
