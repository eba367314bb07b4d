using System.Numerics;

namespace ZkStyle.Ethereum.Primitives;

/// <summary>What RLP encodes: a string of bytes, or a list of items. Immutable as long as its bytes are left alone.</summary>
public sealed class RlpItem
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly IReadOnlyList<RlpItem>? _items;

    private RlpItem(ReadOnlyMemory<byte> bytes, IReadOnlyList<RlpItem>? items)
    {
        _bytes = bytes;
        _items = items;
    }

    /// <summary>Whether this is a list.</summary>
    public bool IsList => _items is not null;

    /// <summary>The bytes of a string.</summary>
    /// <exception cref="FormatException">This is a list.</exception>
    public ReadOnlyMemory<byte> Bytes => _items is null ? _bytes : throw new FormatException("RLP: a list stands where bytes were expected.");

    /// <summary>The items of a list.</summary>
    /// <exception cref="FormatException">This is a string of bytes.</exception>
    public IReadOnlyList<RlpItem> Items => _items ?? throw new FormatException("RLP: bytes stand where a list was expected.");

    /// <summary>A string of bytes, not copied.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The item.</returns>
    public static RlpItem FromBytes(ReadOnlyMemory<byte> bytes) => new(bytes, null);

    /// <summary>A number as its shortest big-endian bytes; zero is the empty string.</summary>
    /// <param name="value">Zero or more.</param>
    /// <returns>The item.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public static RlpItem FromInteger(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return new(value.IsZero ? [] : value.ToByteArray(isUnsigned: true, isBigEndian: true), null);
    }

    /// <summary>A list.</summary>
    /// <param name="items">The items.</param>
    /// <returns>The item.</returns>
    public static RlpItem List(params IReadOnlyList<RlpItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new(default, items);
    }

    /// <summary>The bytes as a number.</summary>
    /// <param name="bits">The number must be below 2^bits.</param>
    /// <returns>The number.</returns>
    /// <exception cref="FormatException">A list, a leading zero byte, or too large a number.</exception>
    public BigInteger ToInteger(int bits = 256)
    {
        var bytes = Bytes.Span;
        if (!bytes.IsEmpty && bytes[0] == 0)
            throw new FormatException("RLP: a number has leading zeros.");
        if (bytes.Length > (bits + 7) / 8)
            throw new FormatException($"RLP: a number of {bytes.Length} bytes does not fit {bits} bits.");
        var value = Uint256.Read(bytes);
        return Uint256.Fits(value, bits) ? value : throw new FormatException($"RLP: a number does not fit {bits} bits.");
    }
}
