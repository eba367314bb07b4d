using ZkStyle.Cli.Files;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Chain;

/// <summary>What all models of a chain share, and one model's key, as deployed.</summary>
/// <param name="Verifier">The verifier.</param>
/// <param name="VerifierGas">Gas of its deployment.</param>
/// <param name="Key">The data contract with the verifying key.</param>
/// <param name="KeyGas">Gas of its deployment.</param>
/// <param name="Registry">The registry.</param>
/// <param name="RegistryGas">Gas of its deployment.</param>
/// <param name="ChainId">The chain.</param>
internal sealed record ModelContracts(
    ZkStyleVerifier Verifier, ulong VerifierGas, Address Key, ulong KeyGas, ModelRegistry Registry, ulong RegistryGas, ulong ChainId)
{
    // Where keys of an unsafe SRS do no harm: the chain identifiers of local development chains.
    private static readonly ulong[] s_developmentChains = [1337, 31_337];

    /// <summary>Deploys verifier, key and registry.</summary>
    /// <param name="sender">Who deploys and pays.</param>
    /// <param name="verifierArtifact">The compiled verifier.</param>
    /// <param name="registryArtifact">The compiled registry.</param>
    /// <param name="key">A verifying key.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The contracts.</returns>
    /// <exception cref="CommandException">The chain disagrees with this program about the key.</exception>
    public static async Task<ModelContracts> DeployAsync(
        TransactionSender sender, ContractArtifact verifierArtifact, ContractArtifact registryArtifact, VerifyingKey key, CancellationToken cancellationToken)
    {
        var (verifier, verifierReceipt) = await ZkStyleVerifier.DeployAsync(sender, verifierArtifact, cancellationToken).ConfigureAwait(false);
        var (keyAddress, keyGas) = await DeployKeyAsync(sender, verifier, key, cancellationToken).ConfigureAwait(false);
        var (registry, registryReceipt) = await ModelRegistry.DeployAsync(sender, registryArtifact, verifier.Address, cancellationToken).ConfigureAwait(false);
        return new ModelContracts(
            verifier, verifierReceipt.GasUsed, keyAddress, keyGas, registry, registryReceipt.GasUsed,
            await sender.Client.GetChainIdAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Puts a key on chain and asks the verifier whether it reads it.</summary>
    /// <param name="sender">Who deploys and pays.</param>
    /// <param name="verifier">The verifier.</param>
    /// <param name="key">The key.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The data contract and its gas.</returns>
    /// <exception cref="CommandException">The verifier does not read the key.</exception>
    public static async Task<(Address Key, ulong Gas)> DeployKeyAsync(
        TransactionSender sender, ZkStyleVerifier verifier, VerifyingKey key, CancellationToken cancellationToken)
    {
        var (address, receipt) = await DataContract.DeployAsync(sender, key.ToBytes(), cancellationToken).ConfigureAwait(false);
        if (!await verifier.IsKeyAsync(address, cancellationToken).ConfigureAwait(false))
            throw new CommandException("the verifier contract does not read the verifying key; the contract's artifact belongs to another version of the constraint system, so build it again with npm run artifacts");
        return (address, receipt.GasUsed);
    }

    /// <summary>Refuses a key under which somebody could forge proofs, wherever tokens may have a value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="chainId">The chain it would go to.</param>
    /// <param name="isForced">Whether the user insists.</param>
    /// <exception cref="CommandException">The key's SRS is unsafe and the chain is no development chain.</exception>
    public static void RequireSafe(VerifyingKey key, ulong chainId, bool isForced)
    {
        if (key.IsUnsafe && !isForced && !s_developmentChains.Contains(chainId))
            throw new CommandException($"this key was made from an UNSAFE SRS, whose maker can forge proofs, and chain {chainId} is no development chain ({string.Join(", ", s_developmentChains)}); import a ceremony with zkstyle srs import and make keys with it, or insist with --force");
    }

    /// <summary>Reads the artifact of a contract of this repository.</summary>
    /// <param name="contract">The contract's name.</param>
    /// <returns>The artifact.</returns>
    public static ContractArtifact Artifact(string contract) => ContractArtifact.Load(SolidityFolder.Artifact(contract));
}
