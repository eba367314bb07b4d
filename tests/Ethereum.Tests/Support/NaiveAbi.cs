using System.Numerics;
using System.Text;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Tests.Support;

/// <summary>
/// The formal specification of the ABI encoding word by word: enc(X) by recursion, head and tail of each
/// member concatenated. Slow, and as near to the text as code can be.
/// </summary>
internal static class NaiveAbi
{
    public static byte[] Encode(IReadOnlyList<AbiType> types, IReadOnlyList<object> values)
    {
        var headLength = types.Select(t => IsDynamic(t) ? 32 : StaticLength(t)).Sum();
        var heads = new List<byte>();
        var tails = new List<byte>();
        for (var i = 0; i < types.Count; i++)
        {
            var encoded = Encode(types[i], values[i]);
            if (IsDynamic(types[i]))
            {
                heads.AddRange(Word(headLength + tails.Count));
                tails.AddRange(encoded);
            }
            else
            {
                heads.AddRange(encoded);
            }
        }

        return [.. heads, .. tails];
    }

    public static byte[] Encode(AbiType type, object value)
    {
        switch (type.Kind)
        {
            case AbiKind.UnsignedInteger:
            case AbiKind.SignedInteger:
                return Word((BigInteger)value);
            case AbiKind.Address:
                return [.. new byte[12], .. ((Address)value).ToArray()];
            case AbiKind.Boolean:
                return Word((bool)value ? 1 : 0);
            case AbiKind.FixedBytes:
                return PadRight((byte[])value);
            case AbiKind.Bytes:
                return [.. Word(((byte[])value).Length), .. PadRight((byte[])value)];
            case AbiKind.String:
                return Encode(AbiType.Bytes, Encoding.UTF8.GetBytes((string)value));
            case AbiKind.FixedArray:
                return Encode([.. Enumerable.Repeat(type.Element!, type.Size)], (object[])value);
            case AbiKind.DynamicArray:
                var items = (object[])value;
                return [.. Word(items.Length), .. Encode([.. Enumerable.Repeat(type.Element!, items.Length)], items)];
            default:
                return Encode([.. type.Components.Select(c => c.Type)], (object[])value);
        }
    }

    private static bool IsDynamic(AbiType type) => type.Kind switch
    {
        AbiKind.Bytes or AbiKind.String or AbiKind.DynamicArray => true,
        AbiKind.FixedArray => IsDynamic(type.Element!),
        AbiKind.Tuple => type.Components.Any(c => IsDynamic(c.Type)),
        _ => false,
    };

    private static int StaticLength(AbiType type) => type.Kind switch
    {
        AbiKind.FixedArray => type.Size * StaticLength(type.Element!),
        AbiKind.Tuple => type.Components.Sum(c => StaticLength(c.Type)),
        _ => 32,
    };

    private static byte[] Word(BigInteger value)
    {
        var word = new byte[32];
        for (var i = 31; i >= 0; i--)
        {
            word[i] = (byte)(value & 0xff);
            value >>= 8;
        }

        return word;
    }

    private static byte[] PadRight(byte[] bytes) => [.. bytes, .. new byte[(32 - bytes.Length % 32) % 32]];
}
