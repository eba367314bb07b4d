using System.Numerics;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>A transaction as a node knows it, of any type.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The recipient or called contract; null when it creates a contract.</param>
/// <param name="Input">The calldata, or init code.</param>
/// <param name="Value">Wei transferred.</param>
/// <param name="Nonce">The sender's nonce.</param>
/// <param name="GasLimit">The most gas it may use.</param>
/// <param name="BlockNumber">The block that holds it; null while it waits.</param>
public sealed record TransactionInfo(
    Bytes32 Hash,
    Address From,
    Address? To,
    ReadOnlyMemory<byte> Input,
    BigInteger Value,
    ulong Nonce,
    ulong GasLimit,
    ulong? BlockNumber);
