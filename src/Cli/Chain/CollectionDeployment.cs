using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Prover.Plonk;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Chain;

/// <summary>A verifier, one model's key and its collection, as deployed.</summary>
/// <param name="Verifier">The verifier.</param>
/// <param name="VerifierGas">Gas of its deployment.</param>
/// <param name="Key">The data contract with the verifying key.</param>
/// <param name="KeyGas">Gas of its deployment.</param>
/// <param name="Registry">The registry.</param>
/// <param name="RegistryGas">Gas of its deployment and of the model's registration.</param>
/// <param name="Collection">The collection.</param>
/// <param name="CollectionGas">Gas of its deployment.</param>
/// <param name="ChainId">The chain.</param>
internal sealed record CollectionDeployment(
    ZkStyleVerifier Verifier, ulong VerifierGas, Address Key, ulong KeyGas, ModelRegistry Registry, ulong RegistryGas,
    StyleCollection Collection, ulong CollectionGas, ulong ChainId)
{
    // What the demonstration's model asks of sales. Its recipient is the deployer; no creators are registered.
    private const ushort RoyaltyBps = 500;
    private const string Licence = "CC0-1.0";

    /// <summary>Deploys the contracts of a model: verifier, key, registry with the model in it, free collection.</summary>
    /// <param name="sender">Who deploys and pays, and owns model and collection.</param>
    /// <param name="verifierArtifact">The compiled verifier.</param>
    /// <param name="registryArtifact">The compiled registry.</param>
    /// <param name="collectionArtifact">The compiled collection.</param>
    /// <param name="model">The model.</param>
    /// <param name="key">The model's verifying key; its digest is registered with the model for good.</param>
    /// <param name="name">The collection's name.</param>
    /// <param name="symbol">The collection's symbol.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The contracts.</returns>
    /// <exception cref="CommandException">The chain disagrees with this program about the key.</exception>
    public static async Task<CollectionDeployment> DeployAsync(
        TransactionSender sender, ContractArtifact verifierArtifact, ContractArtifact registryArtifact, ContractArtifact collectionArtifact,
        StyleModel model, VerifyingKey key, string name, string symbol, CancellationToken cancellationToken)
    {
        var digest = new Bytes32(key.Digest);
        var contracts = await ModelContracts.DeployAsync(sender, verifierArtifact, registryArtifact, key, cancellationToken).ConfigureAwait(false);
        var registry = contracts.Registry;
        var description = ModelDescription.Of(model, digest, name, Licence, new(sender.Address, RoyaltyBps, 0, 0, default));
        var (modelId, registration) = await registry.RegisterAsync(sender, description, contracts.Key, cancellationToken).ConfigureAwait(false);
        var settings = new CollectionSettings
        {
            Name = name,
            Symbol = symbol,
            Registry = registry.Address,
            ModelId = modelId,
            KeyDigest = digest,
            Owner = sender.Address,
            Treasury = sender.Address,
        };
        var (collection, collectionReceipt) = await StyleCollection.DeployAsync(sender, collectionArtifact, settings, cancellationToken).ConfigureAwait(false);
        return new CollectionDeployment(
            contracts.Verifier, contracts.VerifierGas, contracts.Key, contracts.KeyGas, registry, contracts.RegistryGas + registration.GasUsed,
            collection, collectionReceipt.GasUsed, contracts.ChainId);
    }

    /// <summary>The context a mint's proof must be made for.</summary>
    /// <param name="recipient">Who receives the token.</param>
    /// <param name="latent">The token's latent.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The context, computed here and found equal on chain.</returns>
    /// <exception cref="CommandException">The collection computes another one.</exception>
    public Task<Bytes32> ContextOfAsync(Address recipient, ReadOnlyMemory<byte> latent, CancellationToken cancellationToken) =>
        MintContext.OfAsync(Collection, ChainId, recipient, latent, cancellationToken);
}
