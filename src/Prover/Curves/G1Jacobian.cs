using System.Runtime.InteropServices;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// A point of BN254's first group in Jacobian coordinates, in which sums need no inversion. Equality is that of
/// points, whatever the representation. Every operation handles equal, opposite and infinite arguments. Not constant-time.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct G1Jacobian : IEquatable<G1Jacobian>
{
    /// <summary>The same point as an affine one.</summary>
    /// <param name="point">The point.</param>
    public G1Jacobian(in G1Affine point) => Point = JacobianPoint<Fp>.FromAffine(point.Point);

    internal G1Jacobian(in JacobianPoint<Fp> point) => Point = point;

    /// <summary>The generator (1, 2).</summary>
    public static G1Jacobian Generator { get; } = new(G1Affine.Generator);

    /// <summary>The neutral element; <c>default</c> is one of its representations.</summary>
    public static G1Jacobian Infinity => new(JacobianPoint<Fp>.Infinity);

    /// <summary>Whether this is the neutral element.</summary>
    public bool IsInfinity => Point.IsInfinity;

    internal JacobianPoint<Fp> Point { get; }

    /// <summary>The sum of two points.</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    /// <returns>The sum.</returns>
    public static G1Jacobian operator +(in G1Jacobian left, in G1Jacobian right) => new(left.Point.Add(right.Point));

    /// <summary>The sum with an affine point, which is cheaper.</summary>
    /// <param name="left">First term.</param>
    /// <param name="right">Second term.</param>
    /// <returns>The sum.</returns>
    public static G1Jacobian operator +(in G1Jacobian left, in G1Affine right) => new(left.Point.Add(right.Point));

    /// <summary>The difference of two points.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    /// <returns>The difference.</returns>
    public static G1Jacobian operator -(in G1Jacobian left, in G1Jacobian right) =>
        new(left.Point.Add(right.Point.Negate()));

    /// <summary>The opposite point.</summary>
    /// <param name="point">The point.</param>
    /// <returns>Its negative.</returns>
    public static G1Jacobian operator -(in G1Jacobian point) => new(point.Point.Negate());

    /// <summary>The multiple of a point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="scalar">The factor.</param>
    /// <returns>The multiple.</returns>
    public static G1Jacobian operator *(in G1Jacobian point, Fr scalar)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        scalar.WriteCanonicalLimbs(limbs);
        return new G1Jacobian(point.Point.Multiply(limbs));
    }

    /// <summary>Whether two points are the same.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when equal.</returns>
    public static bool operator ==(in G1Jacobian left, in G1Jacobian right) => left.Equals(right);

    /// <summary>Whether two points differ.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when different.</returns>
    public static bool operator !=(in G1Jacobian left, in G1Jacobian right) => !left.Equals(right);

    /// <summary>Affine forms of many points with one inversion.</summary>
    /// <param name="points">The points.</param>
    /// <param name="destination">Receives as many points.</param>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public static void Normalize(ReadOnlySpan<G1Jacobian> points, Span<G1Affine> destination)
    {
        if (destination.Length < points.Length)
            throw new ArgumentException($"Room for {points.Length} points needed, got {destination.Length}.", nameof(destination));

        // Both wrappers hold exactly one field, so their layouts are those of what they wrap.
        JacobianPoint<Fp>.Normalize(
            MemoryMarshal.Cast<G1Jacobian, JacobianPoint<Fp>>(points),
            MemoryMarshal.Cast<G1Affine, AffinePoint<Fp>>(destination));
    }

    /// <summary>Twice this point.</summary>
    /// <returns>The point plus itself.</returns>
    public G1Jacobian Double() => new(Point.Double());

    /// <summary>The same point in affine coordinates; costs an inversion.</summary>
    /// <returns>The point.</returns>
    public G1Affine ToAffine() => new(Point.ToAffine());

    /// <inheritdoc />
    public bool Equals(G1Jacobian other) => Point.IsSamePoint(other.Point);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is G1Jacobian other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => ToAffine().GetHashCode();

    /// <inheritdoc />
    public override string ToString() => ToAffine().ToString();
}
