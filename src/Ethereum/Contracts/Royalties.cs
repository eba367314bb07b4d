using System.Numerics;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>The contract that shares one model's revenue between its recipient and its creators. The registry deploys it.</summary>
/// <remarks>Methods that ask the node fail as those of <see cref="Contract"/> do.</remarks>
public sealed class Royalties
{
    private static readonly AbiType[] s_leafTypes = [AbiType.Address, AbiType.Uint256];

    /// <summary>Creates a handle; nothing is asked of the node.</summary>
    /// <param name="client">The node.</param>
    /// <param name="address">Where the contract is.</param>
    public Royalties(IRpcClient client, Address address) => Contract = new(client, address, Abi);

    /// <summary>The contract's interface.</summary>
    public static ContractAbi Abi { get; } = ContractAbi.Parse(
        "constructor(uint256 modelId_, (address recipient, uint16 royaltyBps, uint16 creatorsBps, uint64 totalShares, bytes32 creatorsRoot) terms)",
        "function claim(address asset, address creator, uint256 shares, address to, bytes32[] proof) returns (uint256 amount)",
        "function claimable(address asset, address creator, uint256 shares) view returns (uint256)",
        "function claimed(address asset, bytes32 leaf) view returns (uint256)",
        "function creatorsBps() view returns (uint256)",
        "function creatorsRoot() view returns (bytes32)",
        "function leafOf(address creator, uint256 shares) pure returns (bytes32)",
        "function modelId() view returns (uint256)",
        "function paid(address asset) view returns ((uint128 toCreators, uint128 toRecipient))",
        "function registry() view returns (address)",
        "function releasable(address asset) view returns (uint256)",
        "function release(address asset) returns (uint256 amount)",
        "function revenue(address asset) view returns (uint256)",
        "function totalShares() view returns (uint256)",
        "event Claimed(address indexed asset, address indexed creator, address to, uint256 shares, uint256 amount)",
        "event Released(address indexed asset, address indexed recipient, uint256 amount)",
        "error NotTheCreator(address caller, address creator)",
        "error NothingDue(address asset)",
        "error UnknownCreator(address creator, uint256 shares)");

    /// <summary>The contract, for functions that have no method here.</summary>
    public Contract Contract { get; }

    /// <summary>Where the contract is.</summary>
    public Address Address => Contract.Address;

    /// <summary>A creator's leaf of the Merkle tree, computed here: what <c>leafOf</c> answers on chain.</summary>
    /// <param name="creator">The creator.</param>
    /// <param name="shares">The creator's shares.</param>
    /// <returns>The leaf. Inner nodes are the Keccak-256 of their two children, the lower one first.</returns>
    public static Bytes32 LeafOf(Address creator, BigInteger shares) =>
        Bytes32.Keccak(Bytes32.Keccak(AbiEncoder.Encode(s_leafTypes, [creator, shares])).ToArray());

    /// <summary>Pays a creator what is due in ether, and waits until that is mined. Anyone may send it.</summary>
    /// <param name="sender">Who sends and pays the gas.</param>
    /// <param name="creator">The creator.</param>
    /// <param name="shares">The creator's shares.</param>
    /// <param name="proof">The leaf's siblings up to the root.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The receipt.</returns>
    public Task<TransactionReceipt> ClaimAsync(
        TransactionSender sender, Address creator, BigInteger shares, IReadOnlyList<Bytes32> proof, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(proof);
        object[] siblings = [.. proof.Select(sibling => (object)sibling)];
        return Contract.SendAsync(sender, "claim", [Address.Zero, creator, shares, creator, siblings], default, cancellationToken);
    }

    /// <summary>Pays the model's recipient what is due in ether, and waits until that is mined. Anyone may send it.</summary>
    /// <param name="sender">Who sends and pays the gas.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The receipt.</returns>
    public Task<TransactionReceipt> ReleaseAsync(TransactionSender sender, CancellationToken cancellationToken = default) =>
        Contract.SendAsync(sender, "release", [Address.Zero], default, cancellationToken);
}
