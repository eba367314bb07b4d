using System.Numerics;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;

namespace ZkStyle.Ethereum.Contracts;

/// <summary>
/// A collection of images decoded by one model (ERC-721 and ERC-7007): a token is minted only with a valid
/// proof, made for this chain, collection, recipient and token.
/// </summary>
/// <remarks>Methods that ask the node fail as those of <see cref="Contract"/> do.</remarks>
public sealed class StyleCollection
{
    private static readonly Bytes32 s_mintDomain = Bytes32.Keccak("ZkStyle mint v1"u8);

    private static readonly AbiType[] s_contextTypes =
        [AbiType.Bytes32, AbiType.Uint256, AbiType.Address, AbiType.Address, AbiType.Uint256];

    /// <summary>Creates a handle; nothing is asked of the node.</summary>
    /// <param name="client">The node.</param>
    /// <param name="address">Where the contract is.</param>
    public StyleCollection(IRpcClient client, Address address) => Contract = new(client, address, Abi);

    /// <summary>The contract's interface.</summary>
    public static ContractAbi Abi { get; } = ContractAbi.Parse(
        "constructor((string name, string symbol, address registry, uint256 modelId, bytes32 keyDigest, address owner, address treasury, uint96 price, uint64 supplyCap, uint64 walletCap, bool storesImage, bool storesPrompt) settings)",
        "function acceptOwnership()",
        "function addAigcData(uint256 tokenId_, bytes prompt_, bytes aigcData, bytes proof)",
        "function approve(address account, uint256 id) payable",
        "function balanceOf(address owner) view returns (uint256 result)",
        "function cidOf(uint256 tokenId_) view returns (string)",
        "function contentOf(uint256 tokenId_) view returns ((uint48 blockNumber, uint48 imageSize, bytes32 imageSha256, address data))",
        "function contextOf(address to, uint256 tokenId_) view returns (bytes32)",
        "function getApproved(uint256 id) view returns (address result)",
        "function imageOf(uint256 tokenId_) view returns (bytes)",
        "function isApprovedForAll(address owner, address operator) view returns (bool result)",
        "function key() view returns (address)",
        "function keyDigest() view returns (bytes32)",
        "function latentOf(uint256 tokenId_) view returns (bytes)",
        "function mint(address to, bytes latent, bytes image, bytes proof) payable returns (uint256 id)",
        "function mintBatch((address to, bytes latent, bytes image, bytes proof)[] requests) payable returns (uint256[] ids)",
        "function mintedTo(address account) view returns (uint256)",
        "function mintingPaused() view returns (bool)",
        "function modelId() view returns (uint256)",
        "function name() view returns (string)",
        "function owner() view returns (address)",
        "function ownerOf(uint256 id) view returns (address result)",
        "function payRoyalties() returns (uint256 amount)",
        "function pendingOwner() view returns (address)",
        "function pngOf(uint256 tokenId_) view returns (bytes)",
        "function price() view returns (uint256)",
        "function prompt(uint256 tokenId_) view returns (string)",
        "function registry() view returns (address)",
        "function renounceOwnership()",
        "function revenue() view returns (uint256)",
        "function royalties() view returns (address)",
        "function royaltiesDue() view returns (uint256)",
        "function royaltyBps() view returns (uint256)",
        "function royaltyInfo(uint256, uint256 salePrice) view returns (address receiver, uint256 royaltyAmount)",
        "function safeTransferFrom(address from, address to, uint256 id) payable",
        "function safeTransferFrom(address from, address to, uint256 id, bytes data) payable",
        "function setApprovalForAll(address operator, bool isApproved)",
        "function setMintingPaused(bool paused)",
        "function setPrice(uint96 price_)",
        "function setTreasury(address treasury_)",
        "function storesImage() view returns (bool)",
        "function storesPrompt() view returns (bool)",
        "function supplyCap() view returns (uint256)",
        "function supportsInterface(bytes4 interfaceId) view returns (bool)",
        "function symbol() view returns (string)",
        "function tokenId(bytes prompt_) view returns (uint256 id)",
        "function tokenIdOf(bytes latent) pure returns (uint256)",
        "function tokenURI(uint256 tokenId_) view returns (string)",
        "function totalSupply() view returns (uint256)",
        "function transferFrom(address from, address to, uint256 id) payable",
        "function transferOwnership(address newOwner)",
        "function treasury() view returns (address)",
        "function verifier() view returns (address)",
        "function verify(bytes prompt_, bytes aigcData, bytes proof) view returns (bool success)",
        "function walletCap() view returns (uint256)",
        "function withdraw() returns (uint256 amount)",
        "function withdrawable() view returns (uint256)",
        "event AigcData(uint256 indexed tokenId, bytes indexed prompt, bytes indexed aigcData, bytes proof)",
        "event Approval(address indexed owner, address indexed account, uint256 indexed id)",
        "event ApprovalForAll(address indexed owner, address indexed operator, bool isApproved)",
        "event MintingPaused(bool paused)",
        "event OwnershipTransferStarted(address indexed previousOwner, address indexed newOwner)",
        "event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)",
        "event PriceChanged(uint256 price)",
        "event RoyaltiesPaid(address indexed royalties, uint256 amount)",
        "event Transfer(address indexed from, address indexed to, uint256 indexed id)",
        "event TreasuryChanged(address treasury)",
        "event Withdrawn(address indexed treasury, uint256 amount)",
        "error AccountBalanceOverflow()",
        "error AlreadyMinted(uint256 tokenId)",
        "error BalanceQueryForZeroAddress()",
        "error ERC721InvalidReceiver(address receiver)",
        "error EnvelopeTooShort(uint256 length)",
        "error ImageLengthMismatch(uint256 expected, uint256 actual)",
        "error ImageMismatch(uint256 tokenId)",
        "error ImageNotStored()",
        "error InvalidBatch()",
        "error InvalidName()",
        "error InvalidProof(uint256 tokenId, address recipient)",
        "error InvalidTreasury()",
        "error KeyDigestMismatch(bytes32 expected, bytes32 actual)",
        "error MintingIsPaused()",
        "error NotOwnerNorApproved()",
        "error NothingDue()",
        "error OwnableInvalidOwner(address owner)",
        "error OwnableUnauthorizedAccount(address account)",
        "error PromptNotStored()",
        "error SamplesMismatch(uint256 length)",
        "error SupplyCapReached(uint256 supplyCap)",
        "error TokenAlreadyExists()",
        "error TokenDoesNotExist()",
        "error TokenIdMismatch(uint256 tokenId, uint256 promptTokenId)",
        "error TransferFromIncorrectOwner()",
        "error TransferToNonERC721ReceiverImplementer()",
        "error TransferToZeroAddress()",
        "error UnexpectedPayment()",
        "error UnknownToken(uint256 tokenId)",
        "error WalletCapReached(address recipient, uint256 walletCap)",
        "error WrongPayment(uint256 expected, uint256 actual)");

