// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @title Verifier of decoded images
/// @notice One verifier serves every model: a model is a verifying key, and a verifying key is a data contract, an
/// account whose code is a zero byte (STOP, so that nobody can run it) followed by the key's bytes.
interface IZkStyleVerifier {
    /// @notice One claim of a batch: that the model of `key` decodes `latent` to `image`, as `proof` shows for `context`.
    struct Statement {
        address key;
        bytes32 context;
        bytes latent;
        bytes image;
        bytes proof;
    }

    /// @notice Tells whether the model of `key` decodes `latent` to `image`, as `proof` claims for `context`.
    /// @dev Returns false on any fault in the arguments' content: a key that is none, wrong lengths, scalars out of
    /// range, points off the curve, a proof made for another context, latent, image or key. It reverts on none of them.
    /// @param key The data contract with the verifying key.
    /// @param context What the proof was made for; a proof is valid for this value alone.
    /// @param latent The decoder's input.
    /// @param image The decoder's output.
    /// @param proof The proof.
    /// @return True if and only if the proof is valid.
    function verify(address key, bytes32 context, bytes calldata latent, bytes calldata image, bytes calldata proof)
        external
        view
        returns (bool);

    /// @notice Tells whether every statement of a batch is valid; an empty batch is not.
    /// @param statements The statements.
    /// @return True if and only if all are valid.
    function verifyBatch(Statement[] calldata statements) external view returns (bool);

    /// @notice Tells whether an account holds a well-formed verifying key for this verifier.
    /// @param key The account.
    /// @return True if the account is a data contract whose bytes this verifier can read as a key.
    function isKey(address key) external view returns (bool);

    /// @notice The Keccak-256 of the key's bytes: the account's code without its first byte.
    /// @param key The data contract.
    /// @return The digest; that of no bytes where there is no key.
    function keyDigest(address key) external view returns (bytes32);
}
