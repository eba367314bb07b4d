using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;

namespace ZkStyle.Cli.Chain;

/// <summary>A token, read back from the chain after its mint.</summary>
/// <param name="TokenId">The token, 0x and 64 hexadecimal digits.</param>
/// <param name="Owner">Its owner.</param>
/// <param name="Name">Its name by its metadata.</param>
/// <param name="TokenUri">Its metadata, a data URI.</param>
/// <param name="Cid">Its image's content identifier.</param>
/// <param name="Transaction">The mint transaction.</param>
/// <param name="Block">Its block.</param>
/// <param name="GasUsed">Gas of the receipt.</param>
/// <param name="CalldataBytes">Bytes of the transaction's calldata.</param>
/// <param name="VerificationGas">Gas that the verifier's execution used in it.</param>
internal sealed record MintedToken(
    string TokenId, string Owner, string Name, string TokenUri, string Cid, string Transaction, ulong Block, ulong GasUsed,
    int CalldataBytes, ulong VerificationGas)
{
    private const string MetadataPrefix = "data:application/json;base64,";

    /// <summary>Reads a token back and compares it with what was meant to be minted.</summary>
    /// <param name="client">A node that can trace.</param>
    /// <param name="deployment">The contracts.</param>
    /// <param name="mint">The mint.</param>
    /// <param name="recipient">Who must own the token.</param>
    /// <param name="planes">The image that the mint transaction's calldata must hold.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the chain says.</returns>
    /// <exception cref="CommandException">The chain says something else than was minted.</exception>
    public static async Task<MintedToken> ReadAsync(
        HttpRpcClient client, CollectionDeployment deployment, Mint mint, Address recipient, ReadOnlyMemory<byte> planes, CancellationToken cancellationToken)
    {
        var collection = deployment.Collection;
        var hash = mint.Receipt.TransactionHash;
        var transaction = await client.GetTransactionAsync(hash, cancellationToken).ConfigureAwait(false)
            ?? throw new CommandException($"the node does not know the mint transaction {hash} it has just mined");
        var call = StyleCollection.DecodeMint(transaction.Input.Span);
        Require(call.Image.Span.SequenceEqual(planes.Span), "the image in the mint transaction's calldata is not the decoded one");

        var owner = await collection.OwnerOfAsync(mint.TokenId, cancellationToken).ConfigureAwait(false);
        Require(owner == recipient, $"the token belongs to {owner}, not to {recipient}");
        var content = await collection.ContentOfAsync(mint.TokenId, cancellationToken).ConfigureAwait(false);
        Require(content.ImageSha256 == new Bytes32(SHA256.HashData(planes.Span)), "the collection remembers another image's hash");
        var uri = await collection.TokenUriAsync(mint.TokenId, cancellationToken).ConfigureAwait(false);
        return new MintedToken(
            Bytes32.FromInteger(mint.TokenId).ToString(), owner.ToString(), NameIn(uri), uri,
            await collection.CidOfAsync(mint.TokenId, cancellationToken).ConfigureAwait(false),
            hash.ToString(), mint.Receipt.BlockNumber, mint.Receipt.GasUsed, transaction.Input.Length,
            await ExecutionGas.OfCallAsync(client, hash, deployment.Verifier.Address, cancellationToken).ConfigureAwait(false));
    }

    private static string NameIn(string uri)
    {
        Require(uri.StartsWith(MetadataPrefix, StringComparison.Ordinal), "the token's metadata is no data URI");
        using var metadata = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(uri[MetadataPrefix.Length..])));
        return metadata.RootElement.GetProperty("name").GetString() ?? "";
    }

    private static void Require(bool holds, string problem)
    {
        if (!holds)
            throw new CommandException($"the mint went wrong: {problem}");
    }
}
