using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>What follows from a node's methods.</summary>
public static class RpcClientExtensions
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);

    /// <summary>Waits until a transaction is mined. It asks again after 20 ms, then ever less often, at last every 2 s.</summary>
    /// <param name="client">The node.</param>
    /// <param name="hash">The transaction's hash.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Gives up waiting; the transaction may be mined all the same.</param>
    /// <returns>The receipt, of success or failure.</returns>
    /// <exception cref="TimeoutException">It was not mined in time; it may be later.</exception>
    /// <exception cref="RpcException">The node cannot be reached, refuses, or answers nonsense.</exception>
    public static async Task<TransactionReceipt> WaitForReceiptAsync(
        this IRpcClient client, Bytes32 hash, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var pause = s_firstPause; ; pause = Shorter(pause * 1.5, s_longestPause))
        {
            if (await client.GetTransactionReceiptAsync(hash, cancellationToken).ConfigureAwait(false) is { } receipt)
                return receipt;
            var left = timeout - System.Diagnostics.Stopwatch.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                throw new TimeoutException($"Transaction {hash} was not mined within {timeout.TotalSeconds:0.###} s at {client.Endpoint}; it may be mined later.");
            await Task.Delay(Shorter(pause, left), cancellationToken).ConfigureAwait(false);
        }

        static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
    }
}
