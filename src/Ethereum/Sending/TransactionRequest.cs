using System.Numerics;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Sending;

/// <summary>What to send; nonce, gas and fees are found when it is sent.</summary>
public sealed record TransactionRequest
{
    /// <summary>The recipient or called contract; null to create a contract.</summary>
    public required Address? To { get; init; }

    /// <summary>The calldata, or a new contract's init code.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Wei to transfer.</summary>
    public BigInteger Value { get; init; }

    /// <summary>The gas limit; null to ask the node for an estimate, which fails early where the contract reverts.</summary>
    public ulong? GasLimit { get; init; }

    /// <summary>Errors the contract declares, to name the reason when it reverts.</summary>
    public IReadOnlyList<AbiError> Errors { get; init; } = [];
}
