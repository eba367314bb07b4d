using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>The contract that checks proofs, of whatever model: a model is a verifying key in a <see cref="DataContract"/>.</summary>
public sealed class ZkStyleVerifier
{
    private readonly Contract _contract;

    /// <summary>Creates a handle; nothing is asked of the node.</summary>
    /// <param name="client">The node.</param>
    /// <param name="address">Where the contract is.</param>
    public ZkStyleVerifier(IRpcClient client, Address address) => _contract = new(client, address, Abi);

    /// <summary>The part of the contract's interface that is used here.</summary>
    public static ContractAbi Abi { get; } = ContractAbi.Parse(
        "function verify(address key, bytes32 context, bytes latent, bytes image, bytes proof) view returns (bool)",
        "function isKey(address key) view returns (bool)",
        "function keyDigest(address key) view returns (bytes32)");

    /// <summary>Where the contract is.</summary>
    public Address Address => _contract.Address;

    /// <summary>Deploys the contract.</summary>
    /// <param name="sender">Who deploys and pays.</param>
    /// <param name="artifact">The compiled contract.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The contract and the deployment's receipt.</returns>
    /// <remarks>Fails as <see cref="Contract.DeployAsync"/> does.</remarks>
    public static async Task<Deployment<ZkStyleVerifier>> DeployAsync(
        TransactionSender sender, ContractArtifact artifact, CancellationToken cancellationToken = default)
    {
        var (contract, receipt) = await Contract.DeployAsync(sender, artifact, [], cancellationToken).ConfigureAwait(false);
        return new(new ZkStyleVerifier(contract.Client, contract.Address), receipt);
    }

    /// <summary>Whether a proof holds.</summary>
    /// <param name="key">The data contract with the model's verifying key.</param>
    /// <param name="context">What the proof was made for.</param>
    /// <param name="latent">The decoder's input.</param>
    /// <param name="image">The decoder's output.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The contract's verdict.</returns>
    /// <remarks>Fails as <see cref="Contract.CallAsync(string, IReadOnlyList{object}, BlockTag, CancellationToken)"/> does.</remarks>
    public Task<bool> VerifyAsync(
        Address key,
        Bytes32 context,
        ReadOnlyMemory<byte> latent,
        ReadOnlyMemory<byte> image,
        ReadOnlyMemory<byte> proof,
        CancellationToken cancellationToken = default) =>
        _contract.CallAsync<bool>("verify", [key, context, latent, image, proof], default, cancellationToken);

    /// <summary>The gas a transaction would use that does nothing but verify: the verifier's work and what its calldata costs.</summary>
    /// <inheritdoc cref="VerifyAsync"/>
    /// <returns>The node's estimate.</returns>
    public Task<ulong> EstimateVerifyGasAsync(
        Address key,
        Bytes32 context,
        ReadOnlyMemory<byte> latent,
        ReadOnlyMemory<byte> image,
        ReadOnlyMemory<byte> proof,
        CancellationToken cancellationToken = default) =>
        _contract.Client.EstimateGasAsync(
            new CallRequest { To = Address, Data = Abi.Function("verify").EncodeCall(key, context, latent, image, proof) },
            cancellationToken);

    /// <summary>Whether an account holds a verifying key this contract can read.</summary>
    /// <param name="key">The account.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The contract's verdict.</returns>
    /// <remarks>Fails as <see cref="Contract.CallAsync(string, IReadOnlyList{object}, BlockTag, CancellationToken)"/> does.</remarks>
    public Task<bool> IsKeyAsync(Address key, CancellationToken cancellationToken = default) =>
        _contract.CallAsync<bool>("isKey", [key], default, cancellationToken);

    /// <summary>The Keccak-256 of the key in a data contract.</summary>
    /// <param name="key">The account.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The digest; that of no bytes where there is no key.</returns>
    /// <remarks>Fails as <see cref="Contract.CallAsync(string, IReadOnlyList{object}, BlockTag, CancellationToken)"/> does.</remarks>
    public async Task<Bytes32> KeyDigestAsync(Address key, CancellationToken cancellationToken = default) =>
        new(await _contract.CallAsync<byte[]>("keyDigest", [key], default, cancellationToken).ConfigureAwait(false));
}
