// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "solady/utils/Base64.sol";
import {LibString} from "solady/utils/LibString.sol";
import {IStyleCollection} from "../src/interfaces/IStyleCollection.sol";
import {StyleCollectionTest} from "./support/StyleCollectionTest.sol";

contract StyleCollectionMetadataTest is StyleCollectionTest {
    string private constant PREFIX = "data:application/json;base64,";

    function test_tokenURI_followsTheSchema() public {
        reopenOnFormat(11, 1, 1, hex"000000");
        image = "hello world";
        uint256 tokenId = mintTo(ALICE);
        string memory json = readJson(tokenId);
        string memory uri = "ipfs://bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
        string memory prompt = vm.toString(bytes.concat(keccak256(latent)));
        assertEq(
            vm.parseJsonString(json, ".name"), string.concat("Nouns in oil #", LibString.slice(prompt, 2, 10)), "name"
        );
        assertTrue(
            LibString.contains(
                vm.parseJsonString(json, ".description"), vm.toString(bytes.concat(collection.keyDigest()))
            ),
            "description"
        );
        assertEq(vm.parseJsonString(json, ".prompt"), prompt, "prompt");
        assertEq(vm.parseJsonString(json, ".image"), uri, "image");
        assertEq(vm.parseJsonString(json, ".aigc_type"), "image", "aigc_type");
        assertEq(vm.parseJsonString(json, ".aigc_data"), uri, "aigc_data");
        assertEq(vm.parseJsonString(json, ".aigc_sha256"), vm.toString(bytes.concat(sha256(image))), "aigc_sha256");
        assertEq(vm.parseJsonUint(json, ".aigc_bytes"), 11, "aigc_bytes");
        assertEq(vm.parseJsonString(json, ".proof_type"), "validity", "proof_type");
        assertEq(vm.parseJsonString(json, ".verifier"), vm.toString(address(verifier)), "verifier");
        assertEq(vm.parseJsonString(json, ".verifying_key"), vm.toString(key), "verifying_key");
        assertEq(vm.parseJsonKeys(json, "$").length, 11, "number of members");
    }

    function test_tokenURI_escapesEveryAsciiCharacter() public {
        bytes memory ascii = new bytes(128);
        for (uint256 i = 0; i < ascii.length; ++i) {
            ascii[i] = bytes1(uint8(i));
        }
        assertNameSurvives(string(ascii));
    }

    function test_tokenURI_escapesQuotesAndKeepsUnicode() public {
        assertNameSurvives('","prompt":"forged"}\\');
        assertNameSurvives(unicode"Öl auf Leinwand — 油絵 🎨");
    }

    function test_fuzz_tokenURI_isJsonWhateverTheName(bytes calldata anyName) public {
        bytes memory ascii = anyName;
        for (uint256 i = 0; i < ascii.length; ++i) {
            ascii[i] &= 0x7f;
        }
        assertNameSurvives(string(ascii));
    }

    function test_tokenURI_revertsWhenTokenDoesNotExist() public {
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.UnknownToken.selector, 1));
        collection.tokenURI(1);
    }

    function test_cidOf_isThatOfTheImage() public {
        reopenOnFormat(11, 1, 1, hex"000000");
        image = "hello world";
        uint256 tokenId = mintTo(ALICE);
        assertEq(collection.cidOf(tokenId), "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e", "identifier");
    }

    function test_cidOf_revertsWhenTokenDoesNotExist() public {
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.UnknownToken.selector, 1));
        collection.cidOf(1);
    }

    function test_contentOf_revertsWhenTokenDoesNotExist() public {
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.UnknownToken.selector, 1));
        collection.contentOf(1);
    }

    /// @dev A JSON reader gets back the name as the deployer wrote it, and no member more.
    function assertNameSurvives(string memory name) private {
        settings.name = name;
        reopen();
        string memory json = readJson(mintTo(ALICE));
        string memory number = LibString.slice(vm.toString(bytes.concat(keccak256(latent))), 2, 10);
        assertEq(vm.parseJsonString(json, ".name"), string.concat(name, " #", number), "name");
        assertEq(vm.parseJsonKeys(json, "$").length, 11, "number of members");
    }

    function readJson(uint256 tokenId) private view returns (string memory) {
        string memory uri = collection.tokenURI(tokenId);
        assertTrue(LibString.startsWith(uri, PREFIX), "data URI");
        return string(Base64.decode(LibString.slice(uri, bytes(PREFIX).length)));
    }
}
