// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "solady/utils/Base64.sol";
import {LibString} from "solady/utils/LibString.sol";
import {ContentId} from "./ContentId.sol";

/// @title Metadata of a collection's tokens
/// @notice Writes the JSON of ERC-7007's schema as a data URI. The collection's name is the only text that somebody
/// chose; it is escaped. Everything else is hexadecimal, decimal, base32 or base64.
library TokenMetadata {
    /// @notice What the metadata say.
    /// @param collection The collection's name, UTF-8.
    /// @param tokenId The token, the Keccak-256 of its latent.
    /// @param keyDigest The Keccak-256 of the model's verifying key.
    /// @param key The data contract with the key.
    /// @param verifier The verifier.
    /// @param imageSha256 The SHA2-256 of the image.
    /// @param imageSize The image's length in bytes.
    /// @param png The image as a PNG file; empty where it is not on chain.
    struct Token {
        string collection;
        uint256 tokenId;
        bytes32 keyDigest;
        address key;
        address verifier;
        bytes32 imageSha256;
        uint256 imageSize;
        bytes png;
    }

    /// @notice The metadata as a data URI.
    /// @param token What they say.
    function encode(Token memory token) internal pure returns (string memory) {
        string memory content = string.concat("ipfs://", ContentId.ofRawBlock(token.imageSha256));
        string memory image =
            token.png.length > 0 ? string.concat("data:image/png;base64,", Base64.encode(token.png)) : content;
        string memory json = string.concat(_description(token), _image(token, image, content), _evidence(token));
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    /// @dev The members that say what the token is.
    function _description(Token memory token) private pure returns (string memory) {
        string memory prompt = LibString.toHexString(token.tokenId, 32);
        return string.concat(
            '{"name":"',
            LibString.escapeJSON(token.collection),
            " #",
            LibString.slice(prompt, 2, 10),
            '","description":"Decoded from its prompt by the INT8 model whose verifying key has the Keccak-256 ',
            LibString.toHexString(uint256(token.keyDigest), 32),
            '. A contract checked the proof before the token was minted.","prompt":"',
            prompt
        );
    }

    /// @dev The members that say where the image is.
    function _image(Token memory token, string memory image, string memory content)
        private
        pure
        returns (string memory)
    {
        return string.concat(
            '","image":"',
            image,
            '","aigc_type":"image","aigc_data":"',
            content,
            '","aigc_sha256":"',
            LibString.toHexString(uint256(token.imageSha256), 32),
            '","aigc_bytes":',
            LibString.toString(token.imageSize)
        );
    }

    /// @dev The members that say how to check it.
    function _evidence(Token memory token) private pure returns (string memory) {
        return string.concat(
            ',"proof_type":"validity","verifier":"',
            LibString.toHexStringChecksummed(token.verifier),
            '","verifying_key":"',
            LibString.toHexStringChecksummed(token.key),
            '"}'
        );
    }
}
