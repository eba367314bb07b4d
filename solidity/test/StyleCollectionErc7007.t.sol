// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC7007} from "../src/interfaces/IERC7007.sol";
import {IStyleCollection} from "../src/interfaces/IStyleCollection.sol";
import {StyleCollectionTest} from "./support/StyleCollectionTest.sol";

contract StyleCollectionErc7007Test is StyleCollectionTest {
    function test_verify_acceptsAValidEnvelope() public {
        acceptFor(ALICE);
        assertTrue(collection.verify(latent, image, envelope(ALICE)), "before the mint");
        collection.mint(ALICE, latent, image, proof);
        assertTrue(collection.verify(latent, image, envelope(ALICE)), "after the mint");
    }

    function test_verify_refusesAnotherRecipientsEnvelope() public {
        acceptFor(ALICE);
        assertFalse(collection.verify(latent, image, envelope(BOB)), "another recipient");
    }

    function test_verify_refusesAProofWithoutEnvelope() public {
        acceptFor(ALICE);
        assertFalse(collection.verify(latent, image, proof), "no envelope");
    }

    function test_verify_refusesAnotherChain() public {
        acceptFor(ALICE);
        vm.chainId(block.chainid + 1);
        assertFalse(collection.verify(latent, image, envelope(ALICE)), "another chain");
    }

    function test_verify_answersForEveryEnvelopeLength() public {
        proof = "";
        acceptFor(ALICE);
        bytes memory whole = envelope(ALICE);
        for (uint256 length = 0; length < whole.length; ++length) {
            bytes memory part = new bytes(length);
            for (uint256 i = 0; i < length; ++i) {
                part[i] = whole[i];
            }
            assertFalse(collection.verify(latent, image, part), "truncated envelope");
        }
        assertTrue(collection.verify(latent, image, whole), "envelope around an empty proof");
    }

    function test_fuzz_verify_refusesAnyOneBitChange(uint8 argument, uint256 bit) public {
        acceptFor(ALICE);
        bytes memory sealedProof = envelope(ALICE);
        if (argument % 3 == 0) latent = flipBit(latent, bit);
        else if (argument % 3 == 1) image = flipBit(image, bit);
        else sealedProof = flipBit(sealedProof, bit);
        assertFalse(collection.verify(latent, image, sealedProof), "changed bit");
    }

    function test_fuzz_verify_neverReverts(bytes calldata prompt, bytes calldata aigcData, bytes calldata anything)
        public
        view
    {
        assertFalse(collection.verify(prompt, aigcData, anything), "nothing was accepted");
    }

    function test_addAigcData_reportsTheTokensContent() public {
        uint256 tokenId = mintTo(ALICE);
        IStyleCollection.Content memory before = collection.contentOf(tokenId);
        vm.expectEmit(true, true, true, true, address(collection));
        emit IERC7007.AigcData(tokenId, latent, image, envelope(ALICE));
        vm.prank(BOB);
        collection.addAigcData(tokenId, latent, image, envelope(ALICE));
        assertEq(
            keccak256(abi.encode(collection.contentOf(tokenId))), keccak256(abi.encode(before)), "content afterwards"
        );
        assertEq(collection.ownerOf(tokenId), ALICE, "owner afterwards");
    }

    function test_addAigcData_revertsWhenTokenDoesNotExist() public {
        uint256 tokenId = acceptFor(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.UnknownToken.selector, tokenId));
        collection.addAigcData(tokenId, latent, image, envelope(ALICE));
    }

    function test_addAigcData_revertsWhenPromptIsAnotherTokens() public {
        uint256 tokenId = mintTo(ALICE);
        bytes memory other = randomBytes("other latent", 96);
        vm.expectRevert(
            abi.encodeWithSelector(IStyleCollection.TokenIdMismatch.selector, tokenId, uint256(keccak256(other)))
        );
        collection.addAigcData(tokenId, other, image, envelope(ALICE));
    }

    /// @dev Even where a verifier accepted a second image for the same latent.
    function test_addAigcData_revertsWhenImageIsAnother() public {
        uint256 tokenId = mintTo(ALICE);
        image = randomBytes("other image", 300);
        acceptFor(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.ImageMismatch.selector, tokenId));
        collection.addAigcData(tokenId, latent, image, envelope(ALICE));
    }

    function test_addAigcData_revertsWhenEnvelopeIsTooShort() public {
        uint256 tokenId = mintTo(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.EnvelopeTooShort.selector, 19));
        collection.addAigcData(tokenId, latent, image, new bytes(19));
    }

    function test_addAigcData_revertsWhenProofIsInvalid() public {
        uint256 tokenId = mintTo(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidProof.selector, tokenId, BOB));
        collection.addAigcData(tokenId, latent, image, envelope(BOB));
    }
}
