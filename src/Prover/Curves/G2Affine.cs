using System.Runtime.InteropServices;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// A point of BN254's second group in affine coordinates, 128 bytes: the subgroup of order r of the twist
/// y^2 = x^3 + 3/(9 + u) over Fp2. A point of the twist need not lie in it; reading checks both. (0, 0), also
/// <c>default</c>, is the point at infinity. Source: EIP-197.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly struct G2Affine : IEquatable<G2Affine>
{
    /// <summary>Bytes of one point in the order of EIP-197: x imaginary, x real, y imaginary, y real, big-endian.</summary>
    public const int ByteLength = 2 * Fp2.ByteLength;

    private static readonly Fp2 s_b = Fp2.NonResidue.Inverse() * 3;

    private static readonly ulong[] s_order =
        [ScalarFieldModulus.P0, ScalarFieldModulus.P1, ScalarFieldModulus.P2, ScalarFieldModulus.P3];

    /// <summary>The point with the given coordinates, which are not checked; see <see cref="IsInSubgroup"/>.</summary>
    /// <param name="x">First coordinate.</param>
    /// <param name="y">Second coordinate.</param>
    public G2Affine(in Fp2 x, in Fp2 y) => Point = new AffinePoint<Fp2>(x, y);

    internal G2Affine(in AffinePoint<Fp2> point) => Point = point;

    /// <summary>The generator of EIP-197.</summary>
    public static G2Affine Generator { get; } = ReadGenerator();

    /// <summary>The neutral element.</summary>
    public static G2Affine Infinity => default;

    /// <summary>First coordinate.</summary>
    public Fp2 X => Point.X;

    /// <summary>Second coordinate.</summary>
    public Fp2 Y => Point.Y;

    /// <summary>Whether this is the neutral element.</summary>
    public bool IsInfinity => Point.IsInfinity;

    /// <summary>Whether the coordinates satisfy the twist's equation, or this is the point at infinity.</summary>
    public bool IsOnCurve => IsInfinity || Y.Square() == (X.Square() * X) + s_b;

    /// <summary>Whether this is a point of the group: on the twist and of order r (or infinity).</summary>
    public bool IsInSubgroup => IsOnCurve && JacobianPoint<Fp2>.FromAffine(Point).Multiply(s_order).IsInfinity;

    internal AffinePoint<Fp2> Point { get; }

    /// <summary>The opposite point.</summary>
    /// <param name="point">The point.</param>
    /// <returns>Its negative.</returns>
    public static G2Affine operator -(in G2Affine point) => new(point.X, -point.Y);

    /// <summary>Whether two points are the same.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when equal.</returns>
    public static bool operator ==(in G2Affine left, in G2Affine right) => left.Equals(right);

    /// <summary>Whether two points differ.</summary>
    /// <param name="left">One point.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when different.</returns>
    public static bool operator !=(in G2Affine left, in G2Affine right) => !left.Equals(right);

    /// <summary>Reads x and y, 64 bytes each in the order of EIP-197; all parts must be below p and the point in the group.</summary>
    /// <param name="bytes">At least 128 bytes; the first 128 are read.</param>
    /// <param name="point">The point, or infinity.</param>
    /// <param name="allowInfinity">Whether 128 zero bytes, the point at infinity, are accepted, as EIP-196 does.</param>
    /// <returns>False when too short, not canonical, outside the group, or infinite where that is not allowed.</returns>
    public static bool TryReadBigEndian(ReadOnlySpan<byte> bytes, out G2Affine point, bool allowInfinity = true)
    {
        point = default;
        if (bytes.Length < ByteLength
            || !Fp2.TryReadBigEndian(bytes, out var x)
            || !Fp2.TryReadBigEndian(bytes[Fp2.ByteLength..], out var y))
            return false;
        var candidate = new G2Affine(x, y);
        if (candidate.IsInfinity ? !allowInfinity : !candidate.IsInSubgroup)
            return false;
        point = candidate;
        return true;
    }

    /// <summary>Writes x and y, 64 bytes each in the order of EIP-197.</summary>
    /// <param name="destination">Receives 128 bytes.</param>
    /// <exception cref="ArgumentException">Fewer than 128 bytes of room.</exception>
    public void WriteBigEndian(Span<byte> destination)
    {
        if (destination.Length < ByteLength)
            throw new ArgumentException($"{ByteLength} bytes needed, got {destination.Length}.", nameof(destination));
        X.WriteBigEndian(destination);
        Y.WriteBigEndian(destination[Fp2.ByteLength..]);
    }

    /// <summary>The 128 bytes of <see cref="WriteBigEndian"/> as a new array.</summary>
    /// <returns>The bytes.</returns>
    public byte[] ToBigEndian()
    {
        var bytes = new byte[ByteLength];
        WriteBigEndian(bytes);
        return bytes;
    }

    /// <inheritdoc />
    public bool Equals(G2Affine other) => X == other.X && Y == other.Y;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is G2Affine other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(X, Y);

    /// <inheritdoc />
    public override string ToString() => IsInfinity ? "infinity" : $"({X}, {Y})";

    private static G2Affine ReadGenerator()
    {
        var bytes = Convert.FromHexString(
            "198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
            + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
            + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
            + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa");
        return TryReadBigEndian(bytes, out var point, allowInfinity: false)
            ? point
            : throw new InvalidOperationException("The generator of G2 does not lie in G2.");
    }
}
