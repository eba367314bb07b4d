// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC7007} from "./IERC7007.sol";
import {IZkStyleVerifier} from "./IZkStyleVerifier.sol";

/// @title Collection of images decoded by one model
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
interface IStyleCollection is IERC7007 {
    /// @notice What the collection remembers of a token's image; the bytes are in the mint transaction's calldata.
    /// @param recipient The account the token was minted to.
    /// @param blockNumber The block of the mint transaction.
    /// @param imageSize The image's length in bytes.
    /// @param imageKeccak256 The Keccak-256 of the image.
    /// @param imageSha256 The SHA2-256 of the image, from which `cidOf` follows.
    struct Content {
        address recipient;
        uint48 blockNumber;
        uint48 imageSize;
        bytes32 imageKeccak256;
        bytes32 imageSha256;
    }

    /// @notice The verifier is no contract. Thrown at deployment.
    error InvalidVerifier(address verifier);

    /// @notice The verifier reads no verifying key at this address. Thrown at deployment.
    error InvalidKey(address key);

    /// @notice The data contract holds another verifying key than the deployer expects. Thrown at deployment.
    error KeyDigestMismatch(bytes32 expected, bytes32 actual);

    /// @notice The latent has been minted before. Thrown by `mint`.
    error AlreadyMinted(uint256 tokenId);

    /// @notice The verifier refuses the proof for this token and this recipient. Thrown by `mint` and `addAigcData`.
    error InvalidProof(uint256 tokenId, address recipient);

    /// @notice The token is not that of the prompt. Thrown by `addAigcData`.
    error TokenIdMismatch(uint256 tokenId, uint256 promptTokenId);

    /// @notice The image is not the one the token was minted with. Thrown by `addAigcData`.
    error ImageMismatch(uint256 tokenId);

    /// @notice The envelope is too short to hold a recipient. Thrown by `addAigcData`.
    error EnvelopeTooShort(uint256 length);

    /// @notice Mints the token of a latent to the recipient the proof was made for. Anyone may send the transaction.
    /// @dev Emits `Transfer` and `AigcData`, then asks a recipient that is a contract to accept the token (ERC-721).
    /// @param to The recipient.
    /// @param latent The decoder's input.
    /// @param image The decoder's output.
    /// @param proof The verifier's proof for `contextOf(to, tokenIdOf(latent))`, without envelope.
    /// @return tokenId The new token.
    function mint(address to, bytes calldata latent, bytes calldata image, bytes calldata proof)
        external
        returns (uint256 tokenId);

    /// @notice The verifier every proof is checked with.
    function verifier() external view returns (IZkStyleVerifier);

    /// @notice The data contract with the model's verifying key.
    function key() external view returns (address);

    /// @notice The Keccak-256 of the model's verifying key.
    function keyDigest() external view returns (bytes32);

    /// @notice The token of a latent, minted or not: uint256(keccak256(latent)).
    /// @param latent The decoder's input.
    function tokenIdOf(bytes calldata latent) external pure returns (uint256);

    /// @notice The context a proof must be made for to mint a token to a recipient:
    /// keccak256(abi.encode(keccak256("ZkStyle mint v1"), block.chainid, address(this), to, tokenId)).
    /// @param to The recipient.
    /// @param tokenId The token.
    function contextOf(address to, uint256 tokenId) external view returns (bytes32);

    /// @notice What is known of a minted token's image. Reverts with ERC721NonexistentToken for any other token.
    /// @param tokenId The token.
    function contentOf(uint256 tokenId) external view returns (Content memory);

    /// @notice The content identifier of a minted token's image: CIDv1, raw leaf, SHA2-256, in lower-case base32.
    /// Reverts with ERC721NonexistentToken for any other token.
    /// @param tokenId The token.
    function cidOf(uint256 tokenId) external view returns (string memory);
}
