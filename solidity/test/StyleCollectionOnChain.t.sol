// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "solady/utils/Base64.sol";
import {LibString} from "solady/utils/LibString.sol";
import {IStyleCollection} from "../src/interfaces/IStyleCollection.sol";
import {PngReader} from "./support/PngReader.sol";
import {StyleCollectionTest} from "./support/StyleCollectionTest.sol";

/// @dev Collections that keep images, latents or both.
contract StyleCollectionOnChainTest is StyleCollectionTest {
    function test_image_isKeptAndDrawn() public {
        settings.storesImage = true;
        reopenOnFormat(3, 2, 2, hex"ff000000ff000000ff");
        image = hex"000102020100";
        uint256 tokenId = mintTo(ALICE);
        assertEq(collection.imageOf(tokenId), image, "image");
        assertEq(collection.contentOf(tokenId).data.code, bytes.concat(hex"00", image), "data contract");
        PngReader.Picture memory picture = PngReader.read(collection.pngOf(tokenId));
        assertEq(picture.width, 6, "width");
        assertEq(picture.height, 4, "height");
        assertEq(picture.palette, hex"ff000000ff000000ff", "palette");
        assertEq(picture.pixels, hex"000001010202000001010202020201010000020201010000", "pixels");
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.PromptNotStored.selector));
        collection.prompt(tokenId);
    }

    function test_tokenURI_holdsTheDrawnImage() public {
        settings.storesImage = true;
        reopen();
        uint256 tokenId = mintTo(ALICE);
        string memory uri = collection.tokenURI(tokenId);
        string memory json = string(Base64.decode(LibString.slice(uri, 29)));
        string memory picture = vm.parseJsonString(json, ".image");
        assertTrue(LibString.startsWith(picture, "data:image/png;base64,"), "data URI");
        bytes memory file = Base64.decode(LibString.slice(picture, 22));
        assertEq(file, collection.pngOf(tokenId), "file");
        assertEq(PngReader.read(file).pixels.length, 300, "pixels");
        assertEq(
            vm.parseJsonString(json, ".aigc_data"), string.concat("ipfs://", collection.cidOf(tokenId)), "aigc_data"
        );
        assertEq(vm.parseJsonKeys(json, "$").length, 11, "number of members");
    }

    function test_prompt_isKept() public {
        settings.storesPrompt = true;
        reopen();
        uint256 tokenId = mintTo(ALICE);
        assertEq(bytes(collection.prompt(tokenId)), latent, "prompt");
        assertEq(collection.latentOf(tokenId), latent, "latent");
        assertEq(collection.tokenId(bytes(collection.prompt(tokenId))), tokenId, "and back");
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.ImageNotStored.selector));
        collection.imageOf(tokenId);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.ImageNotStored.selector));
        collection.pngOf(tokenId);
    }

    function test_imageAndPrompt_shareADataContract() public {
        (settings.storesImage, settings.storesPrompt) = (true, true);
        reopen();
        uint256 tokenId = mintTo(ALICE);
        assertEq(collection.contentOf(tokenId).data.code, bytes.concat(hex"00", image, latent), "data contract");
        assertEq(collection.imageOf(tokenId), image, "image");
        assertEq(collection.latentOf(tokenId), latent, "latent");
    }

    /// @dev Where image ends and latent begins is the format's word, not the sender's: bytes moved across the border
    /// make another statement, which no proof supports.
    function test_mint_revertsWhenTheBorderBetweenLatentAndImageIsMoved() public {
        (settings.storesImage, settings.storesPrompt) = (true, true);
        reopen();
        acceptFor(ALICE);
        bytes memory longer = bytes.concat(image, latent[0]);
        bytes memory shorter = PngReader.slice(latent, 1, latent.length - 1);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.ImageLengthMismatch.selector, 300, 301));
        collection.mint(ALICE, shorter, longer, proof);
        bytes memory shifted = PngReader.slice(bytes.concat(latent, image), 97, 299);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.ImageLengthMismatch.selector, 300, 299));
        collection.mint(ALICE, bytes.concat(latent, image[0]), shifted, proof);
        bytes memory longerProof = bytes.concat(image[299], proof);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.ImageLengthMismatch.selector, 300, 299));
        collection.mint(ALICE, latent, PngReader.slice(image, 0, 299), longerProof);
    }

    /// @dev The same bytes in a row, cut elsewhere between recipient and proof of an envelope, are another envelope.
    function test_verify_refusesAnEnvelopeOfShiftedBytes() public {
        acceptFor(ALICE);
        bytes memory sealedProof = envelope(ALICE);
        assertTrue(collection.verify(latent, image, sealedProof), "as it was sealed");
        assertFalse(collection.verify(latent, image, bytes.concat(hex"00", sealedProof)), "a byte in front");
        assertFalse(collection.verify(latent, image, bytes.concat(sealedProof, hex"00")), "a byte behind");
        bytes memory moved = bytes.concat(image, sealedProof[0]);
        assertFalse(
            collection.verify(latent, moved, PngReader.slice(sealedProof, 1, sealedProof.length - 1)),
            "a byte moved to the image"
        );
    }

    function test_tokenId_revertsWhenPromptIsNotMinted() public {
        acceptFor(ALICE);
        uint256 id = collection.tokenIdOf(latent);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.UnknownToken.selector, id));
        collection.tokenId(latent);
        collection.mint(ALICE, latent, image, proof);
        assertEq(collection.tokenId(latent), id, "token");
    }

    function test_readers_revertWhenTokenDoesNotExist() public {
        (settings.storesImage, settings.storesPrompt) = (true, true);
        reopen();
        bytes memory expected = abi.encodeWithSelector(IStyleCollection.UnknownToken.selector, 5);
        vm.expectRevert(expected);
        collection.imageOf(5);
        vm.expectRevert(expected);
        collection.pngOf(5);
        vm.expectRevert(expected);
        collection.prompt(5);
        vm.expectRevert(expected);
        collection.latentOf(5);
    }

    function test_fuzz_imageAndPrompt_areKeptAsTheyWere(
        bytes calldata anyLatent,
        bytes32 seed,
        bool image_,
        bool prompt_
    ) public {
        (settings.storesImage, settings.storesPrompt) = (image_, prompt_);
        reopen();
        (latent, image) = (anyLatent, randomBytes(string(bytes.concat(seed)), 300));
        uint256 tokenId = mintTo(ALICE);
        if (image_) assertEq(collection.imageOf(tokenId), image, "image");
        if (prompt_) assertEq(collection.latentOf(tokenId), latent, "latent");
        assertTrue((collection.contentOf(tokenId).data != address(0)) == (image_ || prompt_), "data contract");
    }
}
