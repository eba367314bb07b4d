using System.Numerics;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>
/// What the product asks of an Ethereum node. The one place where another Ethereum library would be put in.
/// </summary>
/// <remarks>
/// Every method throws <see cref="RpcException"/> when the node cannot be reached, refuses, or answers
/// nonsense; the calls that simulate throw <see cref="ContractRevertedException"/> when the contract reverts.
/// </remarks>
public interface IRpcClient
{
    /// <summary>The node as messages name it, without path or credentials.</summary>
    string Endpoint { get; }

    /// <summary><c>eth_chainId</c>.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The chain's identifier.</returns>
    Task<ulong> GetChainIdAsync(CancellationToken cancellationToken = default);

    /// <summary><c>eth_blockNumber</c>.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Number of the newest block.</returns>
    Task<ulong> GetBlockNumberAsync(CancellationToken cancellationToken = default);

    /// <summary><c>eth_getBalance</c>.</summary>
    /// <param name="address">The account.</param>
    /// <param name="block">At which block's end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The balance in wei.</returns>
    Task<BigInteger> GetBalanceAsync(Address address, BlockTag block = default, CancellationToken cancellationToken = default);

    /// <summary><c>eth_getTransactionCount</c>.</summary>
    /// <param name="address">The account.</param>
    /// <param name="block">At which block's end; <see cref="BlockTag.Pending"/> counts waiting transactions too.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The account's next nonce.</returns>
    Task<ulong> GetTransactionCountAsync(Address address, BlockTag block = default, CancellationToken cancellationToken = default);

    /// <summary><c>eth_getCode</c>.</summary>
    /// <param name="address">The account.</param>
    /// <param name="block">At which block's end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The code; empty when the account is no contract.</returns>
    Task<byte[]> GetCodeAsync(Address address, BlockTag block = default, CancellationToken cancellationToken = default);

    /// <summary><c>eth_call</c>: runs a call without a transaction.</summary>
    /// <param name="request">The call.</param>
    /// <param name="block">At which block's end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the call returned.</returns>
    /// <exception cref="ContractRevertedException">The contract reverted.</exception>
    Task<byte[]> CallAsync(CallRequest request, BlockTag block = default, CancellationToken cancellationToken = default);

    /// <summary><c>eth_estimateGas</c>.</summary>
    /// <param name="request">The call.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The gas a transaction with this call needs.</returns>
    /// <exception cref="ContractRevertedException">The contract reverted.</exception>
    Task<ulong> EstimateGasAsync(CallRequest request, CancellationToken cancellationToken = default);

    /// <summary><c>eth_gasPrice</c>.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The node's suggestion for a legacy transaction, in wei a gas.</returns>
    Task<BigInteger> GetGasPriceAsync(CancellationToken cancellationToken = default);

    /// <summary><c>eth_maxPriorityFeePerGas</c>.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The node's suggestion for a tip, in wei a gas.</returns>
    Task<BigInteger> GetMaxPriorityFeePerGasAsync(CancellationToken cancellationToken = default);

    /// <summary><c>eth_feeHistory</c>.</summary>
    /// <param name="blockCount">How many blocks to describe, 1 to 1024.</param>
    /// <param name="newestBlock">The last of them.</param>
    /// <param name="rewardPercentiles">Percentiles of gas, ascending in 0..100, at which to report tips; may be none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The fees.</returns>
    Task<FeeHistory> GetFeeHistoryAsync(
        int blockCount, BlockTag newestBlock, IReadOnlyList<double> rewardPercentiles, CancellationToken cancellationToken = default);

    /// <summary><c>eth_sendRawTransaction</c>.</summary>
    /// <param name="encoded">A signed transaction.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The hash the node knows it by.</returns>
    Task<Bytes32> SendRawTransactionAsync(ReadOnlyMemory<byte> encoded, CancellationToken cancellationToken = default);

    /// <summary><c>eth_getTransactionByHash</c>.</summary>
    /// <param name="hash">The transaction's hash.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The transaction, or null when the node knows none.</returns>
    Task<TransactionInfo?> GetTransactionAsync(Bytes32 hash, CancellationToken cancellationToken = default);

    /// <summary><c>eth_getTransactionReceipt</c>.</summary>
    /// <param name="hash">The transaction's hash.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The receipt, or null while the transaction is not mined.</returns>
    Task<TransactionReceipt?> GetTransactionReceiptAsync(Bytes32 hash, CancellationToken cancellationToken = default);

    /// <summary><c>eth_getLogs</c>.</summary>
    /// <param name="filter">Which logs.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The logs, oldest first.</returns>
    Task<IReadOnlyList<LogEntry>> GetLogsAsync(LogFilter filter, CancellationToken cancellationToken = default);
}
