using System.Numerics;
using System.Security.Cryptography;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Cli.Chain;

/// <summary>Reads a collection's tokens and their images. The node is foreign: an image counts only under the hash that the collection stored.</summary>
/// <param name="client">The node.</param>
/// <param name="collection">The collection.</param>
internal sealed class CollectionReader(HttpRpcClient client, StyleCollection collection)
{
    // Nodes bound how many blocks a search may span.
    private const ulong BlocksPerSearch = 5_000;

    /// <summary>Tokens minted up to a block, oldest first, with the owners they had there.</summary>
    /// <param name="first">The first block to search.</param>
    /// <param name="last">The last block to search.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The tokens.</returns>
    public async Task<IReadOnlyList<CollectionToken>> TokensAsync(ulong first, ulong last, CancellationToken cancellationToken)
    {
        var tokens = new Dictionary<BigInteger, CollectionToken>();
        for (var start = first; start <= last; start += BlocksPerSearch)
        {
            var end = Math.Min(last, start + (BlocksPerSearch - 1));
            var transfers = await collection.GetTransfersAsync(null, null, BlockTag.At(start), BlockTag.At(end), cancellationToken).ConfigureAwait(false);
            foreach (var transfer in transfers)
            {
                if (transfer.From == Address.Zero)
                    tokens[transfer.TokenId] = new(transfer.TokenId, transfer.To, transfer.Entry.BlockNumber, transfer.Entry.TransactionHash);
                else if (tokens.TryGetValue(transfer.TokenId, out var token))
                    tokens[transfer.TokenId] = token with { Owner = transfer.To };
            }

            if (end == last)
                break;
        }

        return [.. tokens.Values];
    }

    /// <summary>A token's image: as the collection keeps it, otherwise from the calldata of the transaction that minted it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="isStored">Whether the collection keeps images.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The image's bytes; null where another contract made the mint, whose calldata only it can read.</returns>
    /// <exception cref="CommandException">The node's image is not the one that was proven.</exception>
    public async Task<byte[]?> ImageAsync(CollectionToken token, bool isStored, CancellationToken cancellationToken)
    {
        var image = isStored
            ? await collection.Contract.CallAsync<byte[]>("imageOf", [token.TokenId], default, cancellationToken).ConfigureAwait(false)
            : await FromCalldataAsync(token, cancellationToken).ConfigureAwait(false);
        if (image is null)
            return null;
        var content = await collection.ContentOfAsync(token.TokenId, cancellationToken).ConfigureAwait(false);
        return content.ImageSha256 == new Bytes32(SHA256.HashData(image))
            ? image
            : throw new CommandException($"the image of token {Bytes32.FromInteger(token.TokenId)} is not the one whose hash the collection stored; ask another node with --rpc");
    }

    private async Task<byte[]?> FromCalldataAsync(CollectionToken token, CancellationToken cancellationToken)
    {
        var transaction = await client.GetTransactionAsync(token.Transaction, cancellationToken).ConfigureAwait(false)
            ?? throw new CommandException($"{client.Endpoint} does not know the mint transaction {token.Transaction}; ask a node that keeps old transactions with --rpc");
        var called = transaction.To == collection.Address ? transaction.Input : ReadOnlyMemory<byte>.Empty;
        return StyleCollection.MintsIn(called.Span)
            .Where(mint => StyleCollection.TokenIdOf(mint.Latent.Span) == token.TokenId)
            .Select(mint => mint.Image.ToArray()).FirstOrDefault();
    }
}
