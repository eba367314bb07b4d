using System.Buffers.Binary;

namespace ZkStyle.Ethereum.Primitives;

/// <summary>
/// Recursive length prefix, the serialization of transactions. Decoding accepts the one canonical form
/// only: shortest length prefixes, single bytes below 0x80 as themselves, nothing after the item.
/// </summary>
/// <remarks>Source: G. Wood, "Ethereum: a secure decentralised generalised transaction ledger", appendix B.</remarks>
public static class Rlp
{
    /// <summary>Lists nested deeper than this are refused; a transaction nests three deep.</summary>
    public const int MaxDepth = 64;

    private const byte ShortString = 0x80;
    private const byte ShortList = 0xc0;
    private const int ShortLength = 55;

    /// <summary>Encodes an item.</summary>
    /// <param name="item">The item, nested at most <see cref="MaxDepth"/> deep.</param>
    /// <returns>The encoding.</returns>
    /// <exception cref="ArgumentException">The item nests too deep or encodes to 2 GiB or more.</exception>
    public static byte[] Encode(RlpItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        // Lengths come before contents, so a first pass measures every list once and a second one writes.
        var payloads = new List<int>();
        var encoded = new byte[Measure(item, payloads, MaxDepth)];
        var nextList = 0;
        Write(item, payloads, ref nextList, encoded);
        return encoded;
    }

    /// <summary>Decodes exactly one item.</summary>
    /// <param name="encoded">The encoding; the item's bytes refer to it, they are not copied.</param>
    /// <returns>The item.</returns>
    /// <exception cref="FormatException">The encoding is truncated, not canonical, nests too deep, or is followed by more bytes.</exception>
    public static RlpItem Decode(ReadOnlyMemory<byte> encoded)
    {
        var item = Read(ref encoded, MaxDepth);
        return encoded.IsEmpty ? item : throw new FormatException($"RLP: {encoded.Length} bytes follow the item.");
    }

    /// <summary>Length of the encoding; appends the payload length of each list, a list before its items.</summary>
    private static int Measure(RlpItem item, List<int> payloads, int depth)
    {
        if (!item.IsList)
        {
            var bytes = item.Bytes.Span;
            return bytes.Length == 1 && bytes[0] < ShortString ? 1 : WithPrefix(bytes.Length);
        }

        if (depth == 0)
            throw new ArgumentException($"RLP: lists nest deeper than {MaxDepth}.", nameof(item));
        var slot = payloads.Count;
        payloads.Add(0);
        long payload = 0;
        foreach (var child in item.Items)
            payload += Measure(child, payloads, depth - 1);
        var length = WithPrefix(payload);
        payloads[slot] = (int)payload;
        return length;

        static int WithPrefix(long length)
        {
            var whole = (length <= ShortLength ? 1 : 1 + LengthOfLength(length)) + length;
            return whole <= Array.MaxLength ? (int)whole : throw new ArgumentException("RLP: the item is too large to encode.", nameof(item));
        }
    }

    private static int Write(RlpItem item, List<int> payloads, ref int nextList, Span<byte> destination)
    {
        if (!item.IsList)
        {
            var bytes = item.Bytes.Span;
            if (bytes.Length == 1 && bytes[0] < ShortString)
            {
                destination[0] = bytes[0];
                return 1;
            }

            var prefix = WritePrefix(ShortString, bytes.Length, destination);
            bytes.CopyTo(destination[prefix..]);
            return prefix + bytes.Length;
        }

        var written = WritePrefix(ShortList, payloads[nextList++], destination);
        foreach (var child in item.Items)
            written += Write(child, payloads, ref nextList, destination[written..]);
        return written;
    }

    private static int WritePrefix(byte tag, int length, Span<byte> destination)
    {
        if (length <= ShortLength)
        {
            destination[0] = (byte)(tag + length);
            return 1;
        }

        var lengthOfLength = LengthOfLength(length);
        destination[0] = (byte)(tag + ShortLength + lengthOfLength);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        bytes[(4 - lengthOfLength)..].CopyTo(destination[1..]);
        return 1 + lengthOfLength;
    }

    private static int LengthOfLength(long length) => length < 1 << 8 ? 1 : length < 1 << 16 ? 2 : length < 1 << 24 ? 3 : 4;

    private static RlpItem Read(ref ReadOnlyMemory<byte> rest, int depth)
    {
        if (rest.IsEmpty)
            throw new FormatException("RLP: the data ends where an item was expected.");
        var first = rest.Span[0];
        if (first < ShortString)
        {
            var single = RlpItem.FromBytes(rest[..1]);
            rest = rest[1..];
            return single;
        }

        var isList = first >= ShortList;
        var payload = TakePayload(ref rest, first - (isList ? ShortList : ShortString));
        if (!isList)
        {
            if (payload.Length == 1 && payload.Span[0] < ShortString)
                throw new FormatException("RLP: a byte below 0x80 has a length prefix.");
            return RlpItem.FromBytes(payload);
        }

        if (depth == 0)
            throw new FormatException($"RLP: lists nest deeper than {MaxDepth}.");
        var items = new List<RlpItem>();
        while (!payload.IsEmpty)
            items.Add(Read(ref payload, depth - 1));
        return RlpItem.List(items);
    }

    /// <summary>Takes the prefix and the payload off <paramref name="rest"/>; <paramref name="code"/> is the first byte above its tag.</summary>
    private static ReadOnlyMemory<byte> TakePayload(ref ReadOnlyMemory<byte> rest, int code)
    {
        long length = code;
        var prefix = 1;
        if (code > ShortLength)
        {
            var lengthOfLength = code - ShortLength;
            prefix += lengthOfLength;
            if (rest.Length < prefix)
                throw new FormatException("RLP: the data ends inside a length prefix.");
            var bytes = rest.Span[1..prefix];
            if (bytes[0] == 0)
                throw new FormatException("RLP: a length has leading zeros.");
            if (lengthOfLength > 4)
                throw new FormatException("RLP: a length exceeds the data.");
            length = 0;
            foreach (var b in bytes)
                length = (length << 8) | b;
            if (length <= ShortLength)
                throw new FormatException("RLP: a short item has a long length prefix.");
        }

        if (length > rest.Length - prefix)
            throw new FormatException($"RLP: an item of {length} bytes exceeds the data, {rest.Length - prefix} bytes are left.");
        var payload = rest.Slice(prefix, (int)length);
        rest = rest[(prefix + (int)length)..];
        return payload;
    }
}