    /// <summary>The contract, for functions that have no method here.</summary>
    public Contract Contract { get; }

    /// <summary>Where the contract is.</summary>
    public Address Address => Contract.Address;

    /// <summary>Deploys a collection.</summary>
    /// <param name="sender">Who deploys and pays.</param>
    /// <param name="artifact">The compiled contract.</param>
    /// <param name="settings">How the collection is opened.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The collection and the deployment's receipt.</returns>
    public static async Task<Deployment<StyleCollection>> DeployAsync(
        TransactionSender sender, ContractArtifact artifact, CollectionSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var (contract, receipt) = await Contract.DeployAsync(sender, artifact, [settings.ToAbi()], cancellationToken).ConfigureAwait(false);
        return new(new StyleCollection(contract.Client, contract.Address), receipt);
    }

    /// <summary>The token of a latent, minted or not: the Keccak-256 of the latent.</summary>
    /// <param name="latent">The decoder's input.</param>
    /// <returns>The token's identifier.</returns>
    public static BigInteger TokenIdOf(ReadOnlySpan<byte> latent) => Bytes32.Keccak(latent).ToInteger();

    /// <summary>The context a proof must be made for, computed here: what <c>contextOf</c> answers on chain.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="collection">The collection's address.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="tokenId">The token.</param>
    /// <returns>The context.</returns>
    public static Bytes32 ContextOf(ulong chainId, Address collection, Address to, BigInteger tokenId) =>
        Bytes32.Keccak(AbiEncoder.Encode(s_contextTypes, [s_mintDomain, chainId, collection, to, tokenId]));

    /// <summary>What ERC-7007's <c>proof</c> arguments and events hold here: the recipient's 20 bytes, then the proof.</summary>
    /// <param name="recipient">The account the proof was made for.</param>
    /// <param name="proof">The verifier's proof.</param>
    /// <returns>The envelope.</returns>
    public static byte[] Envelope(Address recipient, ReadOnlySpan<byte> proof) => [.. recipient.ToArray(), .. proof];

    /// <summary>The arguments of a mint, from its transaction's calldata.</summary>
    /// <param name="calldata">The calldata.</param>
    /// <returns>The arguments.</returns>
    /// <exception cref="FormatException">The calldata call another function, or are malformed.</exception>
    public static MintCall DecodeMint(ReadOnlySpan<byte> calldata)
    {
        var values = Abi.Function("mint").DecodeCall(calldata);
        return new((Address)values[0], (byte[])values[1], (byte[])values[2], (byte[])values[3]);
    }

