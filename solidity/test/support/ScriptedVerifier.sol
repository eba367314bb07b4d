// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IZkStyleVerifier} from "../../src/interfaces/IZkStyleVerifier.sol";

/// @title A verifier whose answers a test decides
/// @notice It accepts exactly the statements a test has told it to accept, so that the tests of a collection see
/// whether it asks the right question.
contract ScriptedVerifier is IZkStyleVerifier {
    mapping(bytes32 statement => bool) private _accepted;

    /// @notice Makes `verify` true for these arguments.
    function accept(address key, bytes32 context, bytes memory latent, bytes memory image, bytes memory proof)
        external
    {
        _accepted[keccak256(abi.encode(key, context, latent, image, proof))] = true;
    }

    /// @inheritdoc IZkStyleVerifier
    function verify(address key, bytes32 context, bytes calldata latent, bytes calldata image, bytes calldata proof)
        external
        view
        returns (bool)
    {
        return _accepted[keccak256(abi.encode(key, context, latent, image, proof))];
    }

    /// @inheritdoc IZkStyleVerifier
    function verifyBatch(Statement[] calldata statements) external view returns (bool valid) {
        valid = statements.length > 0;
        for (uint256 i = 0; i < statements.length; ++i) {
            Statement calldata s = statements[i];
            valid = valid && _accepted[keccak256(abi.encode(s.key, s.context, s.latent, s.image, s.proof))];
        }
    }

    /// @inheritdoc IZkStyleVerifier
    function isKey(address key) external view returns (bool) {
        return key.code.length > 1 && key.code[0] == 0;
    }

    /// @inheritdoc IZkStyleVerifier
    function keyDigest(address key) external view returns (bytes32) {
        bytes memory code = key.code;
        bytes memory content = new bytes(code.length - 1);
        for (uint256 i = 0; i < content.length; ++i) {
            content[i] = code[i + 1];
        }
        return keccak256(content);
    }
}

/// @title A verifier that reverts instead of answering
contract RevertingVerifier is IZkStyleVerifier {
    error OutOfOrder();

    /// @inheritdoc IZkStyleVerifier
    function verify(address, bytes32, bytes calldata, bytes calldata, bytes calldata) external pure returns (bool) {
        revert OutOfOrder();
    }

    /// @inheritdoc IZkStyleVerifier
    function verifyBatch(Statement[] calldata) external pure returns (bool) {
        revert OutOfOrder();
    }

    /// @inheritdoc IZkStyleVerifier
    function isKey(address) external pure returns (bool) {
        return true;
    }

    /// @inheritdoc IZkStyleVerifier
    function keyDigest(address) external pure returns (bytes32) {
        return 0;
    }
}

/// @title A verifier that accepts everything and costs next to nothing, so that gas is the collection's own
contract AcceptingVerifier {
    fallback() external {
        assembly ("memory-safe") {
            mstore(0x00, 1)
            return(0x00, 0x20)
        }
    }
}
