using System.Numerics;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>The registry of models, each an ERC-721 token that names key, weights, file, licence and terms.</summary>
/// <remarks>Methods that ask the node fail as those of <see cref="Contract"/> do.</remarks>
public sealed class ModelRegistry
{
    /// <summary>Creates a handle; nothing is asked of the node.</summary>
    /// <param name="client">The node.</param>
    /// <param name="address">Where the contract is.</param>
    public ModelRegistry(IRpcClient client, Address address) => Contract = new(client, address, Abi);

    /// <summary>The contract's interface.</summary>
    public static ContractAbi Abi { get; } = ContractAbi.Parse(
        "constructor(address verifier_)",
        "function approve(address account, uint256 id) payable",
        "function balanceOf(address owner) view returns (uint256 result)",
        "function formatOf(uint256 modelId) view returns ((uint16 width, uint16 height, uint8 scale, bytes palette))",
        "function getApproved(uint256 id) view returns (address result)",
        "function isApprovedForAll(address owner, address operator) view returns (bool result)",
        "function modelCount() view returns (uint256)",
        "function modelOf(uint256 modelId) view returns ((address key, uint64 blockNumber, address royalties, (string name, string licence, string cid, bytes32 weightsCommitment, bytes32 keyDigest, (uint16 width, uint16 height, uint8 scale, bytes palette) format, (address recipient, uint16 royaltyBps, uint16 creatorsBps, uint64 totalShares, bytes32 creatorsRoot) terms) registration))",
        "function name() pure returns (string)",
        "function ownerOf(uint256 id) view returns (address result)",
        "function recipientOf(uint256 modelId) view returns (address)",
        "function register((string name, string licence, string cid, bytes32 weightsCommitment, bytes32 keyDigest, (uint16 width, uint16 height, uint8 scale, bytes palette) format, (address recipient, uint16 royaltyBps, uint16 creatorsBps, uint64 totalShares, bytes32 creatorsRoot) terms) registration, address key) returns (uint256 modelId)",
        "function registerWithKey((string name, string licence, string cid, bytes32 weightsCommitment, bytes32 keyDigest, (uint16 width, uint16 height, uint8 scale, bytes palette) format, (address recipient, uint16 royaltyBps, uint16 creatorsBps, uint64 totalShares, bytes32 creatorsRoot) terms) registration, bytes keyData) returns (uint256 modelId)",
        "function safeTransferFrom(address from, address to, uint256 id) payable",
        "function safeTransferFrom(address from, address to, uint256 id, bytes data) payable",
        "function setApprovalForAll(address operator, bool isApproved)",
        "function setRecipient(uint256 modelId, address recipient)",
        "function supportsInterface(bytes4 interfaceId) view returns (bool result)",
        "function symbol() pure returns (string)",
        "function tokenURI(uint256 modelId) view returns (string)",
        "function transferFrom(address from, address to, uint256 id) payable",
        "function verifier() view returns (address)",
        "event Approval(address indexed owner, address indexed account, uint256 indexed id)",
        "event ApprovalForAll(address indexed owner, address indexed operator, bool isApproved)",
        "event ModelRegistered(uint256 indexed modelId, address indexed owner, bytes32 indexed keyDigest, address key, address royalties, bytes32 weightsCommitment, string cid)",
        "event RecipientChanged(uint256 indexed modelId, address recipient)",
        "event Transfer(address indexed from, address indexed to, uint256 indexed id)",
        "error AccountBalanceOverflow()",
        "error BalanceQueryForZeroAddress()",
        "error InvalidCid()",
        "error InvalidCommitment()",
        "error InvalidFormat()",
        "error InvalidKey(address key)",
        "error InvalidLicence()",
        "error InvalidName()",
        "error InvalidRecipient()",
        "error InvalidTerms()",
        "error InvalidVerifier(address verifier)",
        "error KeyDigestMismatch(bytes32 expected, bytes32 actual)",
        "error NotOwnerNorApproved()",
        "error NotTheOwner(address caller, uint256 modelId)",
        "error TokenAlreadyExists()",
        "error TokenDoesNotExist()",
        "error TransferFromIncorrectOwner()",
        "error TransferToNonERC721ReceiverImplementer()",
        "error TransferToZeroAddress()",
        "error UnknownModel(uint256 modelId)");

    /// <summary>The contract, for functions that have no method here.</summary>
    public Contract Contract { get; }

    /// <summary>Where the contract is.</summary>
    public Address Address => Contract.Address;

    /// <summary>Deploys a registry.</summary>
    /// <param name="sender">Who deploys and pays; the registry has no owner.</param>
    /// <param name="artifact">The compiled contract.</param>
    /// <param name="verifier">The verifier that reads the keys and checks the proofs.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The registry and the deployment's receipt.</returns>
    public static async Task<Deployment<ModelRegistry>> DeployAsync(
        TransactionSender sender, ContractArtifact artifact, Address verifier, CancellationToken cancellationToken = default)
    {
        var (contract, receipt) = await Contract.DeployAsync(sender, artifact, [verifier], cancellationToken).ConfigureAwait(false);
        return new(new ModelRegistry(contract.Client, contract.Address), receipt);
    }

    /// <summary>Registers a model whose verifying key is on chain already, and waits until that is mined.</summary>
    /// <param name="sender">Who pays and becomes the model's owner.</param>
    /// <param name="registration">What is registered.</param>
    /// <param name="key">The data contract with the verifying key.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The model's number and the receipt.</returns>
    /// <exception cref="TransactionFailedException">The contract logged no registration.</exception>
    public async Task<Registration> RegisterAsync(
        TransactionSender sender, ModelRegistration registration, Address key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var receipt = await Contract.SendAsync(sender, "register", [registration.ToAbi(), key], default, cancellationToken).ConfigureAwait(false);
        var registered = Contract.DecodeLogs(receipt.Logs).FirstOrDefault(log => log.Event.Name == "ModelRegistered")
            ?? throw new TransactionFailedException(receipt, $"{Address} logged no registration; it is no such registry");
        return new(registered.Value<BigInteger>("modelId"), receipt);
    }

    /// <summary>All that is registered of a model.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The model.</returns>
    public async Task<RegisteredModel> ModelOfAsync(BigInteger modelId, CancellationToken cancellationToken = default)
    {
        var model = await Contract.CallAsync<object[]>("modelOf", [modelId], default, cancellationToken).ConfigureAwait(false);
        return new((Address)model[0], (ulong)(BigInteger)model[1], (Address)model[2], ModelRegistration.FromAbi((object[])model[3]));
    }
}
