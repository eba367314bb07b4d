// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IRoyalties} from "./IRoyalties.sol";
import {IZkStyleVerifier} from "./IZkStyleVerifier.sol";

/// @title Registry of models
/// @notice A model is an ERC-721 token. It names the verifying key that proofs are checked against, the weights it was
/// compiled from, the file they are published in, its licence, and who shares in its revenue.
///
/// After registration everything is fixed but two things: the token may change hands, and its owner may name another
/// recipient for the part of revenue that is not the creators'. Collections are opened on a model and creators rely on
/// its terms, so nothing they rely on can be taken back: not the key (another key is another model), not the
/// commitment and the file (they say what the key was made from), not the licence (published weights cannot be
/// unpublished), not the creators' root, shares and percentages (they are other people's money).
///
/// The registry checks that the key is one, and its digest. It cannot check the rest: that the key was compiled from
/// the file, that the name is deserved, that the creators are the true ones. Anyone can check the first: fetch the
/// file by its CID, compare its weights with the commitment, compile it, and compare the key with `keyDigest`.
/// Several models may name one key, so that nobody can keep an owner from registering by being first: who relies
/// on a model relies on its number.
interface IModelRegistry {
    /// @notice What the bytes of an image mean.
    /// @param width Cells in a line.
    /// @param height Lines.
    /// @param scale Pixels in each direction that show one cell.
    /// @param palette Red, green and blue of each class, where an image is one plane of class indices; empty where an
    /// image is three planes of red, green and blue.
    struct ImageFormat {
        uint16 width;
        uint16 height;
        uint8 scale;
        bytes palette;
    }

    /// @notice Who shares in a model's revenue.
    /// @param recipient Who has the part that is not the creators'.
    /// @param royaltyBps The model's part of a sale, first or later, in hundredths of a percent.
    /// @param creatorsBps The creators' part of that part, in hundredths of a percent.
    /// @param totalShares What the shares of all creators add up to; 0 where there are none.
    /// @param creatorsRoot The root of the Merkle tree of (creator, shares), see IRoyalties; 0 where there are none.
    struct RoyaltyTerms {
        address recipient;
        uint16 royaltyBps;
        uint16 creatorsBps;
        uint64 totalShares;
        bytes32 creatorsRoot;
    }

    /// @notice What is registered.
    /// @param name The model's name, UTF-8, 1 to 64 bytes.
    /// @param licence The licence of the weights, an SPDX expression: printable ASCII, 1 to 128 bytes.
    /// @param cid The content identifier of the model's file, letters and digits, 1 to 128 bytes.
    /// @param weightsCommitment The SHA-256 of the model's file.
    /// @param keyDigest The Keccak-256 of the verifying key.
    /// @param format What the bytes of an image mean.
    /// @param terms Who shares in the revenue.
    struct Registration {
        string name;
        string licence;
        string cid;
        bytes32 weightsCommitment;
        bytes32 keyDigest;
        ImageFormat format;
        RoyaltyTerms terms;
    }

    /// @notice A registered model.
    /// @param key The data contract with the verifying key.
    /// @param blockNumber The block of the registration.
    /// @param royalties The contract that shares the revenue.
    /// @param registration What was registered; `terms.recipient` is the present one.
    struct Model {
        address key;
        uint64 blockNumber;
        IRoyalties royalties;
        Registration registration;
    }

    /// @notice A model was registered.
    event ModelRegistered(
        uint256 indexed modelId,
        address indexed owner,
        bytes32 indexed keyDigest,
        address key,
        address royalties,
        bytes32 weightsCommitment,
        string cid
    );

    /// @notice A model's owner named another recipient of revenue.
    event RecipientChanged(uint256 indexed modelId, address recipient);

    /// @notice The verifier is no contract. Thrown at deployment.
    error InvalidVerifier(address verifier);

    /// @notice The verifier reads no verifying key at this address. Thrown at registration.
    error InvalidKey(address key);

    /// @notice The data contract holds another key than is registered. Thrown at registration.
    error KeyDigestMismatch(bytes32 expected, bytes32 actual);

    /// @notice The name is empty, too long or no UTF-8. Thrown at registration.
    error InvalidName();

    /// @notice The licence is empty, too long or has other characters than printable ASCII. Thrown at registration.
    error InvalidLicence();

    /// @notice The CID is empty, too long or has other characters than letters and digits. Thrown at registration.
    error InvalidCid();

    /// @notice The weights commitment is zero. Thrown at registration.
    error InvalidCommitment();

    /// @notice A side is zero, more than 1024 pixels would be drawn in one direction, or the palette is not 1 to 256
    /// colours of three bytes. Thrown at registration.
    error InvalidFormat();

    /// @notice The recipient is nobody, a percentage is above the whole, or creators have a part without a tree or a
    /// tree without shares. Thrown at registration.
    error InvalidTerms();

    /// @notice The recipient is nobody. Thrown by `setRecipient`.
    error InvalidRecipient();

    /// @notice Only the model's owner may do this. Thrown by `setRecipient`.
    error NotTheOwner(address caller, uint256 modelId);

    /// @notice No model has this number. Thrown by every function that is given one.
    error UnknownModel(uint256 modelId);

    /// @notice Registers a model whose verifying key is on chain already. The caller becomes the owner.
    /// @param registration What is registered.
    /// @param key The data contract with the verifying key, whoever has deployed it: its content is compared.
    /// @return modelId The model's number; numbers count from 1.
    function register(Registration calldata registration, address key) external returns (uint256 modelId);

    /// @notice Deploys the verifying key as a data contract and registers the model. The caller becomes the owner.
    /// @param registration What is registered.
    /// @param keyData The verifying key, at most 24,575 bytes.
    /// @return modelId The model's number; numbers count from 1.
    function registerWithKey(Registration calldata registration, bytes calldata keyData)
        external
        returns (uint256 modelId);

    /// @notice Names another recipient for the part of revenue that is not the creators'; what is due and not yet
    /// paid goes to the new one. Only the model's owner may.
    /// @param modelId The model.
    /// @param recipient The recipient.
    function setRecipient(uint256 modelId, address recipient) external;

    /// @notice All that an auditor needs: key, file, commitment, format and terms of a model.
    /// @param modelId The model.
    function modelOf(uint256 modelId) external view returns (Model memory);

    /// @notice What the bytes of a model's images mean.
    /// @param modelId The model.
    function formatOf(uint256 modelId) external view returns (ImageFormat memory);

    /// @notice Who has the part of a model's revenue that is not the creators'.
    /// @param modelId The model.
    function recipientOf(uint256 modelId) external view returns (address);

    /// @notice How many models are registered; the last one's number.
    function modelCount() external view returns (uint256);

    /// @notice The verifier that reads the keys and checks the proofs.
    function verifier() external view returns (IZkStyleVerifier);
}
