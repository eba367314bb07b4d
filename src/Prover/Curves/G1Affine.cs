using System.Runtime.InteropServices;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// A point of BN254's first group, y^2 = x^3 + 3 over Fp, in affine coordinates: 64 bytes. The group is the
/// whole curve, so a point on the curve needs no further check. (0, 0), also <c>default</c>, is the point at
/// infinity. Source: EIP-196.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct G1Affine : IEquatable<G1Affine>
{
    /// <summary>Bytes of one point: x then y, big-endian.</summary>
    public const int ByteLength = 2 * Fp.ByteLength;

    /// <summary>The point with the given coordinates, which are not checked; see <see cref="IsOnCurve"/>.</summary>
    /// <param name="x">First coordinate.</param>
    /// <param name="y">Second coordinate.</param>
    public G1Affine(in Fp x, in Fp y) => Point = new AffinePoint<Fp>(x, y);

    internal G1Affine(in AffinePoint<Fp> point) => Point = point;

    /// <summary>The generator (1, 2).</summary>
    public static G1Affine Generator { get; } = new(1, 2);

    /// <summary>The neutral element.</summary>
    public static G1Affine Infinity => default;

    /// <summary>First coordinate.</summary>
    public Fp X => Point.X;

    /// <summary>Second coordinate.</summary>
    public Fp Y => Point.Y;

    /// <summary>Whether this is the neutral element.</summary>
    public bool IsInfinity => Point.IsInfinity;

    /// <summary>Whether the coordinates satisfy y^2 = x^3 + 3, or this is the point at infinity.</summary>
    public bool IsOnCurve => IsInfinity || Y.Square() == (X.Square() * X) + 3;

    internal AffinePoint<Fp> Point { get; }

    /// <summary>The opposite point.</summary>
    /// <param name="point">The point.</param>
    /// <returns>Its negative.</returns>
    public static G1Affine operator -(in G1Affine point) => new(point.X, -point.Y);

    /// <summary>Whether two points are the same.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when equal.</returns>
    public static bool operator ==(in G1Affine left, in G1Affine right) => left.Equals(right);

    /// <summary>Whether two points differ.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when different.</returns>
    public static bool operator !=(in G1Affine left, in G1Affine right) => !left.Equals(right);

    /// <summary>Reads x and y, 32 big-endian bytes each; both must be below p and the point on the curve.</summary>
    /// <param name="bytes">At least 64 bytes; the first 64 are read.</param>
    /// <param name="point">The point, or infinity.</param>
    /// <param name="allowInfinity">Whether 64 zero bytes, the point at infinity, are accepted, as EIP-196 does.</param>
    /// <returns>False when too short, not canonical, off the curve, or infinite where that is not allowed.</returns>
    public static bool TryReadBigEndian(ReadOnlySpan<byte> bytes, out G1Affine point, bool allowInfinity = true)
    {
        point = default;
        if (bytes.Length < ByteLength
            || !Fp.TryReadBigEndian(bytes, out var x)
            || !Fp.TryReadBigEndian(bytes[Fp.ByteLength..], out var y))
            return false;
        var candidate = new G1Affine(x, y);
        if (candidate.IsInfinity ? !allowInfinity : !candidate.IsOnCurve)
            return false;
        point = candidate;
        return true;
    }

    /// <summary>Writes x and y, 32 big-endian bytes each.</summary>
    /// <param name="destination">Receives 64 bytes.</param>
    /// <exception cref="ArgumentException">Fewer than 64 bytes of room.</exception>
    public void WriteBigEndian(Span<byte> destination)
    {
        if (destination.Length < ByteLength)
            throw new ArgumentException($"{ByteLength} bytes needed, got {destination.Length}.", nameof(destination));
        X.WriteBigEndian(destination);
        Y.WriteBigEndian(destination[Fp.ByteLength..]);
    }

    /// <summary>The 64 bytes of <see cref="WriteBigEndian"/> as a new array.</summary>
    /// <returns>The bytes.</returns>
    public byte[] ToBigEndian()
    {
        var bytes = new byte[ByteLength];
        WriteBigEndian(bytes);
        return bytes;
    }

    /// <inheritdoc />
    public bool Equals(G1Affine other) => X == other.X && Y == other.Y;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is G1Affine other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(X, Y);

    /// <inheritdoc />
    public override string ToString() => IsInfinity ? "infinity" : $"({X.ToBigInteger()}, {Y.ToBigInteger()})";
}
