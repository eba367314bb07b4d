// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Text} from "../src/libraries/Text.sol";
import {Test} from "./support/Test.sol";

contract TextTest is Test {
    function test_isUtf8_acceptsTheEdgesOfEachLength() public pure {
        assertTrue(Text.isUtf8(""), "nothing");
        assertTrue(Text.isUtf8(hex"00"), "U+0000");
        assertTrue(Text.isUtf8(hex"7f"), "U+007F");
        assertTrue(Text.isUtf8(hex"c280"), "U+0080");
        assertTrue(Text.isUtf8(hex"dfbf"), "U+07FF");
        assertTrue(Text.isUtf8(hex"e0a080"), "U+0800");
        assertTrue(Text.isUtf8(hex"ed9fbf"), "U+D7FF");
        assertTrue(Text.isUtf8(hex"ee8080"), "U+E000");
        assertTrue(Text.isUtf8(hex"efbfbf"), "U+FFFF");
        assertTrue(Text.isUtf8(hex"f0908080"), "U+10000");
        assertTrue(Text.isUtf8(hex"f48fbfbf"), "U+10FFFF");
        assertTrue(Text.isUtf8(bytes(unicode"Öl auf Leinwand — 油絵 🎨")), "a name");
    }

    function test_isUtf8_refusesWhatNoCharacterIs() public pure {
        assertFalse(Text.isUtf8(hex"80"), "a continuation alone");
        assertFalse(Text.isUtf8(hex"c080"), "U+0000 in two bytes");
        assertFalse(Text.isUtf8(hex"c1bf"), "U+007F in two bytes");
        assertFalse(Text.isUtf8(hex"e09fbf"), "U+07FF in three bytes");
        assertFalse(Text.isUtf8(hex"f08fbfbf"), "U+FFFF in four bytes");
        assertFalse(Text.isUtf8(hex"eda080"), "a surrogate");
        assertFalse(Text.isUtf8(hex"f4908080"), "above U+10FFFF");
        assertFalse(Text.isUtf8(hex"f5808080"), "a lead of nothing");
        assertFalse(Text.isUtf8(hex"c2"), "cut after one byte");
        assertFalse(Text.isUtf8(hex"e282"), "cut after two bytes");
        assertFalse(Text.isUtf8(hex"f09f8e"), "cut after three bytes");
        assertFalse(Text.isUtf8(hex"c222"), "a lead that would swallow a quote");
    }

    function test_fuzz_isUtf8_acceptsEveryCharacterAndNothingBesideIt(uint256 draw, bytes1 after_) public pure {
        uint256 code = draw % 0x110000;
        bool isSurrogate = code >= 0xd800 && code < 0xe000;
        bytes memory character = encode(code);
        assertTrue(Text.isUtf8(character) != isSurrogate, "the character alone");
        // Followed by one byte: still UTF-8 exactly where that byte is ASCII.
        bool isAscii = uint8(after_) < 0x80;
        assertTrue(Text.isUtf8(bytes.concat(character, after_)) == (isAscii && !isSurrogate), "and a byte more");
    }

    function test_fuzz_isPrintableAscii_isAboutEachByte(bytes memory text) public pure {
        bool expected = true;
        for (uint256 i = 0; i < text.length; ++i) {
            expected = expected && uint8(text[i]) >= 32 && uint8(text[i]) <= 126;
        }
        assertTrue(Text.isPrintableAscii(text) == expected, "verdict");
    }

    function test_isAlphanumeric_knowsEachByte() public pure {
        bytes memory members = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        assertTrue(Text.isAlphanumeric(members), "all of them");
        assertTrue(Text.isAlphanumeric(""), "none of them");
        for (uint256 i = 0; i < 256; ++i) {
            bool isMember = false;
            for (uint256 j = 0; j < members.length; ++j) {
                isMember = isMember || uint8(members[j]) == i;
            }
            assertTrue(Text.isAlphanumeric(bytes.concat("a", bytes1(uint8(i)))) == isMember, "one byte");
        }
    }

    /// @dev The code point's bits by the table of RFC 3629, section 3.
    function encode(uint256 code) private pure returns (bytes memory) {
        if (code < 0x80) return bytes.concat(bytes1(uint8(code)));
        bytes1 last = bytes1(uint8(0x80 | (code & 0x3f)));
        if (code < 0x800) return bytes.concat(bytes1(uint8(0xc0 | (code >> 6))), last);
        bytes1 third = bytes1(uint8(0x80 | ((code >> 6) & 0x3f)));
        if (code < 0x10000) return bytes.concat(bytes1(uint8(0xe0 | (code >> 12))), third, last);
        bytes1 second = bytes1(uint8(0x80 | ((code >> 12) & 0x3f)));
        return bytes.concat(bytes1(uint8(0xf0 | (code >> 18))), second, third, last);
    }
}
