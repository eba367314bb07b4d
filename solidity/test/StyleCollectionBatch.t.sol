// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC7007} from "../src/interfaces/IERC7007.sol";
import {IStyleCollection} from "../src/interfaces/IStyleCollection.sol";
import {IZkStyleVerifier} from "../src/interfaces/IZkStyleVerifier.sol";
import {AcceptingRecipient, IgnorantRecipient, ReenteringRecipient} from "./support/Recipients.sol";
import {StyleCollectionTest} from "./support/StyleCollectionTest.sol";

contract StyleCollectionBatchTest is StyleCollectionTest {
    function test_mintBatch_mintsEachToItsRecipient() public {
        (settings.supplyCap, settings.walletCap) = (10, 2);
        reopen();
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        uint256[] memory ids = collection.mintBatch(requests);
        assertEq(collection.totalSupply(), 3, "supply");
        assertEq(collection.mintedTo(ALICE), 2, "minted to Alice");
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(ids[i], uint256(keccak256(requests[i].latent)), "token");
            assertEq(collection.ownerOf(ids[i]), requests[i].to, "owner");
            assertEq(collection.contentOf(ids[i]).imageSha256, sha256(requests[i].image), "image");
        }
    }

    function test_mintBatch_asksTheVerifierAboutExactlyTheseStatements() public {
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        IZkStyleVerifier.Statement[] memory statements = new IZkStyleVerifier.Statement[](3);
        for (uint256 i = 0; i < 3; ++i) {
            bytes32 context = collection.contextOf(requests[i].to, uint256(keccak256(requests[i].latent)));
            statements[i] =
                IZkStyleVerifier.Statement(key, context, requests[i].latent, requests[i].image, requests[i].proof);
        }
        vm.expectCall(address(verifier), abi.encodeCall(IZkStyleVerifier.verifyBatch, (statements)));
        collection.mintBatch(requests);
    }

    function test_mintBatch_emitsAigcDataOfEach() public {
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectEmit(true, true, true, true, address(collection));
            emit IERC7007.AigcData(
                uint256(keccak256(requests[i].latent)), requests[i].latent, image, envelope(requests[i].to)
            );
        }
        collection.mintBatch(requests);
    }

    function test_mintBatch_mintsAllOrNone() public {
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        requests[2].proof = flipBit(requests[2].proof, 5);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidBatch.selector));
        collection.mintBatch(requests);
        assertEq(collection.balanceOf(BOB), 0, "balance");
    }

    function test_mintBatch_revertsWhenARecipientIsAnother() public {
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        (requests[0].to, requests[1].to) = (BOB, ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidBatch.selector));
        collection.mintBatch(requests);
    }

    function test_mintBatch_revertsWhenTwoProofsAreSwapped() public {
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        proof = randomBytes("another proof", 200);
        requests[1] = request(BOB, 1);
        (requests[0].proof, requests[1].proof) = (requests[1].proof, requests[0].proof);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidBatch.selector));
        collection.mintBatch(requests);
    }

    function test_mintBatch_revertsWhenEmpty() public {
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidBatch.selector));
        collection.mintBatch(new IStyleCollection.MintRequest[](0));
    }

    function test_mintBatch_revertsWhenALatentIsThereTwice() public {
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        requests[2] = requests[0];
        uint256 tokenId = uint256(keccak256(requests[0].latent));
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.AlreadyMinted.selector, tokenId));
        collection.mintBatch(requests);
    }

    function test_mintBatch_revertsWhenALatentIsMinted() public {
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        collection.mint(BOB, requests[1].latent, image, proof);
        uint256 tokenId = uint256(keccak256(requests[1].latent));
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.AlreadyMinted.selector, tokenId));
        collection.mintBatch(requests);
    }

    function test_mintBatch_revertsWhenAnImageHasAnotherLength() public {
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        requests[1].image = new bytes(301);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.ImageLengthMismatch.selector, 300, 301));
        collection.mintBatch(requests);
    }

    function test_mintBatch_takesThePriceOfEach() public {
        settings.price = 1 gwei;
        reopen();
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.WrongPayment.selector, 3 gwei, 1 gwei));
        collection.mintBatch{value: 1 gwei}(requests);
        collection.mintBatch{value: 3 gwei}(requests);
        assertEq(collection.revenue(), 3 gwei, "revenue");
    }

    function test_mintBatch_keepsTheCaps() public {
        settings.supplyCap = 2;
        reopen();
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.SupplyCapReached.selector, 2));
        collection.mintBatch(requests);
        (settings.supplyCap, settings.walletCap) = (0, 1);
        reopen();
        requests = threeRequests(ALICE, BOB, ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.WalletCapReached.selector, ALICE, 1));
        collection.mintBatch(requests);
    }

    function test_mintBatch_asksContractsWhenAllIsMinted() public {
        AcceptingRecipient recipient = new AcceptingRecipient();
        IStyleCollection.MintRequest[] memory requests = threeRequests(address(recipient), BOB, ALICE);
        collection.mintBatch(requests);
        assertEq(recipient.tokenId(), uint256(keccak256(requests[0].latent)), "token");
        assertEq(recipient.imageSeenInside(), sha256(image), "content during the call");
        address ignorant = address(new IgnorantRecipient());
        requests = threeRequests(ignorant, BOB, ALICE);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721InvalidReceiver.selector, ignorant));
        collection.mintBatch(requests);
    }

    /// @dev The recipient of the first token mints the batch again while it is asked; the last is minted by then.
    function test_mintBatch_refusesToMintAgainFromInside() public {
        ReenteringRecipient recipient = new ReenteringRecipient();
        IStyleCollection.MintRequest[] memory requests = threeRequests(address(recipient), BOB, ALICE);
        IStyleCollection.MintRequest[] memory last = new IStyleCollection.MintRequest[](1);
        last[0] = requests[2];
        recipient.prepare(abi.encodeCall(IStyleCollection.mintBatch, (last)));
        collection.mintBatch(requests);
        assertFalse(recipient.succeeded(), "second mint");
        assertEq(
            recipient.answer(),
            abi.encodeWithSelector(IStyleCollection.AlreadyMinted.selector, uint256(keccak256(requests[2].latent))),
            "answer"
        );
    }

    function test_fuzz_mintBatch_refusesAnyOneBitChange(uint8 which, uint8 argument, uint256 bit) public {
        IStyleCollection.MintRequest[] memory requests = threeRequests(ALICE, BOB, ALICE);
        IStyleCollection.MintRequest memory changed = requests[which % 3];
        if (argument % 4 == 0) changed.latent = flipBit(changed.latent, bit);
        else if (argument % 4 == 1) changed.image = flipBit(changed.image, bit);
        else if (argument % 4 == 2) changed.proof = flipBit(changed.proof, bit);
        else changed.to = address(uint160(changed.to) ^ uint160(1 << (bit % 160)));
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidBatch.selector));
        collection.mintBatch(requests);
    }

    function threeRequests(address first, address second, address third)
        private
        returns (IStyleCollection.MintRequest[] memory requests)
    {
        requests = new IStyleCollection.MintRequest[](3);
        requests[0] = request(first, block.number * 10);
        requests[1] = request(second, block.number * 10 + 1);
        requests[2] = request(third, block.number * 10 + 2);
        vm.roll(block.number + 1);
    }
}
