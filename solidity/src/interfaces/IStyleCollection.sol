// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC7007} from "./IERC7007.sol";
import {IERC7007Enumerable} from "./IERC7007Enumerable.sol";
import {IModelRegistry} from "./IModelRegistry.sol";
import {IRoyalties} from "./IRoyalties.sol";
import {IZkStyleVerifier} from "./IZkStyleVerifier.sol";

/// @title Collection of images decoded by one registered model
/// @notice A token is minted only with a valid proof that the collection's model decodes the token's latent to the
/// token's image. In the words of ERC-7007 the latent is the prompt and the image is the AIGC data. The token's
/// identifier is the Keccak-256 of the latent, so that a latent is minted once.
///
/// A proof is made for a context that binds chain, collection, recipient and token. Copied out of a pending
/// transaction it mints the same token to the same recipient and nothing else.
///
/// Where ERC-7007 asks for one `proof` argument and names no recipient, this collection expects an envelope: the
/// recipient's 20 bytes followed by the verifier's proof. The `AigcData` event carries the envelope too, so that the
/// proof it reports can be handed to `verify` as it is.
///
/// Revenue is all ether that ever arrives here. The model's part of it, floor(revenue * royaltyBps / 10000), goes to the
/// model's Royalties contract, the rest to the collection's treasury. Both are pulled by a call of their own, which
/// anyone may make, so neither can hold up the other, and a mint pays nobody.
///
/// The owner sets the price of mints to come, pauses and resumes minting, and names the treasury. Model, key, caps,
/// options and the model's part are fixed; tokens are their owners' alone.
interface IStyleCollection is IERC7007, IERC7007Enumerable, IERC2981 {
    /// @notice How a collection is opened.
    /// @param name The collection's name, UTF-8.
    /// @param symbol The collection's symbol, UTF-8.
    /// @param registry The registry of the model.
    /// @param modelId The model.
    /// @param keyDigest The Keccak-256 of the verifying key that is meant, so that a collection cannot be opened by
    /// mistake on another model.
    /// @param owner Who sets price, pause and treasury.
    /// @param treasury Who has the revenue that is not the model's.
    /// @param price Wei for a token; 0 for a free collection.
    /// @param supplyCap The most tokens there will be; 0 for no cap.
    /// @param walletCap The most tokens minted to one account; 0 for no cap. It bounds accounts, not people.
    /// @param storesImage Whether images are kept on chain, and metadata hold a PNG file.
    /// @param storesPrompt Whether latents are kept on chain: then the collection is ERC-7007's Enumerable.
    struct Settings {
        string name;
        string symbol;
        IModelRegistry registry;
        uint256 modelId;
        bytes32 keyDigest;
        address owner;
        address treasury;
        uint96 price;
        uint64 supplyCap;
        uint64 walletCap;
        bool storesImage;
        bool storesPrompt;
    }

    /// @notice One token of a batch.
    /// @param to The recipient.
    /// @param latent The decoder's input.
    /// @param image The decoder's output.
    /// @param proof The verifier's proof for `contextOf(to, tokenIdOf(latent))`, without envelope.
    struct MintRequest {
        address to;
        bytes latent;
        bytes image;
        bytes proof;
    }

    /// @notice What the collection remembers of a token.
    /// @param blockNumber The block of the mint; its transaction's calldata hold latent, image and proof.
    /// @param imageSize The image's length in bytes.
    /// @param imageSha256 The SHA2-256 of the image, from which `cidOf` follows.
    /// @param data The data contract with the image and the latent, as far as the collection keeps them, in this
    /// order; zero where it keeps neither.
    struct Content {
        uint48 blockNumber;
        uint48 imageSize;
        bytes32 imageSha256;
        address data;
    }

    /// @notice Minting was paused or resumed.
    event MintingPaused(bool paused);

    /// @notice Mints to come have another price.
    event PriceChanged(uint256 price);

    /// @notice Another account has the revenue that is not the model's.
    event TreasuryChanged(address treasury);

    /// @notice The model's part of revenue was paid.
    event RoyaltiesPaid(address indexed royalties, uint256 amount);

