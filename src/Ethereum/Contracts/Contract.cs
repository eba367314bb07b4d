using System.Numerics;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>A contract at an address, spoken to by the names of its interface. Safe to share among threads.</summary>
public sealed class Contract
{
    /// <summary>Creates a handle; nothing is asked of the node.</summary>
    /// <param name="client">The node.</param>
    /// <param name="address">Where the contract is.</param>
    /// <param name="abi">Its interface.</param>
    public Contract(IRpcClient client, Address address, ContractAbi abi)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(abi);
        Client = client;
        Address = address;
        Abi = abi;
    }

    /// <summary>The node.</summary>
    public IRpcClient Client { get; }

    /// <summary>Where the contract is.</summary>
    public Address Address { get; }

    /// <summary>Its interface.</summary>
    public ContractAbi Abi { get; }

    /// <summary>Deploys a contract and waits until it is there.</summary>
    /// <param name="sender">Who deploys and pays.</param>
    /// <param name="artifact">The compiled contract.</param>
    /// <param name="constructorArguments">One value an argument, as <see cref="AbiEncoder"/> takes them.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The contract and the deployment's receipt.</returns>
    /// <exception cref="ArgumentException">An argument does not fit the constructor.</exception>
    /// <exception cref="InvalidOperationException">The contract cannot be deployed: no code, or too much.</exception>
    /// <remarks>Otherwise fails as <see cref="TransactionSender.SendAsync"/> does.</remarks>
    public static async Task<Deployment<Contract>> DeployAsync(
        TransactionSender sender, ContractArtifact artifact, IReadOnlyList<object> constructorArguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(artifact);
        var receipt = await sender.SendAsync(
            new TransactionRequest { To = null, Data = artifact.EncodeDeployment(constructorArguments), Errors = artifact.Abi.Errors },
            cancellationToken).ConfigureAwait(false);
        var address = await RequireCreatedAsync(sender.Client, receipt, artifact.Name, cancellationToken).ConfigureAwait(false);
        return new(new Contract(sender.Client, address, artifact.Abi), receipt);
    }

    /// <summary>Calls a function without a transaction.</summary>
    /// <param name="function">Its name, or its signature where several share the name.</param>
    /// <param name="arguments">One value an argument.</param>
    /// <param name="block">At which block's end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One value a result, of the types that <see cref="AbiKind"/> states.</returns>
    /// <exception cref="ArgumentException">No such function, or an argument does not fit.</exception>
    /// <exception cref="ContractRevertedException">The contract reverted.</exception>
    /// <exception cref="FormatException">The results are not of the function's types.</exception>
    /// <exception cref="RpcException">The node cannot be reached, refuses, or answers nonsense.</exception>
    public async Task<object[]> CallAsync(
        string function, IReadOnlyList<object> arguments, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        var called = Abi.Function(function);
        var request = new CallRequest { To = Address, Data = called.EncodeCall(arguments) };
        byte[] result;
        try
        {
            result = await Client.CallAsync(request, block, cancellationToken).ConfigureAwait(false);
        }
        catch (ContractRevertedException e)
        {
            throw e.With(Abi.Errors);
        }

        // An account without code answers every call with nothing.
        if (result.Length == 0 && called.Outputs.Count > 0)
            throw new FormatException($"{Address} answers {called.Name} with nothing: there is no such contract at {Client.Endpoint}.");
        return called.DecodeResult(result);
    }

    /// <summary>Calls a function that has one result.</summary>
    /// <typeparam name="T">The type that <see cref="AbiKind"/> states for the result.</typeparam>
    /// <inheritdoc cref="CallAsync(string, IReadOnlyList{object}, BlockTag, CancellationToken)"/>
    /// <returns>The result.</returns>
    public async Task<T> CallAsync<T>(
        string function, IReadOnlyList<object> arguments, BlockTag block = default, CancellationToken cancellationToken = default)
    {
        var results = await CallAsync(function, arguments, block, cancellationToken).ConfigureAwait(false);
        return results is [T result]
            ? result
            : throw new ArgumentException($"{function} has not one result of type {typeof(T).Name}.", nameof(function));
    }

    /// <summary>Calls a function in a transaction and waits until it is mined.</summary>
    /// <param name="sender">Who calls and pays.</param>
    /// <param name="function">Its name, or its signature where several share the name.</param>
    /// <param name="arguments">One value an argument.</param>
    /// <param name="value">Wei to transfer along.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The receipt of a transaction that succeeded.</returns>
    /// <exception cref="ArgumentException">No such function, or an argument does not fit.</exception>
    /// <remarks>Otherwise fails as <see cref="TransactionSender.SendAsync"/> does.</remarks>
    public Task<TransactionReceipt> SendAsync(
        TransactionSender sender, string function, IReadOnlyList<object> arguments, BigInteger value = default, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        return sender.SendAsync(
            new TransactionRequest { To = Address, Data = Abi.Function(function).EncodeCall(arguments), Value = value, Errors = Abi.Errors },
            cancellationToken);
    }

    /// <summary>This contract's events among logs, in their order; other contracts' logs and unknown events are left out.</summary>
    /// <param name="logs">The logs, for instance of a receipt.</param>
    /// <returns>The events.</returns>
    /// <exception cref="FormatException">A log names an event of the interface and does not hold its fields.</exception>
    public IReadOnlyList<ContractLog> DecodeLogs(IEnumerable<LogEntry> logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        var decoded = new List<ContractLog>();
        foreach (var entry in logs)
        {
            if (entry.Address == Address && Abi.TryFindLogged(entry.Topics, out var logged))
                decoded.Add(new(logged, logged.Decode(entry.Topics, entry.Data.Span), entry));
        }

        return decoded;
    }

    /// <summary>Lists this contract's logs of one event.</summary>
    /// <param name="eventName">The event's name, or its signature where several share the name.</param>
    /// <param name="indexed">Values of its first indexed fields; null for any.</param>
    /// <param name="fromBlock">The first block to search.</param>
    /// <param name="toBlock">The last block to search.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The events, oldest first.</returns>
    /// <exception cref="ArgumentException">No such event, or a value does not fit its field.</exception>
    /// <exception cref="FormatException">A log does not hold the event's fields.</exception>
    /// <exception cref="RpcException">The node cannot be reached, refuses, or answers nonsense.</exception>
    public async Task<IReadOnlyList<ContractLog>> GetLogsAsync(
        string eventName, IReadOnlyList<object?> indexed, BlockTag fromBlock, BlockTag toBlock, CancellationToken cancellationToken = default)
    {
        var filter = new LogFilter
        {
            FromBlock = fromBlock,
            ToBlock = toBlock,
            Addresses = [Address],
            Topics = Abi.Event(eventName).EncodeTopics(indexed),
        };
        return DecodeLogs(await Client.GetLogsAsync(filter, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The address of the contract a transaction created, once its code is known to be there.</summary>
    internal static async Task<Address> RequireCreatedAsync(
        IRpcClient client, TransactionReceipt receipt, string name, CancellationToken cancellationToken)
    {
        if (receipt.ContractAddress is not { } address)
            throw new RpcException("eth_getTransactionReceipt", client.Endpoint, $"the receipt of {name}'s deployment names no contract.");
        var code = await client.GetCodeAsync(address, BlockTag.Latest, cancellationToken).ConfigureAwait(false);
        return code.Length > 0
            ? address
            : throw new TransactionFailedException(receipt, $"the deployment of {name} left no code at {address}");
    }
}
