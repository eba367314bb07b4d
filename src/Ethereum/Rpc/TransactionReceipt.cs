using System.Numerics;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>What became of a mined transaction.</summary>
/// <param name="TransactionHash">Its hash.</param>
/// <param name="BlockHash">Hash of the block that holds it.</param>
/// <param name="BlockNumber">Number of that block.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The recipient or called contract; null when it created a contract.</param>
/// <param name="ContractAddress">The created contract; null when it created none.</param>
/// <param name="Succeeded">Whether it did not revert.</param>
/// <param name="GasUsed">The gas it used.</param>
/// <param name="EffectiveGasPrice">What it paid, in wei a gas.</param>
/// <param name="Logs">What it logged; nothing when it reverted.</param>
public sealed record TransactionReceipt(
    Bytes32 TransactionHash,
    Bytes32 BlockHash,
    ulong BlockNumber,
    Address From,
    Address? To,
    Address? ContractAddress,
    bool Succeeded,
    ulong GasUsed,
    BigInteger EffectiveGasPrice,
    IReadOnlyList<LogEntry> Logs);
