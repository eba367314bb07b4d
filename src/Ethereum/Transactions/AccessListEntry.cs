using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Transactions;

/// <summary>An account, and slots of its storage, that a transaction announces it will touch (EIP-2930).</summary>
/// <param name="Address">The account.</param>
/// <param name="StorageKeys">The slots; may be none.</param>
public sealed record AccessListEntry(Address Address, IReadOnlyList<Bytes32> StorageKeys);
