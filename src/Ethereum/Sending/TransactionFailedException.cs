using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Ethereum.Sending;

/// <summary>A transaction was mined and failed. The message names the transaction, its block, and the reason if it was found.</summary>
public sealed class TransactionFailedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="problem">What went wrong.</param>
    /// <param name="reason">Why the contract reverted, if that was found.</param>
    public TransactionFailedException(TransactionReceipt receipt, string problem, RevertReason? reason = null)
        : base($"Transaction {receipt?.TransactionHash} failed in block {receipt?.BlockNumber}: {problem}.")
    {
        ArgumentNullException.ThrowIfNull(receipt);
        Receipt = receipt;
        Reason = reason;
    }

    /// <summary>The receipt.</summary>
    public TransactionReceipt Receipt { get; }

    /// <summary>Why the contract reverted; null when no replay showed it.</summary>
    public RevertReason? Reason { get; }
}