    /// @notice The treasury was paid.
    event Withdrawn(address indexed treasury, uint256 amount);

    /// @notice The collection's name or symbol is no UTF-8. Thrown at deployment.
    error InvalidName();

    /// @notice The model has another verifying key than the deployer expects. Thrown at deployment.
    error KeyDigestMismatch(bytes32 expected, bytes32 actual);

    /// @notice The treasury is nobody. Thrown at deployment and by `setTreasury`.
    error InvalidTreasury();

    /// @notice The owner has paused minting. Thrown by `mint` and `mintBatch`.
    error MintingIsPaused();

    /// @notice The payment is not the price. Thrown by `mint` and `mintBatch`; nothing is kept.
    error WrongPayment(uint256 expected, uint256 actual);

    /// @notice There would be more tokens than the supply cap. Thrown by `mint` and `mintBatch`.
    error SupplyCapReached(uint256 supplyCap);

    /// @notice More tokens would have been minted to the account than the wallet cap. Thrown by `mint` and `mintBatch`.
    error WalletCapReached(address recipient, uint256 walletCap);

    /// @notice The image has not the length of the model's format. Thrown by `mint` and `mintBatch`.
    error ImageLengthMismatch(uint256 expected, uint256 actual);

    /// @notice The latent has been minted before. Thrown by `mint` and `mintBatch`.
    error AlreadyMinted(uint256 tokenId);

    /// @notice The verifier refuses the proof for this token and this recipient. Thrown by `mint` and `addAigcData`.
    error InvalidProof(uint256 tokenId, address recipient);

    /// @notice The batch is empty, or the verifier refuses a proof of it; `verify` tells which. Thrown by `mintBatch`.
    error InvalidBatch();

    /// @notice No token has this number. Thrown by functions that are given one.
    error UnknownToken(uint256 tokenId);

    /// @notice The token is not that of the prompt. Thrown by `addAigcData`.
    error TokenIdMismatch(uint256 tokenId, uint256 promptTokenId);

    /// @notice The image is not the one the token was minted with. Thrown by `addAigcData`.
    error ImageMismatch(uint256 tokenId);

    /// @notice The envelope is too short to hold a recipient. Thrown by `addAigcData`.
    error EnvelopeTooShort(uint256 length);

    /// @notice The collection does not keep latents. Thrown by `prompt` and `latentOf`.
    error PromptNotStored();

    /// @notice The collection does not keep images. Thrown by `imageOf` and `pngOf`.
    error ImageNotStored();

    /// @notice Nothing is due at present. Thrown by `payRoyalties` and `withdraw`.
    error NothingDue();

    /// @notice Ether came with a transfer or an approval. Thrown by those functions; nothing is kept.
    error UnexpectedPayment();

    /// @notice Mints the token of a latent to the recipient the proof was made for, for exactly the price. Anyone may
    /// send the transaction.
    /// @dev Emits `Transfer` and `AigcData`, then asks a recipient that is a contract to accept the token (ERC-721).
    /// @param to The recipient.
    /// @param latent The decoder's input.
    /// @param image The decoder's output.
    /// @param proof The verifier's proof for `contextOf(to, tokenIdOf(latent))`, without envelope.
    /// @return id The new token.
    function mint(address to, bytes calldata latent, bytes calldata image, bytes calldata proof)
        external
        payable
        returns (uint256 id);

    /// @notice Mints several tokens, all or none, for exactly the price of each. The verifier checks the proofs
    /// together, which costs less for each than checking them one by one.
    /// @dev Emits `Transfer` and `AigcData` for each, then asks recipients that are contracts to accept their tokens.
    /// @param requests What is minted, in this order.
    /// @return ids The new tokens.
    function mintBatch(MintRequest[] calldata requests) external payable returns (uint256[] memory ids);

    /// @notice Sends the model's part of revenue, as far as it is due, to the model's Royalties. Anyone may call it.
    /// @return amount What was paid.
    function payRoyalties() external returns (uint256 amount);

