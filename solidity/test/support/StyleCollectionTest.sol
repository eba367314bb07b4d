// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {SSTORE2} from "solady/utils/SSTORE2.sol";
import {StyleCollection} from "../../src/StyleCollection.sol";
import {ScriptedVerifier} from "./ScriptedVerifier.sol";
import {Test} from "./Test.sol";

/// @title What the tests of StyleCollection share: a collection on a scripted verifier and one statement
abstract contract StyleCollectionTest is Test {
    bytes internal constant KEY = "the bytes of a verifying key";
    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B);

    ScriptedVerifier internal verifier;
    address internal key;
    StyleCollection internal collection;

    bytes internal latent;
    bytes internal image;
    bytes internal proof;

    function setUp() public virtual {
        verifier = new ScriptedVerifier();
        key = SSTORE2.write(KEY);
        collection = newCollection("Nouns in oil", "OIL");
        latent = randomBytes("latent", 96);
        image = randomBytes("image", 300);
        proof = randomBytes("proof", 200);
    }

    function newCollection(string memory name, string memory symbol) internal returns (StyleCollection) {
        return new StyleCollection(name, symbol, verifier, key, keccak256(KEY));
    }

    /// @dev Makes the shared proof valid for the shared statement and this recipient.
    function acceptFor(address to) internal returns (uint256 tokenId) {
        tokenId = uint256(keccak256(latent));
        verifier.accept(key, collection.contextOf(to, tokenId), latent, image, proof);
    }

    /// @dev Accepts and mints the shared statement.
    function mintTo(address to) internal returns (uint256) {
        acceptFor(to);
        return collection.mint(to, latent, image, proof);
    }

    function envelope(address to) internal view returns (bytes memory) {
        return abi.encodePacked(to, proof);
    }
}
