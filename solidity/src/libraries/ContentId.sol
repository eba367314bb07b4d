// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Content identifiers
/// @notice Writes the identifier under which content-addressed storage finds a block of bytes. Sources: the CID
/// specification (multiformats/cid), multicodec and multihash tables, RFC 4648 section 6 for base32.
library ContentId {
    /// @dev Version 1, codec "raw" (0x55), hash function sha2-256 (0x12), digest of 0x20 bytes.
    bytes4 private constant PREFIX = 0x01551220;

    bytes32 private constant ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    /// @dev The multibase letter "b", then ceil(36 * 8 / 5) characters.
    uint256 private constant LENGTH = 59;

    /// @notice The CIDv1 of a raw block as multibase base32 text.
    /// @param digest The block's SHA2-256.
    /// @return The identifier, 59 characters.
    function ofRawBlock(bytes32 digest) internal pure returns (string memory) {
        bytes memory binary = bytes.concat(PREFIX, digest);
        bytes memory text = new bytes(LENGTH);
        text[0] = "b";
        uint256 buffer;
        uint256 pendingBits;
        uint256 written = 1;
        for (uint256 i = 0; i < binary.length; ++i) {
            // Only the lowest pendingBits (at most 4) of the old buffer still count; higher bits are masked on use.
            buffer = (buffer << 8) | uint8(binary[i]);
            pendingBits += 8;
            while (pendingBits >= 5) {
                pendingBits -= 5;
                text[written++] = ALPHABET[(buffer >> pendingBits) & 31];
            }
        }
        // 288 bits are 57 characters of five bits and three bits more, filled with zeros on the right.
        text[written] = ALPHABET[(buffer << (5 - pendingBits)) & 31];
        return string(text);
    }
}
