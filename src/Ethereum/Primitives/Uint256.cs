using System.Numerics;

namespace ZkStyle.Ethereum.Primitives;

/// <summary>
/// The EVM's 256-bit words as <see cref="BigInteger"/>: the range, checked, and big-endian bytes.
/// Not constant-time.
/// </summary>
public static class Uint256
{
    /// <summary>Length of a word in bytes.</summary>
    public const int Length = 32;

    /// <summary>2^256 - 1.</summary>
    public static BigInteger MaxValue { get; } = (BigInteger.One << 256) - 1;

    /// <summary>Whether a value lies in [0, 2^bits).</summary>
    /// <param name="value">Any integer.</param>
    /// <param name="bits">Width, at least 0.</param>
    /// <returns>Whether it fits.</returns>
    public static bool Fits(BigInteger value, int bits = 256) => value.Sign >= 0 && value.GetBitLength() <= bits;

    /// <summary>Refuses values outside [0, 2^256).</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">What to call it in the message.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public static BigInteger Require(BigInteger value, string name) =>
        Fits(value) ? value : throw new ArgumentOutOfRangeException(name, $"{name} is outside 0..2^256-1.");

    /// <summary>Writes a value as 32 big-endian bytes.</summary>
    /// <param name="value">A value in [0, 2^256).</param>
    /// <param name="destination">Receives the bytes; exactly 32 long.</param>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is not 32 bytes long.</exception>
    public static void Write(BigInteger value, Span<byte> destination)
    {
        Require(value, nameof(value));
        if (destination.Length != Length)
            throw new ArgumentException($"A word is {Length} bytes, the buffer has {destination.Length}.", nameof(destination));
        destination.Clear();
        value.TryWriteBytes(destination[(Length - value.GetByteCount(isUnsigned: true))..], out _, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Reads big-endian bytes as an unsigned value.</summary>
    /// <param name="bytes">Any number of bytes; none gives zero.</param>
    /// <returns>The value.</returns>
    public static BigInteger Read(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
