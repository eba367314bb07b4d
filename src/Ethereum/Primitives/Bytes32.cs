using System.Buffers.Binary;
using System.Numerics;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Ethereum.Primitives;

/// <summary>Thirty-two bytes compared by value: a hash, a topic, a context. The default is all zeros.</summary>
public readonly struct Bytes32 : IEquatable<Bytes32>
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    // Four big-endian words, so that equality and hashing touch no heap.
    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly ulong _word2;
    private readonly ulong _word3;

    /// <summary>Copies 32 bytes.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public Bytes32(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"Expected {Length} bytes, got {bytes.Length}.", nameof(bytes));
        _word0 = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _word1 = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _word2 = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _word3 = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The Keccak-256 hash of <paramref name="data"/>.</summary>
    /// <param name="data">The message.</param>
    /// <returns>The hash.</returns>
    public static Bytes32 Keccak(ReadOnlySpan<byte> data)
    {
        Span<byte> digest = stackalloc byte[Length];
        Keccak256.Hash(data, digest);
        return new Bytes32(digest);
    }

    /// <summary>The 32 big-endian bytes of a value.</summary>
    /// <param name="value">A value in [0, 2^256).</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public static Bytes32 FromInteger(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[Length];
        Uint256.Write(value, bytes);
        return new Bytes32(bytes);
    }

    /// <summary>Reads <c>0x</c> and 64 hexadecimal digits.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static Bytes32 Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var value)
            ? value
            : throw new FormatException($"'{Excerpt.Of(text)}' is not 0x followed by 64 hexadecimal digits.");
    }

    /// <summary>Reads <c>0x</c> and 64 hexadecimal digits without throwing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The bytes, when the text has that form.</param>
    /// <returns>Whether the text has that form.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Bytes32 value)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var read = Hex.TryParse(text, bytes);
        value = read ? new Bytes32(bytes) : default;
        return read;
    }

    /// <summary>Copies the bytes out.</summary>
    /// <param name="destination">At least 32 bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _word0);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _word1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _word2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _word3);
    }

    /// <summary>The bytes in a new array.</summary>
    /// <returns>32 bytes.</returns>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>The bytes as a big-endian unsigned integer.</summary>
    /// <returns>A value in [0, 2^256).</returns>
    public BigInteger ToInteger() => Uint256.Read(ToArray());

    /// <inheritdoc/>
    public bool Equals(Bytes32 other) =>
        _word0 == other._word0 && _word1 == other._word1 && _word2 == other._word2 && _word3 == other._word3;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Bytes32 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_word0, _word1, _word2, _word3);

    /// <summary>Whether two are equal.</summary>
    public static bool operator ==(Bytes32 left, Bytes32 right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    public static bool operator !=(Bytes32 left, Bytes32 right) => !left.Equals(right);

    /// <summary><c>0x</c> and 64 lower-case digits.</summary>
    public override string ToString() => Hex.Format(ToArray());
}
