// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Utils} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Utils.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Base64} from "solady/utils/Base64.sol";
import {LibString} from "solady/utils/LibString.sol";
import {IERC7007} from "./interfaces/IERC7007.sol";
import {IStyleCollection} from "./interfaces/IStyleCollection.sol";
import {IZkStyleVerifier} from "./interfaces/IZkStyleVerifier.sol";
import {ContentId} from "./libraries/ContentId.sol";

/// @title Collection of images decoded by one model
/// @notice See IStyleCollection. The collection has no owner and no setting: what it is, it is from its deployment on.
contract StyleCollection is ERC721, IStyleCollection {
    /// @dev Keeps contexts of mints apart from contexts of any other use of a proof.
    bytes32 private constant MINT_DOMAIN = keccak256("ZkStyle mint v1");

    /// @dev Bytes of the recipient at the start of a proof envelope.
    uint256 private constant RECIPIENT_LENGTH = 20;

    /// @inheritdoc IStyleCollection
    IZkStyleVerifier public immutable verifier;

    /// @inheritdoc IStyleCollection
    address public immutable key;

    /// @inheritdoc IStyleCollection
    bytes32 public immutable keyDigest;

    mapping(uint256 tokenId => Content) private _contents;

    /// @param name_ The collection's name, UTF-8.
    /// @param symbol_ The collection's symbol, UTF-8.
    /// @param verifier_ The verifier every proof is checked with.
    /// @param key_ The data contract with the model's verifying key.
    /// @param expectedKeyDigest The Keccak-256 of the key the deployer means, so that a collection cannot be opened
    /// by mistake on another model's key.
    constructor(
        string memory name_,
        string memory symbol_,
        IZkStyleVerifier verifier_,
        address key_,
        bytes32 expectedKeyDigest
    ) ERC721(name_, symbol_) {
        require(address(verifier_).code.length > 0, InvalidVerifier(address(verifier_)));
        require(verifier_.isKey(key_), InvalidKey(key_));
        bytes32 actual = verifier_.keyDigest(key_);
        require(actual == expectedKeyDigest, KeyDigestMismatch(expectedKeyDigest, actual));
        verifier = verifier_;
        key = key_;
        keyDigest = actual;
    }

    /// @inheritdoc IStyleCollection
    function mint(address to, bytes calldata latent, bytes calldata image, bytes calldata proof)
        external
        returns (uint256 tokenId)
    {
        tokenId = tokenIdOf(latent);
        require(_ownerOf(tokenId) == address(0), AlreadyMinted(tokenId));
        require(_isProven(to, tokenId, latent, image, proof), InvalidProof(tokenId, to));
        _contents[tokenId] = Content({
            recipient: to,
            blockNumber: uint48(block.number),
            imageSize: uint48(image.length),
            imageKeccak256: keccak256(image),
            imageSha256: sha256(image)
        });
        _mint(to, tokenId);
        emit AigcData(tokenId, latent, image, bytes.concat(bytes20(to), proof));
        // Last, because it calls the recipient: whatever it does there, the token is minted and complete.
        ERC721Utils.checkOnERC721Received(msg.sender, address(0), to, tokenId, "");
    }

    /// @inheritdoc IERC7007
    /// @dev The token must exist, and the content must be what it was minted with: a model decodes a prompt to one
    /// image. So this changes nothing; it reports the token's content again, with any valid proof of it.
    function addAigcData(uint256 tokenId, bytes calldata prompt, bytes calldata aigcData, bytes calldata proof)
        external
    {
        _requireOwned(tokenId);
        uint256 promptTokenId = tokenIdOf(prompt);
        require(tokenId == promptTokenId, TokenIdMismatch(tokenId, promptTokenId));
        require(keccak256(aigcData) == _contents[tokenId].imageKeccak256, ImageMismatch(tokenId));
        require(proof.length >= RECIPIENT_LENGTH, EnvelopeTooShort(proof.length));
        require(verify(prompt, aigcData, proof), InvalidProof(tokenId, _recipientOf(proof)));
        emit AigcData(tokenId, prompt, aigcData, proof);
    }

    /// @inheritdoc IERC7007
    /// @dev `proof` is an envelope: the recipient's 20 bytes, then the verifier's proof.
    function verify(bytes calldata prompt, bytes calldata aigcData, bytes calldata proof)
        public
        view
        returns (bool success)
    {
        if (proof.length < RECIPIENT_LENGTH) return false;
        return _isProven(_recipientOf(proof), tokenIdOf(prompt), prompt, aigcData, proof[RECIPIENT_LENGTH:]);
    }

    /// @inheritdoc IStyleCollection
    function contentOf(uint256 tokenId) external view returns (Content memory) {
        _requireOwned(tokenId);
        return _contents[tokenId];
    }

    /// @inheritdoc IStyleCollection
    function cidOf(uint256 tokenId) external view returns (string memory) {
        _requireOwned(tokenId);
        return ContentId.ofRawBlock(_contents[tokenId].imageSha256);
    }

    /// @notice The token's metadata by the schema of ERC-7007, JSON in a data URI.
    /// @dev `prompt` is the latent's Keccak-256; `image` and `aigc_data` name the proven bytes by their content.
    /// @param tokenId The token.
    function tokenURI(uint256 tokenId) public view override returns (string memory) {
        _requireOwned(tokenId);
        string memory json = string.concat(_describe(tokenId), _reference(_contents[tokenId]));
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IERC7007).interfaceId || super.supportsInterface(interfaceId);
    }

    /// @inheritdoc IStyleCollection
    function contextOf(address to, uint256 tokenId) public view returns (bytes32) {
        return keccak256(abi.encode(MINT_DOMAIN, block.chainid, address(this), to, tokenId));
    }

    /// @inheritdoc IStyleCollection
    function tokenIdOf(bytes calldata latent) public pure returns (uint256) {
        return uint256(keccak256(latent));
    }

    function _isProven(address to, uint256 tokenId, bytes calldata latent, bytes calldata image, bytes calldata proof)
        private
        view
        returns (bool)
    {
        return verifier.verify(key, contextOf(to, tokenId), latent, image, proof);
    }

    /// @dev The first half of the metadata: the members that say what the token is.
    function _describe(uint256 tokenId) private view returns (string memory) {
        string memory prompt = LibString.toHexString(tokenId, 32);
        return string.concat(
            '{"name":"',
            LibString.escapeJSON(name()),
            " #",
            LibString.slice(prompt, 2, 10),
            '","description":"Decoded from its prompt by the INT8 model whose verifying key has the Keccak-256 ',
            LibString.toHexString(uint256(keyDigest), 32),
            '. A contract checked the proof before the token was minted.","prompt":"',
            prompt,
            '"'
        );
    }

    /// @dev The second half: the members that say where the image is and how to check it.
    function _reference(Content memory content) private view returns (string memory) {
        string memory uri = string.concat("ipfs://", ContentId.ofRawBlock(content.imageSha256));
        return string.concat(
            ',"image":"',
            uri,
            '","aigc_type":"image","aigc_data":"',
            uri,
            '","aigc_keccak256":"',
            LibString.toHexString(uint256(content.imageKeccak256), 32),
            '","aigc_bytes":',
            LibString.toString(content.imageSize),
            ',"proof_type":"validity","verifier":"',
            LibString.toHexStringChecksummed(address(verifier)),
            '","verifying_key":"',
            LibString.toHexStringChecksummed(key),
            '"}'
        );
    }

    function _recipientOf(bytes calldata envelope) private pure returns (address) {
        return address(bytes20(envelope[:RECIPIENT_LENGTH]));
    }
}
