using ZkStyle.Cli.Chain;

namespace ZkStyle.Cli.Demo;

/// <summary>The contracts of a demonstration.</summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Verifier">The verifier's address.</param>
/// <param name="VerifierGas">Gas of its deployment.</param>
/// <param name="Key">Address of the verifying key.</param>
/// <param name="KeyGas">Gas of its deployment.</param>
/// <param name="Registry">The registry's address.</param>
/// <param name="RegistryGas">Gas of its deployment and of the model's registration.</param>
/// <param name="Collection">The collection's address.</param>
/// <param name="CollectionGas">Gas of its deployment.</param>
internal sealed record DemoContracts(
    ulong ChainId, string Verifier, ulong VerifierGas, string Key, ulong KeyGas, string Registry, ulong RegistryGas,
    string Collection, ulong CollectionGas)
{
    /// <summary>Describes a deployment.</summary>
    /// <param name="deployment">The deployment.</param>
    /// <returns>Addresses and gas.</returns>
    public static DemoContracts Of(CollectionDeployment deployment) => new(
        deployment.ChainId, deployment.Verifier.Address.ToString(), deployment.VerifierGas, deployment.Key.ToString(), deployment.KeyGas,
        deployment.Registry.Address.ToString(), deployment.RegistryGas,
        deployment.Collection.Address.ToString(), deployment.CollectionGas);
}
