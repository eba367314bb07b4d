using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Cli.Chain;

/// <summary>What a mint's proof is made for.</summary>
internal static class MintContext
{
    /// <summary>The context a mint's proof must be made for.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="recipient">Who receives the token.</param>
    /// <param name="latent">The token's latent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The context, computed here and found equal on chain.</returns>
    /// <exception cref="CommandException">The collection computes another one.</exception>
    public static async Task<Bytes32> OfAsync(
        StyleCollection collection, ulong chainId, Address recipient, ReadOnlyMemory<byte> latent, CancellationToken cancellationToken)
    {
        var tokenId = StyleCollection.TokenIdOf(latent.Span);
        var context = StyleCollection.ContextOf(chainId, collection.Address, recipient, tokenId);
        var onChain = await collection.ContextOfAsync(recipient, tokenId, cancellationToken).ConfigureAwait(false);
        return onChain == context
            ? context
            : throw new CommandException($"the collection {collection.Address} expects context {onChain}, this program computes {context}; program and contract are of different versions");
    }
}
