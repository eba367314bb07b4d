using System.Globalization;
using System.Text.Json;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Cli.Chain;

/// <summary>A block up to which a chain is read, old enough not to be taken back.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash.</param>
internal sealed record SettledBlock(ulong Number, Bytes32 Hash)
{
    private const string Method = "eth_getBlockByNumber";

    /// <summary>Finds the newest such block.</summary>
    /// <param name="client">The node.</param>
    /// <param name="confirmations">Blocks that must stand upon it; null for the block that the chain calls finalized.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The block; the first one while the chain is shorter.</returns>
    /// <exception cref="RpcException">The node cannot be reached, has no such block, or answers nonsense.</exception>
    public static async Task<SettledBlock> FindAsync(HttpRpcClient client, ulong? confirmations, CancellationToken cancellationToken)
    {
        if (confirmations is not { } depth)
            return await ReadAsync(client, BlockTag.Finalized, cancellationToken).ConfigureAwait(false);
        var newest = await client.GetBlockNumberAsync(cancellationToken).ConfigureAwait(false);
        return await ReadAsync(client, BlockTag.At(newest - Math.Min(depth, newest)), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes sure that what was read up to this block is one history.</summary>
    /// <param name="client">The node.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CommandException">The block was taken back meanwhile.</exception>
    public async Task RequireStillThereAsync(HttpRpcClient client, CancellationToken cancellationToken)
    {
        if ((await ReadAsync(client, BlockTag.At(Number), cancellationToken).ConfigureAwait(false)).Hash != Hash)
            throw new CommandException($"block {Number} was replaced while the chain was read; run this again, or wait for more --confirmations");
    }

    private static async Task<SettledBlock> ReadAsync(HttpRpcClient client, BlockTag tag, CancellationToken cancellationToken)
    {
        var json = await client.SendAsync(Method, [tag.ToString(), false], cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(json);
        var block = document.RootElement;
        return block.ValueKind == JsonValueKind.Object
            && block.TryGetProperty("number", out var number) && number.ValueKind == JsonValueKind.String && number.GetString() is ['0', 'x', .. var digits]
            && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && block.TryGetProperty("hash", out var hash) && hash.ValueKind == JsonValueKind.String && Bytes32.TryParse(hash.GetString(), out var found)
            ? new SettledBlock(value, found)
            : throw new RpcException(Method, client.Endpoint, $"there is no block '{tag}'; name a number of --confirmations instead.");
    }
}