    /// <summary>All mints that a transaction's calldata ask for, singly or as a batch.</summary>
    /// <param name="calldata">The calldata, of any transaction.</param>
    /// <returns>The mints; none where another function is called.</returns>
    /// <exception cref="FormatException">The calldata call one of the two and are malformed.</exception>
    public static IReadOnlyList<MintCall> MintsIn(ReadOnlySpan<byte> calldata)
    {
        if (Abi.Function("mint").IsCalledBy(calldata))
            return [DecodeMint(calldata)];
        var batch = Abi.Function("mintBatch");
        if (!batch.IsCalledBy(calldata))
            return [];
        var requests = (object[])batch.DecodeCall(calldata)[0];
        return [.. requests.Cast<object[]>().Select(r => new MintCall((Address)r[0], (byte[])r[1], (byte[])r[2], (byte[])r[3]))];
    }

    /// <summary>The context a proof must be made for to mint a token to a recipient.</summary>
    /// <param name="to">The recipient.</param>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The context.</returns>
    public Task<Bytes32> ContextOfAsync(Address to, BigInteger tokenId, CancellationToken cancellationToken = default) =>
        CallForHashAsync("contextOf", [to, tokenId], cancellationToken);

    /// <summary>Mints the token of a latent in a free collection and waits until that is mined. Anyone may send it.</summary>
    /// <inheritdoc cref="MintAsync(TransactionSender, Address, ReadOnlyMemory{byte}, ReadOnlyMemory{byte}, ReadOnlyMemory{byte}, BigInteger, CancellationToken)"/>
    public Task<Mint> MintAsync(
        TransactionSender sender,
        Address to,
        ReadOnlyMemory<byte> latent,
        ReadOnlyMemory<byte> image,
        ReadOnlyMemory<byte> proof,
        CancellationToken cancellationToken = default) =>
        MintAsync(sender, to, latent, image, proof, BigInteger.Zero, cancellationToken);

    /// <summary>Mints the token of a latent and waits until that is mined. Anyone may send it.</summary>
    /// <param name="sender">Who sends and pays.</param>
    /// <param name="to">The recipient the proof was made for.</param>
    /// <param name="latent">The decoder's input.</param>
    /// <param name="image">The decoder's output.</param>
    /// <param name="proof">The proof, without envelope.</param>
    /// <param name="price">The collection's price in wei; any other payment is refused.</param>
    /// <param name="cancellationToken">Gives up; a submitted transaction may be mined all the same.</param>
    /// <returns>The token and the receipt.</returns>
    public async Task<Mint> MintAsync(
        TransactionSender sender,
        Address to,
        ReadOnlyMemory<byte> latent,
        ReadOnlyMemory<byte> image,
        ReadOnlyMemory<byte> proof,
        BigInteger price,
        CancellationToken cancellationToken = default)
    {
        var receipt = await Contract.SendAsync(sender, "mint", [to, latent, image, proof], price, cancellationToken).ConfigureAwait(false);
        var tokenId = TokenIdOf(latent.Span);
        var minted = Transfers(Contract.DecodeLogs(receipt.Logs)).Any(t => t.From == Address.Zero && t.To == to && t.TokenId == tokenId);
        return minted ? new(tokenId, receipt) : throw new TransactionFailedException(receipt, $"{Address} logged no mint of the token; it is no such collection");
    }

    /// <summary>The arguments of a mint transaction, fetched from the node: latent, image and proof are on chain.</summary>
    /// <param name="transactionHash">The transaction that called <c>mint</c> of this collection.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The arguments.</returns>
    /// <exception cref="FormatException">The node knows no such transaction, or it does not mint here.</exception>
    public async Task<MintCall> GetMintAsync(Bytes32 transactionHash, CancellationToken cancellationToken = default)
    {
        var transaction = await Contract.Client.GetTransactionAsync(transactionHash, cancellationToken).ConfigureAwait(false)
            ?? throw new FormatException($"There is no transaction {transactionHash} at {Contract.Client.Endpoint}.");
        return transaction.To == Address
            ? DecodeMint(transaction.Input.Span)
            : throw new FormatException($"Transaction {transactionHash} does not call the collection {Address}.");
    }

    /// <summary>Whether a proof holds, by ERC-7007.</summary>
    /// <param name="prompt">The latent.</param>
    /// <param name="aigcData">The image.</param>
    /// <param name="envelope">Recipient and proof, see <see cref="Envelope"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The contract's verdict.</returns>
    public Task<bool> VerifyAsync(
        ReadOnlyMemory<byte> prompt, ReadOnlyMemory<byte> aigcData, ReadOnlyMemory<byte> envelope, CancellationToken cancellationToken = default) =>
        Contract.CallAsync<bool>("verify", [prompt, aigcData, envelope], default, cancellationToken);

