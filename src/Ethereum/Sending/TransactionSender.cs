using System.Numerics;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Transactions;

namespace ZkStyle.Ethereum.Sending;

/// <summary>
/// Sends transactions of one account: finds nonce, gas and fees, signs, submits, waits, and explains failures.
/// Safe to share among threads; submissions of one sender take turns, so that each gets its own nonce.
/// </summary>
public sealed class TransactionSender : IDisposable
{
    private readonly Account _account;
    private readonly SendOptions _options;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ulong? _chainId;

    /// <summary>Creates a sender; nothing is asked of the node yet.</summary>
    /// <param name="client">The node.</param>
    /// <param name="account">The account; the caller keeps and disposes it.</param>
    /// <param name="options">Gas, fees and patience.</param>
    public TransactionSender(IRpcClient client, Account account, SendOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(account);
        Client = client;
        _account = account;
        _options = options ?? new SendOptions();
    }

    /// <summary>The node.</summary>
    public IRpcClient Client { get; }

    /// <summary>The sending account's address.</summary>
    public Address Address => _account.Address;

    /// <summary>Signs and submits a transaction, and does not wait for it.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Gives up before the submission.</param>
    /// <returns>The submitted transaction.</returns>
    /// <exception cref="ContractRevertedException">The contract would revert; nothing was sent.</exception>
    /// <exception cref="RpcException">The node cannot be reached or refuses, for instance for lack of funds.</exception>
    /// <exception cref="InvalidOperationException">Gas or fee exceeds the options' bounds; nothing was sent.</exception>
    public async Task<SignedTransaction> SubmitAsync(TransactionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var gasLimit = request.GasLimit ?? await EstimateAsync(request, cancellationToken).ConfigureAwait(false);
        if (gasLimit > _options.MaxGasLimit)
            throw new InvalidOperationException($"The transaction needs {gasLimit} gas, more than the {_options.MaxGasLimit} a transaction may use.");
        var (tip, fee) = await FindFeesAsync(cancellationToken).ConfigureAwait(false);
        _chainId ??= await Client.GetChainIdAsync(cancellationToken).ConfigureAwait(false);

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var signed = new FeeMarketTransaction
            {
                ChainId = _chainId.Value,
                Nonce = await Client.GetTransactionCountAsync(Address, BlockTag.Pending, cancellationToken).ConfigureAwait(false),
                MaxPriorityFeePerGas = tip,
                MaxFeePerGas = fee,
                GasLimit = gasLimit,
                To = request.To,
                Value = request.Value,
                Data = request.Data,
            }.Sign(_account);
            var hash = await Client.SendRawTransactionAsync(signed.Encoded, cancellationToken).ConfigureAwait(false);
            return hash == signed.Hash
                ? signed
                : throw new RpcException("eth_sendRawTransaction", Client.Endpoint, $"sent transaction {signed.Hash}, the node took it for {hash}.");
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Sends a transaction and waits until it is mined.</summary>
    /// <param name="request">What to send.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The receipt of a transaction that succeeded.</returns>
    /// <exception cref="TransactionFailedException">It was mined and failed.</exception>
    /// <exception cref="ContractRevertedException">The contract would revert; nothing was sent.</exception>
    /// <exception cref="RpcException">The node cannot be reached or refuses, for instance for lack of funds.</exception>
    /// <exception cref="InvalidOperationException">Gas or fee exceeds the options' bounds; nothing was sent.</exception>
    /// <exception cref="TimeoutException">It was not mined in time; it may be later.</exception>
    public async Task<TransactionReceipt> SendAsync(TransactionRequest request, CancellationToken cancellationToken = default)
    {
        var signed = await SubmitAsync(request, cancellationToken).ConfigureAwait(false);
        var receipt = await Client.WaitForReceiptAsync(signed.Hash, _options.ReceiptTimeout, cancellationToken).ConfigureAwait(false);
        if (receipt.Succeeded)
            return receipt;
        throw await ExplainAsync(request, signed, receipt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Transfers wei and waits until that is mined.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="value">How many wei.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The receipt.</returns>
    /// <exception cref="TransactionFailedException">It was mined and failed.</exception>
    /// <exception cref="RpcException">The node cannot be reached or refuses, for instance for lack of funds.</exception>
    /// <exception cref="TimeoutException">It was not mined in time; it may be later.</exception>
    public Task<TransactionReceipt> TransferAsync(Address to, BigInteger value, CancellationToken cancellationToken = default) =>
        SendAsync(new TransactionRequest { To = to, Value = value }, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private async Task<ulong> EstimateAsync(TransactionRequest request, CancellationToken cancellationToken)
    {
        ulong estimate;
        try
        {
            estimate = await Client.EstimateGasAsync(Simulation(request), cancellationToken).ConfigureAwait(false);
        }
        catch (ContractRevertedException e)
        {
            throw e.With(request.Errors);
        }

        // The margin gives way before the cap does: an estimate under the cap is sent.
        var withMargin = (UInt128)estimate * (uint)(100 + _options.GasMarginPercent) / 100;
        return estimate > _options.MaxGasLimit ? estimate : (ulong)UInt128.Min(withMargin, _options.MaxGasLimit);
    }

    /// <summary>Tip and whole fee: twice the next block's base fee lasts six full blocks, in each of which it may grow by 1/8.</summary>
    private async Task<(BigInteger Tip, BigInteger Fee)> FindFeesAsync(CancellationToken cancellationToken)
    {
        BigInteger tip;
        try
        {
            tip = await Client.GetMaxPriorityFeePerGasAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException e) when (e.Code == RpcException.MethodNotFound)
        {
            tip = _options.FallbackTip;
        }

        var history = await Client.GetFeeHistoryAsync(1, BlockTag.Latest, [], cancellationToken).ConfigureAwait(false);
        var baseFee = history.BaseFeePerGas[^1];
        var fee = 2 * baseFee + tip;
        if (_options.FeeCeiling is { } ceiling && fee > ceiling)
        {
            if (baseFee + tip > ceiling)
                throw new InvalidOperationException($"The chain asks {baseFee + tip} wei a gas, more than the ceiling of {ceiling}; wait or raise it.");
            fee = ceiling;
        }

        return (tip, fee);
    }

    private async Task<TransactionFailedException> ExplainAsync(
        TransactionRequest request, SignedTransaction signed, TransactionReceipt receipt, CancellationToken cancellationToken)
    {
        var replay = Simulation(request) with { Gas = signed.Transaction.GasLimit };
        // Receipts hold no reason. The state the transaction met lies between the two blocks' ends.
        foreach (var block in (ulong[])[receipt.BlockNumber - Math.Min(receipt.BlockNumber, 1), receipt.BlockNumber])
        {
            try
            {
                await Client.CallAsync(replay, BlockTag.At(block), cancellationToken).ConfigureAwait(false);
            }
            catch (ContractRevertedException e)
            {
                var reason = e.With(request.Errors).Reason;
                return new(receipt, $"the contract reverted: {reason}", reason);
            }
            catch (RpcException)
            {
                // A node without that block's state, or one that reports running out of gas in its own words.
            }
        }

        return new(receipt, receipt.GasUsed == signed.Transaction.GasLimit
            ? $"it used up its {receipt.GasUsed} gas"
            : "the contract reverted, and does not when the call is repeated");
    }

    private CallRequest Simulation(TransactionRequest request) =>
        new() { From = Address, To = request.To, Data = request.Data, Value = request.Value };
}
