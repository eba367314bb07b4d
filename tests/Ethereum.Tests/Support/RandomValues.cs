using System.Numerics;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Tests.Support;

/// <summary>Random types and values of the ABI, by seed; edge values often.</summary>
internal sealed class RandomValues(int seed)
{
    private static readonly string[] s_letters = ["a", "Z", " ", "\u00e9", "\u6f22", "\U0001f600", "\0"];

    private readonly Random _random = new(seed);

    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    public int Below(int limit) => _random.Next(limit);

    public Address Address() => new(Bytes(20));

    public Bytes32 Hash() => new(Bytes(32));

    public BigInteger Unsigned(int bits) => _random.Next(5) switch
    {
        0 => 0,
        1 => (BigInteger.One << bits) - 1,
        2 => BigInteger.One << _random.Next(bits),
        _ => new BigInteger(Bytes(bits / 8), isUnsigned: true),
    };

    public BigInteger Signed(int bits) => Unsigned(bits) - (BigInteger.One << (bits - 1));

    public AbiType Type(int depth)
    {
        var bits = 8 * (1 + _random.Next(32));
        return _random.Next(depth > 0 ? 12 : 8) switch
        {
            0 or 1 => AbiType.Parse($"uint{bits}"),
            2 => AbiType.Parse($"int{bits}"),
            3 => AbiType.Address,
            4 => AbiType.Boolean,
            5 => AbiType.Parse($"bytes{1 + _random.Next(32)}"),
            6 => AbiType.Bytes,
            7 => AbiType.String,
            8 => Type(depth - 1).Array(),
            9 => Type(depth - 1).Array(_random.Next(4)),
            _ => AbiType.Tuple([.. Enumerable.Range(0, 1 + _random.Next(4)).Select(i => new AbiParameter($"m{i}", Type(depth - 1)))]),
        };
    }

    /// <summary>A value in the form in which the decoder gives it.</summary>
    public object Value(AbiType type) => type.Kind switch
    {
        AbiKind.UnsignedInteger => Unsigned(type.Size),
        AbiKind.SignedInteger => Signed(type.Size),
        AbiKind.Address => Address(),
        AbiKind.Boolean => _random.Next(2) == 1,
        AbiKind.FixedBytes => Bytes(type.Size),
        AbiKind.Bytes => Bytes(_random.Next(70)),
        AbiKind.String => string.Concat(Enumerable.Range(0, _random.Next(40)).Select(_ => s_letters[_random.Next(s_letters.Length)])),
        AbiKind.DynamicArray => Many(type.Element!, _random.Next(4)),
        AbiKind.FixedArray => Many(type.Element!, type.Size),
        _ => type.Components.Select(c => Value(c.Type)).ToArray(),
    };

    private object[] Many(AbiType type, int count) => [.. Enumerable.Range(0, count).Select(_ => Value(type))];
}
