using System.Numerics;
using System.Text.Json.Nodes;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Rpc;

/// <summary>A node spoken to by JSON-RPC over HTTP. Safe to share among threads.</summary>
/// <remarks>Source: Ethereum execution APIs (JSON-RPC specification).</remarks>
public sealed class HttpRpcClient : IRpcClient, IDisposable
{
    private readonly JsonRpcConnection _connection;

    /// <summary>Creates a client; nothing is sent yet.</summary>
    /// <param name="endpoint">The node's http or https URL.</param>
    /// <param name="options">Bounds on each exchange.</param>
    /// <param name="handler">What carries the requests; null for sockets. Disposed with the client.</param>
    /// <exception cref="ArgumentException">The endpoint is not such a URL.</exception>
    public HttpRpcClient(Uri endpoint, RpcOptions? options = null, HttpMessageHandler? handler = null) =>
        _connection = new(endpoint, options ?? new RpcOptions(), handler);

    /// <inheritdoc/>
    public string Endpoint => _connection.Endpoint;

    /// <inheritdoc/>
    public Task<ulong> GetChainIdAsync(CancellationToken cancellationToken = default) =>
        Request("eth_chainId", [], v => v.ToUInt64(), cancellationToken);

    /// <inheritdoc/>
    public Task<ulong> GetBlockNumberAsync(CancellationToken cancellationToken = default) =>
        Request("eth_blockNumber", [], v => v.ToUInt64(), cancellationToken);

    /// <inheritdoc/>
    public Task<BigInteger> GetBalanceAsync(Address address, BlockTag block = default, CancellationToken cancellationToken = default) =>
        Request("eth_getBalance", [Json(address), Json(block)], v => v.ToQuantity(), cancellationToken);

    /// <inheritdoc/>
    public Task<ulong> GetTransactionCountAsync(Address address, BlockTag block = default, CancellationToken cancellationToken = default) =>
        Request("eth_getTransactionCount", [Json(address), Json(block)], v => v.ToUInt64(), cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]> GetCodeAsync(Address address, BlockTag block = default, CancellationToken cancellationToken = default) =>
        Request("eth_getCode", [Json(address), Json(block)], v => v.ToBytes(), cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]> CallAsync(CallRequest request, BlockTag block = default, CancellationToken cancellationToken = default) =>
        Request("eth_call", [Json(request), Json(block)], v => v.ToBytes(), cancellationToken);

    /// <inheritdoc/>
    public Task<ulong> EstimateGasAsync(CallRequest request, CancellationToken cancellationToken = default) =>
        Request("eth_estimateGas", [Json(request)], v => v.ToUInt64(), cancellationToken);

    /// <inheritdoc/>
    public Task<BigInteger> GetGasPriceAsync(CancellationToken cancellationToken = default) =>
        Request("eth_gasPrice", [], v => v.ToQuantity(), cancellationToken);

    /// <inheritdoc/>
    public Task<BigInteger> GetMaxPriorityFeePerGasAsync(CancellationToken cancellationToken = default) =>
        Request("eth_maxPriorityFeePerGas", [], v => v.ToQuantity(), cancellationToken);

