// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "solady/tokens/ERC721.sol";
import {Base64} from "solady/utils/Base64.sol";
import {LibString} from "solady/utils/LibString.sol";
import {SSTORE2} from "solady/utils/SSTORE2.sol";
import {Royalties} from "./Royalties.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {IZkStyleVerifier} from "./interfaces/IZkStyleVerifier.sol";
import {Text} from "./libraries/Text.sol";

/// @title Registry of models
/// @notice See IModelRegistry. The registry has no owner and no setting.
contract ModelRegistry is ERC721, IModelRegistry {
    /// @dev The whole, in hundredths of a percent.
    uint256 private constant WHOLE_BPS = 10_000;

    uint256 private constant MAX_NAME_LENGTH = 64;
    uint256 private constant MAX_LICENCE_LENGTH = 128;
    uint256 private constant MAX_CID_LENGTH = 128;

    /// @dev Pixels in one direction.
    uint256 private constant MAX_SIDE = 1024;

    /// @dev 256 colours of three bytes.
    uint256 private constant MAX_PALETTE_LENGTH = 768;

    /// @inheritdoc IModelRegistry
    IZkStyleVerifier public immutable verifier;

    /// @inheritdoc IModelRegistry
    uint256 public modelCount;

    mapping(uint256 modelId => Model) private _models;

    /// @param verifier_ The verifier that reads the keys and checks the proofs.
    constructor(IZkStyleVerifier verifier_) {
        require(address(verifier_).code.length > 0, InvalidVerifier(address(verifier_)));
        verifier = verifier_;
    }

    /// @inheritdoc IModelRegistry
    function register(Registration calldata registration, address key) external returns (uint256 modelId) {
        return _register(registration, key);
    }

    /// @inheritdoc IModelRegistry
    function registerWithKey(Registration calldata registration, bytes calldata keyData)
        external
        returns (uint256 modelId)
    {
        return _register(registration, SSTORE2.write(keyData));
    }

    /// @inheritdoc IModelRegistry
    function setRecipient(uint256 modelId, address recipient) external {
        require(_requireModel(modelId) == msg.sender, NotTheOwner(msg.sender, modelId));
        require(recipient != address(0), InvalidRecipient());
        _models[modelId].registration.terms.recipient = recipient;
        emit RecipientChanged(modelId, recipient);
    }

    /// @inheritdoc IModelRegistry
    function modelOf(uint256 modelId) external view returns (Model memory) {
        _requireModel(modelId);
        return _models[modelId];
    }

    /// @inheritdoc IModelRegistry
    function formatOf(uint256 modelId) external view returns (ImageFormat memory) {
        _requireModel(modelId);
        return _models[modelId].registration.format;
    }

    /// @inheritdoc IModelRegistry
    function recipientOf(uint256 modelId) external view returns (address) {
        _requireModel(modelId);
        return _models[modelId].registration.terms.recipient;
    }

    /// @notice The registry's name.
    function name() public pure override returns (string memory) {
        return "ZkStyle models";
    }

    /// @notice The registry's symbol.
    function symbol() public pure override returns (string memory) {
        return "ZKSM";
    }

    /// @notice A model's metadata, JSON in a data URI.
    /// @param modelId The model.
    function tokenURI(uint256 modelId) public view override returns (string memory) {
        _requireModel(modelId);
        Model storage model = _models[modelId];
        Registration storage registration = model.registration;
        string memory json = string.concat(
            '{"name":"',
            LibString.escapeJSON(registration.name),
            '","description":"A model whose decoding can be proven. Its verifying key has the Keccak-256 ',
            LibString.toHexString(uint256(registration.keyDigest), 32),
            '.","licence":"',
            LibString.escapeJSON(registration.licence),
            '","model":"ipfs://',
            registration.cid
        );
        json = string.concat(
            json,
            '","weights_commitment":"',
            LibString.toHexString(uint256(registration.weightsCommitment), 32),
            '","verifying_key":"',
            LibString.toHexStringChecksummed(model.key),
            '","royalties":"',
            LibString.toHexStringChecksummed(address(model.royalties)),
            '"}'
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    function _register(Registration calldata registration, address key) private returns (uint256 modelId) {
        _check(registration);
        require(verifier.isKey(key), InvalidKey(key));
        bytes32 digest = verifier.keyDigest(key);
        require(digest == registration.keyDigest, KeyDigestMismatch(registration.keyDigest, digest));

        modelId = ++modelCount;
        Royalties royalties = new Royalties(modelId, registration.terms);
        Model storage model = _models[modelId];
        model.key = key;
        model.blockNumber = uint64(block.number);
        model.royalties = royalties;
        model.registration = registration;
        _mint(msg.sender, modelId);
        emit ModelRegistered(
            modelId, msg.sender, digest, key, address(royalties), registration.weightsCommitment, registration.cid
        );
    }

    function _check(Registration calldata registration) private pure {
        bytes memory text = bytes(registration.name);
        require(text.length > 0 && text.length <= MAX_NAME_LENGTH && Text.isUtf8(text), InvalidName());
        text = bytes(registration.licence);
        require(text.length > 0 && text.length <= MAX_LICENCE_LENGTH && Text.isPrintableAscii(text), InvalidLicence());
        text = bytes(registration.cid);
        require(text.length > 0 && text.length <= MAX_CID_LENGTH && Text.isAlphanumeric(text), InvalidCid());
        require(registration.weightsCommitment != 0, InvalidCommitment());
        require(_isDrawable(registration.format), InvalidFormat());
        require(_isFair(registration.terms), InvalidTerms());
    }

    function _isDrawable(ImageFormat calldata format) private pure returns (bool) {
        uint256 colours = format.palette.length;
        return _isSide(uint256(format.width) * format.scale) && _isSide(uint256(format.height) * format.scale)
            && colours % 3 == 0 && colours <= MAX_PALETTE_LENGTH;
    }

    function _isSide(uint256 pixels) private pure returns (bool) {
        return pixels > 0 && pixels <= MAX_SIDE;
    }

    /// @dev Creators have a part, shares and a tree, or none of the three.
    function _isFair(RoyaltyTerms calldata terms) private pure returns (bool) {
        bool hasCreators = terms.creatorsBps > 0;
        return terms.recipient != address(0) && terms.royaltyBps <= WHOLE_BPS && terms.creatorsBps <= WHOLE_BPS
            && (terms.totalShares > 0) == hasCreators && (terms.creatorsRoot != 0) == hasCreators;
    }

    function _requireModel(uint256 modelId) private view returns (address owner) {
        owner = _ownerOf(modelId);
        require(owner != address(0), UnknownModel(modelId));
    }
}
