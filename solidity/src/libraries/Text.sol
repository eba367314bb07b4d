// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What characters a text is made of
library Text {
    /// @notice Whether bytes are UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
    /// @param text The bytes.
    function isUtf8(bytes memory text) internal pure returns (bool) {
        uint256 i = 0;
        while (i < text.length) {
            uint8 lead = uint8(text[i++]);
            if (lead < 0x80) continue;
            if (lead < 0xc2 || lead > 0xf4) return false;
            uint256 following = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
            if (following > text.length - i) return false;
            // The first byte that follows has a narrower range behind four leading bytes (RFC 3629, section 4).
            uint8 lowest = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
            uint8 highest = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
            for (; following > 0; --following) {
                uint8 next = uint8(text[i++]);
                if (next < lowest || next > highest) return false;
                (lowest, highest) = (0x80, 0xbf);
            }
        }
        return true;
    }

    /// @notice Whether bytes are printable ASCII, the space included.
    /// @param text The bytes.
    function isPrintableAscii(bytes memory text) internal pure returns (bool) {
        for (uint256 i = 0; i < text.length; ++i) {
            if (text[i] < 0x20 || text[i] > 0x7e) return false;
        }
        return true;
    }

    /// @notice Whether bytes are ASCII letters and digits.
    /// @param text The bytes.
    function isAlphanumeric(bytes memory text) internal pure returns (bool) {
        for (uint256 i = 0; i < text.length; ++i) {
            bytes1 character = text[i];
            bool isDigit = character >= "0" && character <= "9";
            bool isUpper = character >= "A" && character <= "Z";
            bool isLower = character >= "a" && character <= "z";
            if (!isDigit && !isUpper && !isLower) return false;
        }
        return true;
    }
}