    /// <summary>The verifier every proof is checked with.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its address.</returns>
    public Task<Address> VerifierAsync(CancellationToken cancellationToken = default) =>
        Contract.CallAsync<Address>("verifier", [], default, cancellationToken);

    /// <summary>The data contract with the model's verifying key.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Its address.</returns>
    public Task<Address> KeyAsync(CancellationToken cancellationToken = default) =>
        Contract.CallAsync<Address>("key", [], default, cancellationToken);

    /// <summary>The Keccak-256 of the model's verifying key.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The digest.</returns>
    public Task<Bytes32> KeyDigestAsync(CancellationToken cancellationToken = default) =>
        CallForHashAsync("keyDigest", [], cancellationToken);

    /// <summary>What a token costs.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The price in wei.</returns>
    public Task<BigInteger> PriceAsync(CancellationToken cancellationToken = default) =>
        Contract.CallAsync<BigInteger>("price", [], default, cancellationToken);

    /// <summary>The collection's name.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The name.</returns>
    public Task<string> NameAsync(CancellationToken cancellationToken = default) =>
        Contract.CallAsync<string>("name", [], default, cancellationToken);

    /// <summary>The collection's symbol.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The symbol.</returns>
    public Task<string> SymbolAsync(CancellationToken cancellationToken = default) =>
        Contract.CallAsync<string>("symbol", [], default, cancellationToken);

    /// <summary>A token's owner.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The owner.</returns>
    public Task<Address> OwnerOfAsync(BigInteger tokenId, CancellationToken cancellationToken = default) =>
        Contract.CallAsync<Address>("ownerOf", [tokenId], default, cancellationToken);

    /// <summary>How many tokens an account owns.</summary>
    /// <param name="owner">The account.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The number.</returns>
    public Task<BigInteger> BalanceOfAsync(Address owner, CancellationToken cancellationToken = default) =>
        Contract.CallAsync<BigInteger>("balanceOf", [owner], default, cancellationToken);

    /// <summary>A token's metadata.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A data URI with JSON.</returns>
    public Task<string> TokenUriAsync(BigInteger tokenId, CancellationToken cancellationToken = default) =>
        Contract.CallAsync<string>("tokenURI", [tokenId], default, cancellationToken);

    /// <summary>The content identifier of a token's image: CIDv1, raw leaf, SHA2-256.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The identifier in base32.</returns>
    public Task<string> CidOfAsync(BigInteger tokenId, CancellationToken cancellationToken = default) =>
        Contract.CallAsync<string>("cidOf", [tokenId], default, cancellationToken);

    /// <summary>What the collection remembers of a token's image.</summary>
    /// <param name="tokenId">The token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The content.</returns>
    public async Task<TokenContent> ContentOfAsync(BigInteger tokenId, CancellationToken cancellationToken = default)
    {
        var content = await Contract.CallAsync<object[]>("contentOf", [tokenId], default, cancellationToken).ConfigureAwait(false);
        return new((ulong)(BigInteger)content[0], (ulong)(BigInteger)content[1], new((byte[])content[2]), (Address)content[3]);
    }

    /// <summary>Whether the collection says it has an interface (ERC-165).</summary>
    /// <param name="interfaceId">The interface's identifier, for instance 0x702c55a6 for ERC-7007.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What the collection says.</returns>
    public Task<bool> SupportsInterfaceAsync(uint interfaceId, CancellationToken cancellationToken = default)
    {
        var bytes = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, interfaceId);
        return Contract.CallAsync<bool>("supportsInterface", [bytes], default, cancellationToken);
    }

    /// <summary>Lists transfers of the collection's tokens; those from the zero address are mints.</summary>
    /// <param name="from">The owner before; null for any.</param>
    /// <param name="to">The owner after; null for any.</param>
    /// <param name="fromBlock">The first block to search.</param>
    /// <param name="toBlock">The last block to search.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The transfers, oldest first.</returns>
    public async Task<IReadOnlyList<TokenTransfer>> GetTransfersAsync(
        Address? from, Address? to, BlockTag fromBlock, BlockTag toBlock, CancellationToken cancellationToken = default) =>
        Transfers(await Contract.GetLogsAsync("Transfer", [from, to], fromBlock, toBlock, cancellationToken).ConfigureAwait(false));

    private static TokenTransfer[] Transfers(IEnumerable<ContractLog> logs) =>
    [
        .. logs.Where(log => log.Event.Name == "Transfer")
            .Select(log => new TokenTransfer(log.Value<Address>("from"), log.Value<Address>("to"), log.Value<BigInteger>("id"), log.Entry)),
    ];

    private async Task<Bytes32> CallForHashAsync(string function, IReadOnlyList<object> arguments, CancellationToken cancellationToken) =>
        new(await Contract.CallAsync<byte[]>(function, arguments, default, cancellationToken).ConfigureAwait(false));
}
