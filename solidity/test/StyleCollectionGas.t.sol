// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ModelRegistry} from "../src/ModelRegistry.sol";
import {IModelRegistry} from "../src/interfaces/IModelRegistry.sol";
import {IStyleCollection} from "../src/interfaces/IStyleCollection.sol";
import {IZkStyleVerifier} from "../src/interfaces/IZkStyleVerifier.sol";
import {AcceptingVerifier} from "./support/ScriptedVerifier.sol";
import {StyleCollectionTest} from "./support/StyleCollectionTest.sol";

/// @dev What the contracts cost by themselves: execution alone, with a verifier that costs nothing. A receipt adds
/// 21,000, the calldata and the verification. Sizes are those of the palette decoder and of the rgb decoder.
contract StyleCollectionGasTest is StyleCollectionTest {
    uint256 private constant PROOF_LENGTH = 1536;

    function setUp() public override {
        super.setUp();
        registry = new ModelRegistry(IZkStyleVerifier(address(new AcceptingVerifier())));
        settings.registry = registry;
        settings.keyDigest = bytes32(uint256(1));
        proof = randomBytes("proof", PROOF_LENGTH);
    }

    function test_mint_ofAPalette() public {
        openPalette();
        collection.mint(ALICE, latent, image, proof);
        vm.snapshotGasLastCall("StyleCollection", "mint of 32x32 palette");
    }

    function test_mint_ofAPaletteAtAPrice() public {
        (settings.price, settings.walletCap) = (1 gwei, 5);
        openPalette();
        collection.mint{value: 1 gwei}(ALICE, latent, image, proof);
        vm.snapshotGasLastCall("StyleCollection", "mint of 32x32 palette, at a price, with a wallet cap");
    }

    function test_mint_ofAPaletteOnChain() public {
        settings.storesImage = true;
        openPalette();
        collection.mint(ALICE, latent, image, proof);
        vm.snapshotGasLastCall("StyleCollection", "mint of 32x32 palette, image on chain");
    }

    function test_mint_ofAPaletteAndItsPromptOnChain() public {
        (settings.storesImage, settings.storesPrompt) = (true, true);
        openPalette();
        collection.mint(ALICE, latent, image, proof);
        vm.snapshotGasLastCall("StyleCollection", "mint of 32x32 palette, image and prompt on chain");
    }

    function test_mint_ofRgb() public {
        openRgb();
        collection.mint(ALICE, latent, image, proof);
        vm.snapshotGasLastCall("StyleCollection", "mint of 64x64 rgb");
    }

    function test_mintBatch_ofEightPalettes() public {
        openPalette();
        IStyleCollection.MintRequest[] memory requests = new IStyleCollection.MintRequest[](8);
        for (uint256 i = 0; i < requests.length; ++i) {
            latent = bytes.concat(randomBytes("latent", 3040), bytes32(i));
            requests[i] = IStyleCollection.MintRequest(ALICE, latent, image, proof);
        }
        collection.mintBatch(requests);
        vm.snapshotGasLastCall("StyleCollection", "mint of eight 32x32 palettes in a batch");
    }

    function test_tokenURI_ofImagesOnChain() public {
        settings.storesImage = true;
        openPalette();
        collection.tokenURI(collection.mint(ALICE, latent, image, proof));
        vm.snapshotGasLastCall("StyleCollection", "tokenURI of 32x32 palette on chain, a call");
        openRgb();
        collection.tokenURI(collection.mint(ALICE, latent, image, proof));
        vm.snapshotGasLastCall("StyleCollection", "tokenURI of 64x64 rgb on chain, a call");
    }

    function test_register() public {
        openPalette();
        registry.register(registrationOfAnyKey(), key);
        vm.snapshotGasLastCall("ModelRegistry", "register");
    }

    function test_sizes() public {
        openPalette();
        vm.snapshotValue("StyleCollection", "runtime code size", address(collection).code.length);
        vm.snapshotValue("ModelRegistry", "runtime code size", address(registry).code.length);
        vm.snapshotValue("Royalties", "runtime code size", address(collection.royalties()).code.length);
    }

    function test_royalties() public {
        openPalette();
        address payable royalties = payable(address(collection.royalties()));
        vm.deal(royalties, 1 ether);
        collection.royalties().claim(address(0), PAINTER, PAINTER_SHARES, PAINTER, painterProof());
        vm.snapshotGasLastCall("Royalties", "first claim, a tree of two");
        collection.royalties().release(address(0));
        vm.snapshotGasLastCall("Royalties", "first release");
    }

    function openPalette() private {
        latent = randomBytes("latent", 3072);
        image = randomBytes("image", 1024);
        open(32, 2, randomBytes("palette", 96));
    }

    function openRgb() private {
        latent = randomBytes("latent", 512);
        image = randomBytes("image", 12_288);
        open(64, 1, "");
    }

    function open(uint16 side, uint8 scale, bytes memory palette) private {
        format = IModelRegistry.ImageFormat({width: side, height: side, scale: scale, palette: palette});
        settings.modelId = registry.register(registrationOfAnyKey(), key);
        reopen();
    }

    function registrationOfAnyKey() private view returns (IModelRegistry.Registration memory any) {
        any = registration();
        any.keyDigest = bytes32(uint256(1));
    }
}
