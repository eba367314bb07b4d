using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Chain;

/// <summary>A verifier, one model's key and its collection, as deployed.</summary>
/// <param name="Verifier">The verifier.</param>
/// <param name="VerifierGas">Gas of its deployment.</param>
/// <param name="Key">The data contract with the verifying key.</param>
/// <param name="KeyGas">Gas of its deployment.</param>
/// <param name="Collection">The collection.</param>
/// <param name="CollectionGas">Gas of its deployment.</param>
/// <param name="ChainId">The chain.</param>
internal sealed record CollectionDeployment(
    ZkStyleVerifier Verifier, ulong VerifierGas, Address Key, ulong KeyGas, StyleCollection Collection, ulong CollectionGas, ulong ChainId)
{
    /// <summary>Deploys the contracts of a model.</summary>
    /// <param name="sender">Who deploys and pays.</param>
    /// <param name="verifierArtifact">The compiled verifier.</param>
    /// <param name="collectionArtifact">The compiled collection.</param>
    /// <param name="key">The model's verifying key; its digest is registered with the collection for good.</param>
    /// <param name="name">The collection's name.</param>
    /// <param name="symbol">The collection's symbol.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The contracts.</returns>
    /// <exception cref="CommandException">The chain disagrees with this program about the key.</exception>
    public static async Task<CollectionDeployment> DeployAsync(
        TransactionSender sender, ContractArtifact verifierArtifact, ContractArtifact collectionArtifact, VerifyingKey key,
        string name, string symbol, CancellationToken cancellationToken)
    {
        var digest = new Bytes32(key.Digest);
        var (verifier, verifierReceipt) = await ZkStyleVerifier.DeployAsync(sender, verifierArtifact, cancellationToken).ConfigureAwait(false);
        var (keyAddress, keyReceipt) = await DataContract.DeployAsync(sender, key.ToBytes(), cancellationToken).ConfigureAwait(false);
        if (!await verifier.IsKeyAsync(keyAddress, cancellationToken).ConfigureAwait(false))
            throw new CommandException("the verifier contract does not read the verifying key; the contract's artifact belongs to another version of the constraint system, so build it again with npm run artifacts");
        var (collection, collectionReceipt) = await StyleCollection
            .DeployAsync(sender, collectionArtifact, name, symbol, verifier.Address, keyAddress, digest, cancellationToken).ConfigureAwait(false);
        return new CollectionDeployment(
            verifier, verifierReceipt.GasUsed, keyAddress, keyReceipt.GasUsed, collection, collectionReceipt.GasUsed,
            await sender.Client.GetChainIdAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The context a mint's proof must be made for.</summary>
    /// <param name="recipient">Who receives the token.</param>
    /// <param name="latent">The token's latent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The context, computed here and found equal on chain.</returns>
    /// <exception cref="CommandException">The collection computes another one.</exception>
    public async Task<Bytes32> ContextOfAsync(Address recipient, ReadOnlyMemory<byte> latent, CancellationToken cancellationToken)
    {
        var tokenId = StyleCollection.TokenIdOf(latent.Span);
        var context = StyleCollection.ContextOf(ChainId, Collection.Address, recipient, tokenId);
        var onChain = await Collection.ContextOfAsync(recipient, tokenId, cancellationToken).ConfigureAwait(false);
        return onChain == context
            ? context
            : throw new CommandException($"the collection {Collection.Address} expects context {onChain}, this program computes {context}; program and contract are of different versions");
    }
}
