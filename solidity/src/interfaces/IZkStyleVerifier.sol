// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @title Verifier of decoded images
/// @notice One verifier serves every model: a model is a verifying key, and a verifying key is a data contract, an
/// account whose code is a zero byte (STOP, so that nobody can run it) followed by the key's bytes.
interface IZkStyleVerifier {
    /// @notice Thrown when a call has too little gas to finish: what a proof is worth must not depend on the gas.
    error InsufficientGas();

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

    /// @notice Tells whether several proofs are valid, of one or more models, by one pairing check.
    /// @dev What depends on the key alone is done once for statements of the same key that stand next to each other. A batch
    /// without a statement proves nothing and is refused, and so is one whose keys were made with different setups
    /// ([tau]_2), which one pairing cannot check. Like `verify` it returns false on any fault in the statements' content
    /// and reverts with InsufficientGas alone; the answer does not tell which statement was at fault.
    /// @param statements The statements; the arguments of as many calls of `verify`.
    /// @return True if and only if there is a statement, `verify` would return true for each, and the keys share one setup.
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
