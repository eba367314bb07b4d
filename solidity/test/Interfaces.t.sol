// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {StyleCollection} from "../src/StyleCollection.sol";
import {IERC7007} from "../src/interfaces/IERC7007.sol";
import {IERC7007Enumerable} from "../src/interfaces/IERC7007Enumerable.sol";
import {StyleCollectionTest} from "./support/StyleCollectionTest.sol";

/// @dev Identifiers as the Final texts print them, and signatures as they spell them; nothing is taken from our own
/// interfaces but what is compared.
contract InterfacesTest is StyleCollectionTest {
    bytes4 private constant ERC165 = 0x01ffc9a7;
    bytes4 private constant ERC721 = 0x80ac58cd;
    bytes4 private constant ERC721_METADATA = 0x5b5e139f;
    bytes4 private constant ERC2981 = 0x2a55205a;
    bytes4 private constant ERC7007 = 0x702c55a6;
    bytes4 private constant ERC7007_ENUMERABLE = 0xfa1a557a;

    function test_erc7007_identifiersFollowFromTheSignatures() public pure {
        bytes4 core = selector("addAigcData(uint256,bytes,bytes,bytes)") ^ selector("verify(bytes,bytes,bytes)");
        bytes4 enumerable = selector("tokenId(bytes)") ^ selector("prompt(uint256)");
        assertEq(bytes32(core), bytes32(ERC7007), "by the signatures");
        assertEq(bytes32(type(IERC7007).interfaceId), bytes32(ERC7007), "of our interface");
        assertEq(bytes32(enumerable), bytes32(ERC7007_ENUMERABLE), "of the extension, by the signatures");
        assertEq(bytes32(type(IERC7007Enumerable).interfaceId), bytes32(ERC7007_ENUMERABLE), "of our extension");
        assertEq(bytes32(selector("royaltyInfo(uint256,uint256)")), bytes32(ERC2981), "ERC-2981");
        assertEq(IERC7007.AigcData.selector, keccak256("AigcData(uint256,bytes,bytes,bytes)"), "event");
    }

    function test_erc721_identifierFollowsFromTheFunctionsThatAreThere() public pure {
        StyleCollection c;
        assertEq(bytes32(selector("balanceOf(address)")), bytes32(c.balanceOf.selector), "balanceOf");
        bytes4 all = c.balanceOf.selector ^ c.ownerOf.selector ^ c.approve.selector ^ c.getApproved.selector
            ^ c.setApprovalForAll.selector ^ c.isApprovedForAll.selector ^ c.transferFrom.selector
            ^ selector("safeTransferFrom(address,address,uint256)")
            ^ selector("safeTransferFrom(address,address,uint256,bytes)");
        assertEq(bytes32(all), bytes32(ERC721), "ERC-721");
        assertEq(
            bytes32(c.name.selector ^ c.symbol.selector ^ c.tokenURI.selector), bytes32(ERC721_METADATA), "its metadata"
        );
    }

    function test_collection_supportsWhatItImplements() public {
        bytes4[5] memory always = [ERC165, ERC721, ERC721_METADATA, ERC2981, ERC7007];
        for (uint256 i = 0; i < always.length; ++i) {
            assertTrue(collection.supportsInterface(always[i]), "implemented");
        }
        assertFalse(collection.supportsInterface(0xffffffff), "the invalid identifier of ERC-165");
        assertFalse(collection.supportsInterface(0x7e52e423), "ERC-7007 before its Final text");
        assertFalse(collection.supportsInterface(ERC7007_ENUMERABLE), "the extension, without stored prompts");
        settings.storesPrompt = true;
        reopen();
        assertTrue(collection.supportsInterface(ERC7007_ENUMERABLE), "the extension, with stored prompts");
    }

    function test_registry_supportsErc721() public view {
        assertTrue(registry.supportsInterface(ERC165), "ERC-165");
        assertTrue(registry.supportsInterface(ERC721), "ERC-721");
        assertTrue(registry.supportsInterface(ERC721_METADATA), "metadata");
        assertFalse(registry.supportsInterface(0xffffffff), "the invalid identifier");
    }

    function test_fuzz_collection_supportsNothingElse(bytes4 id) public view {
        vm.assume(id != ERC165 && id != ERC721 && id != ERC721_METADATA && id != ERC2981 && id != ERC7007);
        assertFalse(collection.supportsInterface(id), "unknown interface");
    }

    function selector(string memory signature) private pure returns (bytes4) {
        return bytes4(keccak256(bytes(signature)));
    }
}
