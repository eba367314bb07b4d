// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {StyleCollection} from "../../src/StyleCollection.sol";
import {IModelRegistry} from "../../src/interfaces/IModelRegistry.sol";
import {IStyleCollection} from "../../src/interfaces/IStyleCollection.sol";
import {RegistryTest} from "./RegistryTest.sol";

/// @title What the tests of StyleCollection share: a free collection of a registered model and one statement
abstract contract StyleCollectionTest is RegistryTest {
    address internal constant OWNER = address(0x0E12);
    address internal constant TREASURY = address(0x72EA);

    StyleCollection internal collection;
    IStyleCollection.Settings internal settings;

    bytes internal latent;
    bytes internal image;
    bytes internal proof;

    function setUp() public virtual override {
        super.setUp();
        settings = IStyleCollection.Settings({
            name: "Nouns in oil",
            symbol: "OIL",
            registry: registry,
            modelId: registry.register(registration(), key),
            keyDigest: keccak256(KEY),
            owner: OWNER,
            treasury: TREASURY,
            price: 0,
            supplyCap: 0,
            walletCap: 0,
            storesImage: false,
            storesPrompt: false
        });
        collection = new StyleCollection(settings);
        latent = randomBytes("latent", 96);
        image = randomBytes("image", 300);
        proof = randomBytes("proof", 200);
    }

    /// @dev Opens the collection anew, with the present settings.
    function reopen() internal {
        collection = new StyleCollection(settings);
    }

    /// @dev Opens the collection anew on a model of this format, and with the present settings.
    function reopenOnFormat(uint16 width, uint16 height, uint8 scale, bytes memory palette) internal {
        format = IModelRegistry.ImageFormat({width: width, height: height, scale: scale, palette: palette});
        settings.modelId = registry.register(registration(), key);
        reopen();
    }

    /// @dev Makes the shared proof valid for the shared statement and this recipient.
    function acceptFor(address to) internal returns (uint256 tokenId) {
        tokenId = uint256(keccak256(latent));
        verifier.accept(key, collection.contextOf(to, tokenId), latent, image, proof);
    }

    /// @dev Accepts and mints the shared statement, at the price.
    function mintTo(address to) internal returns (uint256) {
        acceptFor(to);
        return collection.mint{value: collection.price()}(to, latent, image, proof);
    }

    /// @dev Makes another statement the shared one.
    function nextStatement(uint256 number) internal {
        latent = abi.encodePacked("latent", number);
    }

    /// @dev An accepted request for another latent.
    function request(address to, uint256 number) internal returns (IStyleCollection.MintRequest memory) {
        nextStatement(number);
        acceptFor(to);
        return IStyleCollection.MintRequest(to, latent, image, proof);
    }

    function envelope(address to) internal view returns (bytes memory) {
        return abi.encodePacked(to, proof);
    }
}
