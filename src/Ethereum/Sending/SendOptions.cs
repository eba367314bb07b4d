using System.Numerics;

namespace ZkStyle.Ethereum.Sending;

/// <summary>How a <see cref="TransactionSender"/> sets gas and fees, and how long it waits.</summary>
public sealed record SendOptions
{
    /// <summary>What to add to the node's estimate of gas, in percent of it: state may change before the block.</summary>
    public int GasMarginPercent { get; init; } = 20;

    /// <summary>The most gas a transaction may use; by default the protocol's cap of 2^24 (EIP-7825).</summary>
    public ulong MaxGasLimit { get; init; } = 1 << 24;

    /// <summary>The highest fee to agree to, in wei a gas; null for no such bound.</summary>
    public BigInteger? FeeCeiling { get; init; }

    /// <summary>The tip where the node has no suggestion, in wei a gas.</summary>
    public BigInteger FallbackTip { get; init; } = 1_000_000_000;

    /// <summary>How long to wait for a transaction to be mined.</summary>
    public TimeSpan ReceiptTimeout { get; init; } = TimeSpan.FromMinutes(3);
}
