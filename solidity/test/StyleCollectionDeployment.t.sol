// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {StyleCollection} from "../src/StyleCollection.sol";
import {IERC7007} from "../src/interfaces/IERC7007.sol";
import {IStyleCollection} from "../src/interfaces/IStyleCollection.sol";
import {IZkStyleVerifier} from "../src/interfaces/IZkStyleVerifier.sol";
import {StyleCollectionTest} from "./support/StyleCollectionTest.sol";

contract StyleCollectionDeploymentTest is StyleCollectionTest {
    function test_constructor_remembersItsArguments() public view {
        assertEq(collection.name(), "Nouns in oil", "name");
        assertEq(collection.symbol(), "OIL", "symbol");
        assertEq(address(collection.verifier()), address(verifier), "verifier");
        assertEq(collection.key(), key, "key");
        assertEq(collection.keyDigest(), keccak256(KEY), "key digest");
    }

    function test_constructor_revertsWhenVerifierIsNoContract() public {
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidVerifier.selector, ALICE));
        new StyleCollection("N", "S", IZkStyleVerifier(ALICE), key, keccak256(KEY));
    }

    function test_constructor_revertsWhenKeyIsNoKey() public {
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidKey.selector, ALICE));
        new StyleCollection("N", "S", verifier, ALICE, keccak256(""));
    }

    function test_constructor_revertsWhenKeyIsAnotherModels() public {
        bytes32 expected = keccak256("another key");
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.KeyDigestMismatch.selector, expected, keccak256(KEY)));
        new StyleCollection("N", "S", verifier, key, expected);
    }

    function test_interfaceId_isThatOfTheFinalText() public pure {
        assertEq(bytes32(type(IERC7007).interfaceId), bytes32(bytes4(0x702c55a6)), "ERC-7007");
    }

    function test_supportsInterface_namesWhatItImplements() public view {
        assertTrue(collection.supportsInterface(0x702c55a6), "ERC-7007");
        assertTrue(collection.supportsInterface(type(IERC721).interfaceId), "ERC-721");
        assertTrue(collection.supportsInterface(type(IERC721Metadata).interfaceId), "ERC-721 metadata");
        assertTrue(collection.supportsInterface(type(IERC165).interfaceId), "ERC-165");
        assertFalse(collection.supportsInterface(0xffffffff), "the invalid identifier of ERC-165");
        assertFalse(collection.supportsInterface(0x7e52e423), "ERC-7007 before its Final text");
    }

    function test_fuzz_supportsInterface_namesNothingElse(bytes4 interfaceId) public view {
        vm.assume(interfaceId != type(IERC7007).interfaceId && interfaceId != type(IERC721).interfaceId);
        vm.assume(interfaceId != type(IERC721Metadata).interfaceId && interfaceId != type(IERC165).interfaceId);
        assertFalse(collection.supportsInterface(interfaceId), "unknown interface");
    }
}