    /// <inheritdoc/>
    public Task<FeeHistory> GetFeeHistoryAsync(
        int blockCount, BlockTag newestBlock, IReadOnlyList<double> rewardPercentiles, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rewardPercentiles);
        ArgumentOutOfRangeException.ThrowIfLessThan(blockCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(blockCount, 1024);
        JsonArray percentiles = [.. rewardPercentiles.Select(p => (JsonNode?)JsonValue.Create(p))];
        return Request("eth_feeHistory", [Quantity.Format(blockCount), Json(newestBlock), percentiles], ReadFeeHistory, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Bytes32> SendRawTransactionAsync(ReadOnlyMemory<byte> encoded, CancellationToken cancellationToken = default) =>
        Request("eth_sendRawTransaction", [Hex.Format(encoded.Span)], v => v.ToBytes32(), cancellationToken);

    /// <inheritdoc/>
    public Task<TransactionInfo?> GetTransactionAsync(Bytes32 hash, CancellationToken cancellationToken = default) =>
        Request("eth_getTransactionByHash", [Json(hash)], v => v.IsNull ? null : ReadTransaction(v, hash), cancellationToken);

    /// <inheritdoc/>
    public Task<TransactionReceipt?> GetTransactionReceiptAsync(Bytes32 hash, CancellationToken cancellationToken = default) =>
        Request("eth_getTransactionReceipt", [Json(hash)], v => v.IsNull ? null : ReadReceipt(v, hash), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEntry>> GetLogsAsync(LogFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var json = new JsonObject
        {
            ["fromBlock"] = Json(filter.FromBlock),
            ["toBlock"] = Json(filter.ToBlock),
            ["topics"] = new JsonArray([.. filter.Topics.Select(t => t is { } topic ? Json(topic) : null)]),
        };
        if (filter.Addresses.Count > 0)
            json["address"] = new JsonArray([.. filter.Addresses.Select(Json)]);
        return Request("eth_getLogs", [json], v => v.ToList(ReadLog), cancellationToken);
    }

    /// <summary>Sends any request, for instance one that only development nodes know.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer's result as JSON text.</returns>
    /// <exception cref="RpcException">The node cannot be reached, refuses, or answers nonsense.</exception>
    public Task<string> SendAsync(string method, JsonArray parameters, CancellationToken cancellationToken = default) =>
        Request(method, parameters, v => v.ToJson(), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private Task<T> Request<T>(string method, JsonArray parameters, Func<RpcValue, T> read, CancellationToken cancellationToken) =>
        _connection.RequestAsync(method, parameters, read, cancellationToken);

    private static JsonValue Json<T>(T value) where T : struct => JsonValue.Create(value.ToString()!);

    private static JsonObject Json(CallRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var json = new JsonObject { ["input"] = Hex.Format(request.Data.Span) };
        if (request.From is { } from)
            json["from"] = Json(from);
        if (request.To is { } to)
            json["to"] = Json(to);
        if (!request.Value.IsZero)
            json["value"] = Quantity.Format(request.Value);
        if (request.Gas is { } gas)
            json["gas"] = Quantity.Format(gas);
        return json;
    }

    private static FeeHistory ReadFeeHistory(RpcValue value)
    {
        var baseFees = value["baseFeePerGas"].ToList(fee => fee.ToQuantity());
        if (baseFees.Count == 0)
            throw value.Fail("result.baseFeePerGas is empty");
        return new(
            value["oldestBlock"].ToUInt64(),
            baseFees,
            value.Optional("reward")?.ToList(block => block.ToList(tip => tip.ToQuantity())) ?? []);
    }

    private static TransactionInfo ReadTransaction(RpcValue value, Bytes32 hash) => new(
        RequireHash(value["hash"], hash),
        value["from"].ToAddress(),
        value.Optional("to")?.ToAddress(),
        value["input"].ToBytes(),
        value["value"].ToQuantity(),
        value["nonce"].ToUInt64(),
        value["gas"].ToUInt64(),
        value.Optional("blockNumber")?.ToUInt64());

    private static TransactionReceipt ReadReceipt(RpcValue value, Bytes32 hash) => new(
        RequireHash(value["transactionHash"], hash),
        value["blockHash"].ToBytes32(),
        value["blockNumber"].ToUInt64(),
        value["from"].ToAddress(),
        value.Optional("to")?.ToAddress(),
        value.Optional("contractAddress")?.ToAddress(),
        value["status"].ToStatus(),
        value["gasUsed"].ToUInt64(),
        value["effectiveGasPrice"].ToQuantity(),
        value["logs"].ToList(ReadLog));

    private static LogEntry ReadLog(RpcValue value)
    {
        var topics = value["topics"].ToList(topic => topic.ToBytes32());
        if (topics.Count > Abi.AbiEvent.MaxTopics)
            throw value.Fail($"a log has {topics.Count} topics");
        return new(
            value["address"].ToAddress(),
            topics,
            value["data"].ToBytes(),
            value["blockNumber"].ToUInt64(),
            value["transactionHash"].ToBytes32(),
            value["logIndex"].ToUInt64());
    }

    private static Bytes32 RequireHash(RpcValue value, Bytes32 expected)
    {
        var hash = value.ToBytes32();
        return hash == expected ? hash : throw value.Fail($"asked for {expected}, the answer is about {hash}");
    }
}