    /// @notice Sends the treasury's part of revenue, as far as it is due, to the treasury. Anyone may call it.
    /// @return amount What was paid.
    function withdraw() external returns (uint256 amount);

    /// @notice Pauses or resumes minting; transfers go on. Only the owner may.
    /// @param paused Whether minting is paused.
    function setMintingPaused(bool paused) external;

    /// @notice Sets the price of mints to come. A mint under way at another price is refused, not charged. Only the
    /// owner may.
    /// @param price Wei for a token.
    function setPrice(uint96 price) external;

    /// @notice Names another treasury; what is due and not yet paid goes to it. Only the owner may.
    /// @param treasury Who has the revenue that is not the model's.
    function setTreasury(address treasury) external;

    /// @notice The verifier every proof is checked with.
    function verifier() external view returns (IZkStyleVerifier);

    /// @notice The registry of the model.
    function registry() external view returns (IModelRegistry);

    /// @notice The model.
    function modelId() external view returns (uint256);

    /// @notice The data contract with the model's verifying key.
    function key() external view returns (address);

    /// @notice The Keccak-256 of the model's verifying key.
    function keyDigest() external view returns (bytes32);

    /// @notice The contract that shares the model's part of revenue, the receiver of ERC-2981.
    function royalties() external view returns (IRoyalties);

    /// @notice The model's part of a sale, first or later, in hundredths of a percent.
    function royaltyBps() external view returns (uint256);

    /// @notice Who has the revenue that is not the model's.
    function treasury() external view returns (address);

    /// @notice Wei for a token.
    function price() external view returns (uint256);

    /// @notice Whether minting is paused.
    function mintingPaused() external view returns (bool);

    /// @notice How many tokens there are; counted only where there is a supply cap. None is ever burnt.
    function totalSupply() external view returns (uint256);

    /// @notice The most tokens there will be; 0 for no cap.
    function supplyCap() external view returns (uint256);

    /// @notice The most tokens minted to one account; 0 for no cap.
    function walletCap() external view returns (uint256);

    /// @notice How many tokens were minted to an account; counted only where there is a wallet cap.
    /// @param account The account.
    function mintedTo(address account) external view returns (uint256);

    /// @notice Whether images are kept on chain.
    function storesImage() external view returns (bool);

    /// @notice Whether latents are kept on chain.
    function storesPrompt() external view returns (bool);

    /// @notice All ether that has ever arrived.
    function revenue() external view returns (uint256);

    /// @notice What `payRoyalties` would pay now.
    function royaltiesDue() external view returns (uint256);

    /// @notice What `withdraw` would pay now.
    function withdrawable() external view returns (uint256);

    /// @notice The token of a latent, minted or not: uint256(keccak256(latent)).
    /// @param latent The decoder's input.
    function tokenIdOf(bytes calldata latent) external pure returns (uint256);

    /// @notice The context a proof must be made for to mint a token to a recipient:
    /// keccak256(abi.encode(keccak256("ZkStyle mint v1"), block.chainid, address(this), to, tokenId)).
    /// @param to The recipient.
    /// @param tokenId The token.
    function contextOf(address to, uint256 tokenId) external view returns (bytes32);

    /// @notice What is known of a token.
    /// @param tokenId The token.
    function contentOf(uint256 tokenId) external view returns (Content memory);

    /// @notice The content identifier of a token's image: CIDv1, raw leaf, SHA2-256, in lower-case base32.
    /// @param tokenId The token.
    function cidOf(uint256 tokenId) external view returns (string memory);

    /// @notice A token's image, byte for byte as it was proven. Only where the collection keeps images.
    /// @param tokenId The token.
    function imageOf(uint256 tokenId) external view returns (bytes memory);

    /// @notice A token's image as a PNG file. Only where the collection keeps images.
    /// @param tokenId The token.
    function pngOf(uint256 tokenId) external view returns (bytes memory);

    /// @notice A token's latent. Only where the collection keeps latents.
    /// @param tokenId The token.
    function latentOf(uint256 tokenId) external view returns (bytes memory);
}
