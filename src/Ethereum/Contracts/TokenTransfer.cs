using System.Numerics;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>A token changed hands; from the zero address it was minted.</summary>
/// <param name="From">The owner before.</param>
/// <param name="To">The owner after.</param>
/// <param name="TokenId">The token.</param>
/// <param name="Entry">The log, which names block and transaction.</param>
public sealed record TokenTransfer(Address From, Address To, BigInteger TokenId, LogEntry Entry);
