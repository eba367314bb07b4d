using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Cli.Chain;

/// <summary>What a contract's execution cost inside a mined transaction, apart from calldata and other contracts' work.</summary>
internal static class ExecutionGas
{
    /// <summary>Asks the node to replay a transaction and finds the first call of a contract.</summary>
    /// <param name="client">A node that knows debug_traceTransaction, as anvil does.</param>
    /// <param name="transaction">The transaction's hash.</param>
    /// <param name="contract">The called contract.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The gas used inside the call.</returns>
    /// <exception cref="FormatException">The trace shows no such call.</exception>
    public static async Task<ulong> OfCallAsync(HttpRpcClient client, Bytes32 transaction, Address contract, CancellationToken cancellationToken)
    {
        var trace = await client.SendAsync(
            "debug_traceTransaction", [transaction.ToString(), new JsonObject { ["tracer"] = "callTracer" }], cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(trace);
        return Find(document.RootElement, contract)
            ?? throw new FormatException($"The trace of transaction {transaction} shows no call of {contract}.");
    }

    private static ulong? Find(JsonElement call, Address contract)
    {
        if (call.ValueKind != JsonValueKind.Object)
            return null;
        if (call.TryGetProperty("to", out var to) && to.ValueKind == JsonValueKind.String
            && Address.TryParse(to.GetString(), out var address) && address == contract
            && call.TryGetProperty("gasUsed", out var gas) && gas.GetString() is ['0', 'x', .. var digits])
            return ulong.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (!call.TryGetProperty("calls", out var calls) || calls.ValueKind != JsonValueKind.Array)
            return null;
        return calls.EnumerateArray().Select(inner => Find(inner, contract)).FirstOrDefault(found => found is not null);
    }
}
