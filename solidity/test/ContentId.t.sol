// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ContentId} from "../src/libraries/ContentId.sol";
import {Test} from "./support/Test.sol";

contract ContentIdTest is Test {
    /// @dev Computed with Python 3: "b" + base64.b32encode(bytes.fromhex("01551220") + sha256(block)), lower case,
    /// without "=".
    function test_ofRawBlock_agreesWithPython() public pure {
        assertEq(
            ContentId.ofRawBlock(sha256("")),
            "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
            "empty block"
        );
        assertEq(
            ContentId.ofRawBlock(sha256("hello world")),
            "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
            "hello world"
        );
    }

    function test_ofRawBlock_edgeDigests() public pure {
        assertEq(decode(ContentId.ofRawBlock(0)), bytes.concat(hex"01551220", bytes32(0)), "zeros");
        bytes32 ones = bytes32(type(uint256).max);
        assertEq(decode(ContentId.ofRawBlock(ones)), bytes.concat(hex"01551220", ones), "ones");
    }

    function test_fuzz_ofRawBlock_decodesToThePrefixedDigest(bytes32 digest) public pure {
        assertEq(decode(ContentId.ofRawBlock(digest)), bytes.concat(hex"01551220", digest), "decoded");
    }

    /// @dev Base32 read bit by bit; requires the multibase letter, the length, the alphabet and zero padding bits.
    function decode(string memory text) private pure returns (bytes memory binary) {
        bytes memory characters = bytes(text);
        assertEq(characters.length, 59, "length");
        assertTrue(characters[0] == "b", "multibase letter");
        binary = new bytes(36);
        for (uint256 bit = 0; bit < 58 * 5; ++bit) {
            uint8 character = uint8(characters[1 + bit / 5]);
            bool isLetter = character >= 0x61 && character <= 0x7a;
            assertTrue(isLetter || (character >= 0x32 && character <= 0x37), "alphabet");
            uint8 value = isLetter ? character - 0x61 : character - 0x32 + 26;
            uint8 set = (value >> (4 - bit % 5)) & 1;
            if (bit < 288) binary[bit / 8] |= bytes1(set << uint8(7 - bit % 8));
            else assertEq(set, 0, "padding bit");
        }
    }
}
