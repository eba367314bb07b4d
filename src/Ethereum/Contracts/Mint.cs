using System.Numerics;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>A token that was just minted.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="Receipt">The receipt of its mint.</param>
public sealed record Mint(BigInteger TokenId, TransactionReceipt Receipt);
