using System.Globalization;

namespace ZkStyle.Ethereum.Abi;

/// <summary>A Solidity type as the contract ABI sees it. Immutable; equal types have equal canonical names.</summary>
/// <remarks>Source: Solidity documentation, "Contract ABI specification", sections "Types" and "Formal specification of the encoding".</remarks>
public sealed class AbiType
{
    /// <summary>Arrays and tuples nested deeper than this are refused.</summary>
    public const int MaxDepth = 32;

    /// <summary>Types whose head takes more bytes than this are refused; a call of this size would not fit a block.</summary>
    public const int MaxHeadLength = 1 << 24;

    private AbiType(AbiKind kind, int size, string canonicalName, AbiType? element = null, IReadOnlyList<AbiParameter>? components = null)
    {
        Kind = kind;
        Size = size;
        CanonicalName = canonicalName;
        Element = element;
        Components = components ?? [];

        Depth = 1 + Math.Max(element?.Depth ?? 0, Components.Select(c => c.Type.Depth).DefaultIfEmpty().Max());
        if (Depth > MaxDepth)
            throw new FormatException($"An ABI type nests deeper than {MaxDepth}.");
        // An array of no elements still counts as dynamic when its element type is: encoders agree on that.
        IsDynamic = kind is AbiKind.Bytes or AbiKind.String or AbiKind.DynamicArray
            || (element?.IsDynamic ?? false)
            || Components.Any(c => c.Type.IsDynamic);
        BodyLength = kind switch
        {
            AbiKind.FixedArray => RequireLength((long)size * element!.HeadLength),
            AbiKind.Tuple => RequireLength(Components.Sum(c => (long)c.Type.HeadLength)),
            _ => 32,
        };
    }

    /// <summary><c>address</c>.</summary>
    public static AbiType Address { get; } = new(AbiKind.Address, 160, "address");

    /// <summary><c>bool</c>.</summary>
    public static AbiType Boolean { get; } = new(AbiKind.Boolean, 1, "bool");

    /// <summary><c>bytes</c>.</summary>
    public static AbiType Bytes { get; } = new(AbiKind.Bytes, 0, "bytes");

    /// <summary><c>bytes32</c>.</summary>
    public static AbiType Bytes32 { get; } = new(AbiKind.FixedBytes, 32, "bytes32");

    /// <summary><c>string</c>.</summary>
    public static AbiType String { get; } = new(AbiKind.String, 0, "string");

    /// <summary><c>uint256</c>.</summary>
    public static AbiType Uint256 { get; } = new(AbiKind.UnsignedInteger, 256, "uint256");

    /// <summary>What kind of type it is.</summary>
    public AbiKind Kind { get; }

    /// <summary>Bits of an integer, bytes of a <see cref="AbiKind.FixedBytes"/>, elements of a <see cref="AbiKind.FixedArray"/>.</summary>
    public int Size { get; }

    /// <summary>Type of an array's elements; null for other kinds.</summary>
    public AbiType? Element { get; }

    /// <summary>A tuple's members; empty for other kinds.</summary>
    public IReadOnlyList<AbiParameter> Components { get; }

    /// <summary>The name that enters selectors: <c>uint256</c> for <c>uint</c>, a tuple as its members in parentheses.</summary>
    public string CanonicalName { get; }

    /// <summary>Whether the value stands behind an offset rather than in place.</summary>
    public bool IsDynamic { get; }

    /// <summary>Bytes the type takes in the head of what contains it: 32 for a dynamic type, which leaves an offset there.</summary>
    public int HeadLength => IsDynamic ? 32 : BodyLength;

    /// <summary>Bytes of the heads of all elements of a fixed array or members of a tuple.</summary>
    internal int BodyLength { get; }

    private int Depth { get; }

    /// <summary>Reads a type name such as <c>uint256</c>, <c>bytes32[2][]</c> or <c>(address,uint8[])</c>.</summary>
    /// <param name="name">The name; <c>uint</c> and <c>int</c> mean 256 bits.</param>
    /// <returns>The type.</returns>
    /// <exception cref="FormatException">Not a type Solidity has; the message names it.</exception>
    public static AbiType Parse(string name) => new AbiSignatureReader(name).ReadWholeType();

    /// <summary>A struct.</summary>
    /// <param name="components">Its members.</param>
    /// <returns>The type.</returns>
    public static AbiType Tuple(IReadOnlyList<AbiParameter> components)
    {
        ArgumentNullException.ThrowIfNull(components);
        return new(AbiKind.Tuple, components.Count, AbiParameter.Signature(components), components: components);
    }

    /// <summary><c>T[]</c> of this type.</summary>
    /// <returns>The array type.</returns>
    public AbiType Array() => new(AbiKind.DynamicArray, 0, CanonicalName + "[]", this);

    /// <summary><c>T[k]</c> of this type.</summary>
    /// <param name="length">Number of elements.</param>
    /// <returns>The array type.</returns>
    public AbiType Array(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        return new(AbiKind.FixedArray, length, string.Create(CultureInfo.InvariantCulture, $"{CanonicalName}[{length}]"), this);
    }

    /// <summary>The canonical name.</summary>
    public override string ToString() => CanonicalName;

    /// <summary>The elementary type of a name without brackets or parentheses, or null.</summary>
    internal static AbiType? Elementary(string name)
    {
        switch (name)
        {
            case "address": return Address;
            case "bool": return Boolean;
            case "bytes": return Bytes;
            case "string": return String;
            case "uint": return Uint256;
            case "int": return new(AbiKind.SignedInteger, 256, "int256");
            case "function": return new(AbiKind.FixedBytes, 24, "function");
        }

        if (SizeAfter("uint") is { } unsignedBits)
            return unsignedBits % 8 == 0 && unsignedBits <= 256 ? new(AbiKind.UnsignedInteger, unsignedBits, name) : null;
        if (SizeAfter("int") is { } signedBits)
            return signedBits % 8 == 0 && signedBits <= 256 ? new(AbiKind.SignedInteger, signedBits, name) : null;
        if (SizeAfter("bytes") is { } bytes)
            return bytes <= 32 ? new(AbiKind.FixedBytes, bytes, name) : null;
        return null;

        // A size is one to three digits without leading zeros, hence never zero.
        int? SizeAfter(string prefix) =>
            name.StartsWith(prefix, StringComparison.Ordinal)
            && name.Length - prefix.Length is >= 1 and <= 3
            && name[prefix.Length] != '0'
            && name.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0
                ? int.Parse(name.AsSpan(prefix.Length), CultureInfo.InvariantCulture)
                : null;
    }

    private static int RequireLength(long length) => length <= MaxHeadLength
        ? (int)length
        : throw new FormatException($"An ABI type takes {length} bytes in place, more than {MaxHeadLength}.");
}
