namespace ZkStyle.Ethereum.Abi;

/// <summary>The shapes a Solidity value can have in a call.</summary>
public enum AbiKind
{
    /// <summary><c>uint8</c> to <c>uint256</c>; values are <see cref="System.Numerics.BigInteger"/>.</summary>
    UnsignedInteger,

    /// <summary><c>int8</c> to <c>int256</c>; values are <see cref="System.Numerics.BigInteger"/>.</summary>
    SignedInteger,

    /// <summary><c>address</c>; values are <see cref="Primitives.Address"/>.</summary>
    Address,

    /// <summary><c>bool</c>; values are <see cref="bool"/>.</summary>
    Boolean,

    /// <summary><c>bytes1</c> to <c>bytes32</c>, and <c>function</c> (24 bytes); values are arrays of bytes.</summary>
    FixedBytes,

    /// <summary><c>bytes</c>; values are arrays of bytes.</summary>
    Bytes,

    /// <summary><c>string</c>; values are <see cref="string"/>.</summary>
    String,

    /// <summary><c>T[k]</c>; values are arrays of objects.</summary>
    FixedArray,

    /// <summary><c>T[]</c>; values are arrays of objects.</summary>
    DynamicArray,

    /// <summary><c>(T1,...,Tn)</c>, a struct; values are arrays of objects.</summary>
    Tuple,
}
