using System.Buffers.Binary;
using System.Text;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Ethereum.Primitives;

/// <summary>An account's or contract's 20-byte address. The default is the zero address.</summary>
/// <remarks>Text carries the mixed-case checksum of EIP-55.</remarks>
public readonly struct Address : IEquatable<Address>
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 20;

    private readonly ulong _word0;
    private readonly ulong _word1;
    private readonly uint _word2;

    /// <summary>Copies 20 bytes.</summary>
    /// <param name="bytes">Exactly 20 bytes.</param>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"An address is {Length} bytes, got {bytes.Length}.", nameof(bytes));
        _word0 = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _word1 = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _word2 = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
    }

    /// <summary>The zero address.</summary>
    public static Address Zero => default;

    /// <summary>
    /// Reads <c>0x</c> and 40 hexadecimal digits. Digits all of one case carry no checksum and are
    /// accepted; mixed case must be the checksum of EIP-55.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>The address.</returns>
    /// <exception cref="FormatException">The text is not an address, or its checksum is wrong; the message says which.</exception>
    public static Address Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TryParse(text, out var address))
            return address;
        Span<byte> bytes = stackalloc byte[Length];
        throw new FormatException(Hex.TryParse(text, bytes)
            ? $"The address {text} has a wrong checksum; a digit is mistyped, or write it all in lower case."
            : $"'{Excerpt.Of(text)}' is not an address: 0x followed by 40 hexadecimal digits.");
    }

    /// <summary>Reads an address as <see cref="Parse"/> does, without throwing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address, when the text is one.</param>
    /// <returns>Whether the text is an address and its checksum, if it has one, is right.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address)
    {
        address = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (!Hex.TryParse(text, bytes))
            return false;
        var parsed = new Address(bytes);
        var digits = text[2..];
        var mixed = digits.ContainsAnyInRange('a', 'f') && digits.ContainsAnyInRange('A', 'F');
        if (mixed && !text.SequenceEqual(parsed.ToString()))
            return false;
        address = parsed;
        return true;
    }

    /// <summary>Copies the bytes out.</summary>
    /// <param name="destination">At least 20 bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _word0);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _word1);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], _word2);
    }

    /// <summary>The bytes in a new array.</summary>
    /// <returns>20 bytes.</returns>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(Address other) => _word0 == other._word0 && _word1 == other._word1 && _word2 == other._word2;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Address other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_word0, _word1, _word2);

    /// <summary>Whether two are equal.</summary>
    public static bool operator ==(Address left, Address right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    public static bool operator !=(Address left, Address right) => !left.Equals(right);

    /// <summary>The text with the checksum of EIP-55.</summary>
    /// <remarks>A letter is upper case where the Keccak-256 hash of the lower-case digits has a nibble above 7.</remarks>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        Span<char> text = stackalloc char[2 + 2 * Length];
        "0x".CopyTo(text);
        var digits = text[2..];
        Convert.TryToHexStringLower(bytes, digits, out _);

        Span<byte> ascii = stackalloc byte[2 * Length];
        Encoding.ASCII.GetBytes(digits, ascii);
        Span<byte> hash = stackalloc byte[Keccak256.DigestLength];
        Keccak256.Hash(ascii, hash);
        for (var i = 0; i < digits.Length; i++)
        {
            var nibble = (hash[i / 2] >> (4 * (1 - i % 2))) & 0xf;
            if (nibble > 7)
                digits[i] = char.ToUpperInvariant(digits[i]);
        }

        return text.ToString();
    }
}
