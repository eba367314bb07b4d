using System.Numerics;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>A call to simulate or to estimate.</summary>
public sealed record CallRequest
{
    /// <summary>The caller; null leaves it to the node, which takes the zero address.</summary>
    public Address? From { get; init; }

    /// <summary>The called contract; null to create one.</summary>
    public Address? To { get; init; }

    /// <summary>The calldata, or init code.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Wei to transfer.</summary>
    public BigInteger Value { get; init; }

    /// <summary>The gas it may use; null leaves it to the node.</summary>
    public ulong? Gas { get; init; }
}
