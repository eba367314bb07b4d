using System.Numerics;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>A model that was just registered.</summary>
/// <param name="ModelId">The model's number.</param>
/// <param name="Receipt">The receipt of its registration.</param>
public sealed record Registration(BigInteger ModelId, TransactionReceipt Receipt);
