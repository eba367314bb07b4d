using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>A log that a contract left in a mined transaction.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Topics">Zero to four topics.</param>
/// <param name="Data">The data.</param>
/// <param name="BlockNumber">The block.</param>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="LogIndex">Position among all logs of the block.</param>
public sealed record LogEntry(
    Address Address,
    IReadOnlyList<Bytes32> Topics,
    ReadOnlyMemory<byte> Data,
    ulong BlockNumber,
    Bytes32 TransactionHash,
    ulong LogIndex);
