using System.Numerics;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>Fees of recent blocks.</summary>
/// <param name="OldestBlock">The first block described.</param>
/// <param name="BaseFeePerGas">Base fees in wei a gas, of the blocks described and, last, of the block after them.</param>
/// <param name="Rewards">For each block described, the tips at the percentiles asked for; empty when none were.</param>
public sealed record FeeHistory(
    ulong OldestBlock,
    IReadOnlyList<BigInteger> BaseFeePerGas,
    IReadOnlyList<IReadOnlyList<BigInteger>> Rewards);
