// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ERC721} from "solady/tokens/ERC721.sol";
import {ModelRegistry} from "../src/ModelRegistry.sol";
import {StyleCollection} from "../src/StyleCollection.sol";
import {IERC7007} from "../src/interfaces/IERC7007.sol";
import {IModelRegistry} from "../src/interfaces/IModelRegistry.sol";
import {IStyleCollection} from "../src/interfaces/IStyleCollection.sol";
import {IZkStyleVerifier} from "../src/interfaces/IZkStyleVerifier.sol";
import {AcceptingRecipient, IgnorantRecipient, ReenteringRecipient} from "./support/Recipients.sol";
import {RevertingVerifier} from "./support/ScriptedVerifier.sol";
import {StyleCollectionTest} from "./support/StyleCollectionTest.sol";

contract StyleCollectionMintTest is StyleCollectionTest {
    function test_mint_givesTheTokenToTheRecipient() public {
        vm.roll(1234);
        uint256 tokenId = mintTo(ALICE);
        assertEq(tokenId, uint256(keccak256(latent)), "token");
        assertEq(collection.ownerOf(tokenId), ALICE, "owner");
        assertEq(collection.balanceOf(ALICE), 1, "balance");
        IStyleCollection.Content memory content = collection.contentOf(tokenId);
        assertEq(content.blockNumber, 1234, "block number");
        assertEq(content.imageSize, image.length, "image size");
        assertEq(content.imageSha256, sha256(image), "image SHA2-256");
        assertEq(content.data, address(0), "data contract");
    }

    function test_mint_asksTheVerifierAboutExactlyThisStatement() public {
        uint256 tokenId = acceptFor(ALICE);
        vm.expectCall(
            address(verifier),
            abi.encodeCall(IZkStyleVerifier.verify, (key, collection.contextOf(ALICE, tokenId), latent, image, proof))
        );
        collection.mint(ALICE, latent, image, proof);
    }

    function test_mint_emitsTransferAndAigcData() public {
        uint256 tokenId = acceptFor(ALICE);
        vm.expectEmit(true, true, true, true, address(collection));
        emit IERC721.Transfer(address(0), ALICE, tokenId);
        vm.expectEmit(true, true, true, true, address(collection));
        emit IERC7007.AigcData(tokenId, latent, image, envelope(ALICE));
        collection.mint(ALICE, latent, image, proof);
    }

    function test_mint_mayBeSentByAnyone() public {
        uint256 tokenId = acceptFor(ALICE);
        vm.prank(BOB);
        collection.mint(ALICE, latent, image, proof);
        assertEq(collection.ownerOf(tokenId), ALICE, "owner");
    }

    function test_mint_revertsWhenProofIsForAnotherRecipient() public {
        uint256 tokenId = acceptFor(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidProof.selector, tokenId, BOB));
        collection.mint(BOB, latent, image, proof);
    }

    function test_mint_revertsWhenProofIsForAnotherChain() public {
        uint256 tokenId = acceptFor(ALICE);
        vm.chainId(block.chainid + 1);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidProof.selector, tokenId, ALICE));
        collection.mint(ALICE, latent, image, proof);
    }

    function test_mint_revertsWhenProofIsForAnotherCollection() public {
        uint256 tokenId = acceptFor(ALICE);
        StyleCollection other = new StyleCollection(settings);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidProof.selector, tokenId, ALICE));
        other.mint(ALICE, latent, image, proof);
    }

    function test_mint_revertsWhenMintedBefore() public {
        uint256 tokenId = mintTo(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.AlreadyMinted.selector, tokenId));
        collection.mint(ALICE, latent, image, proof);
        acceptFor(BOB);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.AlreadyMinted.selector, tokenId));
        collection.mint(BOB, latent, image, proof);
        vm.prank(ALICE);
        collection.transferFrom(ALICE, BOB, tokenId);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.AlreadyMinted.selector, tokenId));
        collection.mint(ALICE, latent, image, proof);
        assertEq(collection.ownerOf(tokenId), BOB, "owner after the transfer");
        assertEq(collection.contentOf(tokenId).imageSha256, sha256(image), "content after the transfer");
    }

    function test_mint_revertsWhenRecipientIsZero() public {
        acceptFor(address(0));
        vm.expectRevert(abi.encodeWithSelector(ERC721.TransferToZeroAddress.selector));
        collection.mint(address(0), latent, image, proof);
    }

    function test_mint_revertsWhenVerifierReverts() public {
        RevertingVerifier broken = new RevertingVerifier();
        ModelRegistry brokenRegistry = new ModelRegistry(broken);
        IModelRegistry.Registration memory unlucky = registration();
        (settings.registry, settings.keyDigest, unlucky.keyDigest) = (brokenRegistry, 0, 0);
        settings.modelId = brokenRegistry.register(unlucky, key);
        reopen();
        vm.expectRevert(abi.encodeWithSelector(RevertingVerifier.OutOfOrder.selector));
        collection.mint(ALICE, latent, image, proof);
    }

    function test_mint_asksAContractToAcceptACompleteToken() public {
        AcceptingRecipient recipient = new AcceptingRecipient();
        acceptFor(address(recipient));
        vm.prank(BOB);
        uint256 tokenId = collection.mint(address(recipient), latent, image, proof);
        assertEq(collection.ownerOf(tokenId), address(recipient), "owner");
        assertEq(recipient.operator(), BOB, "operator");
        assertEq(recipient.from(), address(0), "from");
        assertEq(recipient.tokenId(), tokenId, "token");
        assertEq(recipient.imageSeenInside(), sha256(image), "content during the call");
    }

    function test_mint_revertsWhenAContractDoesNotAccept() public {
        address recipient = address(new IgnorantRecipient());
        uint256 tokenId = acceptFor(recipient);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, recipient));
        collection.mint(recipient, latent, image, proof);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.UnknownToken.selector, tokenId));
        collection.contentOf(tokenId);
    }

    function test_mint_refusesToMintAgainFromInside() public {
        ReenteringRecipient recipient = new ReenteringRecipient();
        uint256 tokenId = acceptFor(address(recipient));
        recipient.prepare(abi.encodeCall(IStyleCollection.mint, (address(recipient), latent, image, proof)));
        collection.mint(address(recipient), latent, image, proof);
        assertFalse(recipient.succeeded(), "second mint");
        assertEq(
            recipient.answer(),
            abi.encodeWithSelector(IStyleCollection.AlreadyMinted.selector, tokenId),
            "answer to the second mint"
        );
        assertEq(collection.balanceOf(address(recipient)), 1, "balance");
    }

    function test_fuzz_mint_worksForAnyStatement(
        address to,
        bytes calldata anyLatent,
        bytes calldata anyProof,
        bytes32 seed
    ) public {
        vm.assume(to != address(0) && to.code.length == 0);
        bytes memory anyImage = randomBytes(string(bytes.concat(seed)), 300);
        (latent, image, proof) = (anyLatent, anyImage, anyProof);
        uint256 tokenId = acceptFor(to);
        vm.expectEmit(true, true, true, true, address(collection));
        emit IERC7007.AigcData(tokenId, anyLatent, anyImage, envelope(to));
        assertEq(collection.mint(to, anyLatent, anyImage, anyProof), tokenId, "token");
        assertEq(collection.ownerOf(tokenId), to, "owner");
        assertEq(collection.tokenIdOf(anyLatent), tokenId, "tokenIdOf");
        IStyleCollection.Content memory content = collection.contentOf(tokenId);
        assertEq(content.imageSize, anyImage.length, "image size");
        assertEq(content.imageSha256, sha256(anyImage), "image SHA2-256");
    }

    function test_fuzz_mint_revertsWhenOneBitDiffers(uint8 argument, uint256 bit) public {
        acceptFor(ALICE);
        if (argument % 3 == 0) latent = flipBit(latent, bit);
        else if (argument % 3 == 1) image = flipBit(image, bit);
        else proof = flipBit(proof, bit);
        vm.expectRevert(
            abi.encodeWithSelector(IStyleCollection.InvalidProof.selector, uint256(keccak256(latent)), ALICE)
        );
        collection.mint(ALICE, latent, image, proof);
    }

    /// @dev The same 160 bytes put together by hand.
    function test_fuzz_contextOf_hashesFiveWords(uint64 chainId, address to, uint256 tokenId) public {
        vm.assume(chainId != 0);
        vm.chainId(chainId);
        bytes memory words = bytes.concat(
            keccak256("ZkStyle mint v1"),
            bytes32(uint256(chainId)),
            bytes12(0),
            bytes20(address(collection)),
            bytes12(0),
            bytes20(to),
            bytes32(tokenId)
        );
        assertEq(collection.contextOf(to, tokenId), keccak256(words), "context");
    }

    function test_fuzz_contextOf_changesWithEachOfItsParts(
        uint32 chainId,
        address to,
        address otherTo,
        uint256 tokenId,
        uint256 otherTokenId
    ) public {
        vm.assume(to != otherTo && tokenId != otherTokenId);
        vm.chainId(1 + uint256(chainId));
        StyleCollection other = new StyleCollection(settings);
        bytes32 context = collection.contextOf(to, tokenId);
        assertNotEq(context, collection.contextOf(otherTo, tokenId), "recipient");
        assertNotEq(context, collection.contextOf(to, otherTokenId), "token");
        assertNotEq(context, other.contextOf(to, tokenId), "collection");
        vm.chainId(2 + uint256(chainId));
        assertNotEq(context, collection.contextOf(to, tokenId), "chain");
    }
}
