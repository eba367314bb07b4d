// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {StyleCollection} from "../src/StyleCollection.sol";
import {IStyleCollection} from "../src/interfaces/IStyleCollection.sol";
import {MoodyPayee, ReenteringPayee} from "./support/Payees.sol";
import {StyleCollectionTest} from "./support/StyleCollectionTest.sol";

contract StyleCollectionSaleTest is StyleCollectionTest {
    /// @dev Collections on models with these parts of a sale, for the fuzz test of payments.
    uint16[6] private _parts = [uint16(0), 1, 1234, 3333, 9999, 10_000];
    StyleCollection[6] private _collections;

    function setUp() public override {
        super.setUp();
        settings.price = 1000;
        uint256 modelId = settings.modelId;
        for (uint256 i = 0; i < _parts.length; ++i) {
            terms.royaltyBps = _parts[i];
            settings.modelId = registry.register(registration(), key);
            _collections[i] = new StyleCollection(settings);
        }
        settings.modelId = modelId;
        reopen();
    }

    function test_mint_takesExactlyThePrice() public {
        uint256 tokenId = acceptFor(ALICE);
        uint256[3] memory wrong = [uint256(0), 999, 1001];
        for (uint256 i = 0; i < wrong.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IStyleCollection.WrongPayment.selector, 1000, wrong[i]));
            collection.mint{value: wrong[i]}(ALICE, latent, image, proof);
        }
        collection.mint{value: 1000}(ALICE, latent, image, proof);
        assertEq(collection.ownerOf(tokenId), ALICE, "owner");
        assertEq(address(collection).balance, 1000, "balance");
    }

    function test_mint_ofAFreeCollectionTakesNothing() public {
        settings.price = 0;
        reopen();
        acceptFor(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.WrongPayment.selector, 0, 1));
        collection.mint{value: 1}(ALICE, latent, image, proof);
        collection.mint(ALICE, latent, image, proof);
        assertEq(collection.balanceOf(ALICE), 1, "balance");
    }

    function test_mint_keepsTheSupplyCap() public {
        settings.supplyCap = 2;
        reopen();
        mintTo(ALICE);
        nextStatement(1);
        mintTo(BOB);
        assertEq(collection.totalSupply(), 2, "supply");
        nextStatement(2);
        acceptFor(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.SupplyCapReached.selector, 2));
        collection.mint{value: 1000}(ALICE, latent, image, proof);
    }

    /// @dev The cap counts mints to an account: passing tokens on makes no room, and receiving them takes none.
    function test_mint_keepsTheWalletCap() public {
        settings.walletCap = 2;
        reopen();
        uint256 first = mintTo(ALICE);
        vm.prank(ALICE);
        collection.transferFrom(ALICE, BOB, first);
        nextStatement(1);
        mintTo(ALICE);
        assertEq(collection.mintedTo(ALICE), 2, "minted to Alice");
        nextStatement(2);
        acceptFor(ALICE);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.WalletCapReached.selector, ALICE, 2));
        collection.mint{value: 1000}(ALICE, latent, image, proof);
        nextStatement(3);
        mintTo(BOB);
        nextStatement(4);
        mintTo(BOB);
        assertEq(collection.balanceOf(BOB), 3, "Bob has what was minted to him and what he was given");
    }

    function test_setMintingPaused_stopsMintsAndNeverTransfers() public {
        uint256 tokenId = mintTo(ALICE);
        vm.expectEmit(true, true, true, true, address(collection));
        emit IStyleCollection.MintingPaused(true);
        vm.prank(OWNER);
        collection.setMintingPaused(true);
        assertTrue(collection.mintingPaused(), "paused");

        nextStatement(1);
        IStyleCollection.MintRequest[] memory requests = new IStyleCollection.MintRequest[](1);
        requests[0] = request(ALICE, 1);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.MintingIsPaused.selector));
        collection.mint{value: 1000}(ALICE, latent, image, proof);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.MintingIsPaused.selector));
        collection.mintBatch{value: 1000}(requests);

        vm.prank(ALICE);
        collection.approve(BOB, tokenId);
        vm.prank(BOB);
        collection.transferFrom(ALICE, BOB, tokenId);
        vm.prank(BOB);
        collection.safeTransferFrom(BOB, ALICE, tokenId);
        assertEq(collection.ownerOf(tokenId), ALICE, "owner");
        assertEq(collection.withdraw(), 900, "withdraw");

        vm.prank(OWNER);
        collection.setMintingPaused(false);
        collection.mint{value: 1000}(ALICE, latent, image, proof);
        assertEq(collection.balanceOf(ALICE), 2, "balance");
    }

    /// @dev Raising the price in front of a mint makes the mint fail; it charges nobody more than was sent.
    function test_setPrice_refusesMintsAtTheOldPrice() public {
        acceptFor(ALICE);
        vm.expectEmit(true, true, true, true, address(collection));
        emit IStyleCollection.PriceChanged(5000);
        vm.prank(OWNER);
        collection.setPrice(5000);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.WrongPayment.selector, 5000, 1000));
        collection.mint{value: 1000}(ALICE, latent, image, proof);
        collection.mint{value: 5000}(ALICE, latent, image, proof);
        assertEq(collection.revenue(), 5000, "revenue");
        assertFalse(collection.mintingPaused(), "still open");
    }

    function test_settings_areTheOwnersAlone() public {
        bytes memory expected = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, BOB);
        vm.prank(BOB);
        vm.expectRevert(expected);
        collection.setPrice(1);
        vm.prank(BOB);
        vm.expectRevert(expected);
        collection.setMintingPaused(true);
        vm.prank(BOB);
        vm.expectRevert(expected);
        collection.setTreasury(BOB);
    }

    function test_ownership_passesInTwoSteps() public {
        vm.prank(OWNER);
        collection.transferOwnership(BOB);
        assertEq(collection.owner(), OWNER, "owner until it is accepted");
        vm.prank(BOB);
        collection.acceptOwnership();
        vm.prank(BOB);
        collection.setPrice(1);
        assertEq(collection.price(), 1, "price");
    }

    function test_revenue_isSharedBetweenModelAndTreasury() public {
        mintTo(ALICE);
        assertEq(collection.royaltiesDue(), 100, "royalties due");
        assertEq(collection.withdrawable(), 900, "withdrawable");
        vm.expectEmit(true, true, true, true, address(collection));
        emit IStyleCollection.RoyaltiesPaid(address(collection.royalties()), 100);
        assertEq(collection.payRoyalties(), 100, "royalties");
        vm.expectEmit(true, true, true, true, address(collection));
        emit IStyleCollection.Withdrawn(TREASURY, 900);
        assertEq(collection.withdraw(), 900, "treasury");
        assertEq(address(collection.royalties()).balance, 100, "the model's ether");
        assertEq(TREASURY.balance, 900, "the treasury's ether");
        assertEq(collection.revenue(), 1000, "revenue");
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.NothingDue.selector));
        collection.payRoyalties();
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.NothingDue.selector));
        collection.withdraw();
    }

    function test_revenue_reachesTheCreators() public {
        mintTo(ALICE);
        collection.payRoyalties();
        assertEq(
            collection.royalties().claim(address(0), PAINTER, PAINTER_SHARES, PAINTER, painterProof()), 25, "painter"
        );
        assertEq(collection.royalties().release(address(0)), 40, "recipient");
    }

    function test_revenue_isAlsoWhatWasOnlySent() public {
        vm.deal(BOB, 500);
        vm.prank(BOB);
        (bool sent,) = address(collection).call{value: 500}("");
        assertTrue(sent, "sent");
        assertEq(collection.royaltiesDue(), 50, "royalties due");
        assertEq(collection.withdrawable(), 450, "withdrawable");
    }

    function test_setTreasury_movesWhatIsNotYetPaid() public {
        mintTo(ALICE);
        vm.expectEmit(true, true, true, true, address(collection));
        emit IStyleCollection.TreasuryChanged(BOB);
        vm.prank(OWNER);
        collection.setTreasury(BOB);
        collection.withdraw();
        assertEq(BOB.balance, 900, "the new treasury's ether");
        vm.prank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidTreasury.selector));
        collection.setTreasury(address(0));
    }

    function test_aTreasuryThatRefuses_blocksNobody() public {
        MoodyPayee moody = new MoodyPayee();
        settings.treasury = address(moody);
        reopen();
        mintTo(ALICE);
        vm.expectRevert(abi.encodeWithSelector(SafeTransferLib.ETHTransferFailed.selector));
        collection.withdraw();
        assertEq(collection.payRoyalties(), 100, "royalties");
        nextStatement(1);
        mintTo(ALICE);
        moody.setTakes(true);
        assertEq(collection.withdraw(), 1800, "treasury, later");
    }

    function test_withdraw_cannotBeReentered() public {
        ReenteringPayee thief = new ReenteringPayee();
        settings.treasury = address(thief);
        reopen();
        mintTo(ALICE);
        nextStatement(1);
        mintTo(ALICE);
        thief.prepare(address(collection), abi.encodeCall(IStyleCollection.withdraw, ()), 0);
        assertEq(collection.withdraw(), 1800, "amount");
        assertEq(thief.successes(), 0, "successes");
        assertEq(thief.answer(), abi.encodeWithSelector(IStyleCollection.NothingDue.selector), "answer");
        assertEq(address(thief).balance, 1800, "the thief's ether");
    }

    /// @dev From inside its own mint a recipient pays out the revenue of that mint; everybody gets what is theirs.
    function test_withdraw_fromInsideAMintPaysNoMoreThanIsDue() public {
        ReenteringPayee recipient = new ReenteringPayee();
        recipient.prepare(address(collection), abi.encodeCall(IStyleCollection.withdraw, ()), 0);
        mintTo(address(recipient));
        assertEq(recipient.successes(), 1, "the withdrawal inside");
        assertEq(TREASURY.balance, 900, "the treasury's ether");
        assertEq(collection.royaltiesDue(), 100, "royalties due");
    }

    /// @dev A recipient that mints its next token while it is asked about the first pays for it as anybody would.
    function test_mint_fromInsideAMintIsPaidAndCounted() public {
        (settings.supplyCap, settings.walletCap) = (3, 3);
        reopen();
        ReenteringPayee recipient = new ReenteringPayee();
        vm.deal(address(recipient), 0);
        IStyleCollection.MintRequest memory inner = request(address(recipient), 7);
        bytes memory call = abi.encodeCall(IStyleCollection.mint, (inner.to, inner.latent, inner.image, inner.proof));
        recipient.prepare(address(collection), call, 0);
        nextStatement(1);
        mintTo(address(recipient));
        assertEq(recipient.successes(), 0, "unpaid");
        vm.deal(address(recipient), 1000);
        recipient.prepare(address(collection), call, 1000);
        nextStatement(2);
        mintTo(address(recipient));
        assertEq(recipient.successes(), 1, "paid");
        assertEq(collection.totalSupply(), 3, "supply");
        assertEq(collection.mintedTo(address(recipient)), 3, "minted to it");
        assertEq(address(collection).balance, 3000, "revenue");
    }

    function test_transfersAndApprovals_takeNoEther() public {
        uint256 tokenId = mintTo(ALICE);
        vm.deal(ALICE, 10);
        bytes memory expected = abi.encodeWithSelector(IStyleCollection.UnexpectedPayment.selector);
        vm.prank(ALICE);
        vm.expectRevert(expected);
        collection.transferFrom{value: 1}(ALICE, BOB, tokenId);
        vm.prank(ALICE);
        vm.expectRevert(expected);
        collection.safeTransferFrom{value: 1}(ALICE, BOB, tokenId);
        vm.prank(ALICE);
        vm.expectRevert(expected);
        collection.safeTransferFrom{value: 1}(ALICE, BOB, tokenId, "");
        vm.prank(ALICE);
        vm.expectRevert(expected);
        collection.approve{value: 1}(BOB, tokenId);
    }

    function test_royaltyInfo_namesTheModelsRoyalties() public view {
        (address receiver, uint256 amount) = collection.royaltyInfo(1, 12_345);
        assertEq(receiver, address(collection.royalties()), "receiver");
        assertEq(amount, 1234, "amount");
        (, amount) = collection.royaltyInfo(1, type(uint256).max);
        assertEq(amount, type(uint256).max / 10, "amount of the largest price");
    }

    /// @dev However mints and payments follow each other, they come to the same, and to what was paid.
    function test_fuzz_payments_comeToTheSameInEveryOrder(uint96[4] calldata income, uint8[4] calldata who, uint8 which)
        public
    {
        collection = _collections[which % 6];
        uint256 total = 0;
        for (uint256 i = 0; i < income.length; ++i) {
            total += income[i];
            vm.deal(address(collection), address(collection).balance + income[i]);
            if (who[i] & 1 != 0 && collection.royaltiesDue() > 0) collection.payRoyalties();
            if (who[i] & 2 != 0 && collection.withdrawable() > 0) collection.withdraw();
            assertEq(collection.revenue(), total, "revenue");
        }
        if (collection.royaltiesDue() > 0) collection.payRoyalties();
        if (collection.withdrawable() > 0) collection.withdraw();
        uint256 share = total * _parts[which % 6] / 10_000;
        assertEq(address(collection.royalties()).balance, share, "royalties");
        assertEq(TREASURY.balance, total - share, "treasury");
        assertEq(address(collection).balance, 0, "nothing is left");
    }
}
