// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IRoyalties} from "../src/interfaces/IRoyalties.sol";
import {Coin, MoodyPayee, ReenteringPayee} from "./support/Payees.sol";
import {RegistryTest} from "./support/RegistryTest.sol";

contract RoyaltiesTest is RegistryTest {
    address private constant ETHER = address(0);

    /// @dev Models whose creators have these parts, for the fuzz test of payments.
    uint16[5] private _parts = [uint16(1), 1234, 3333, 9999, 10_000];
    IRoyalties[5] private _royalties;

    IRoyalties private royalties;
    uint256 private modelId;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < _parts.length; ++i) {
            terms.creatorsBps = _parts[i];
            open();
            _royalties[i] = royalties;
        }
        terms.creatorsBps = 6000;
        open();
    }

    function test_claim_paysEachItsShares() public {
        vm.deal(address(royalties), 70_000);
        assertEq(royalties.revenue(ETHER), 70_000, "revenue");
        assertEq(royalties.claimable(ETHER, PAINTER, PAINTER_SHARES), 18_000, "claimable");
        vm.expectEmit(true, true, true, true, address(royalties));
        emit IRoyalties.Claimed(ETHER, PAINTER, PAINTER, PAINTER_SHARES, 18_000);
        assertEq(royalties.claim(ETHER, PAINTER, PAINTER_SHARES, PAINTER, painterProof()), 18_000, "painter");
        assertEq(royalties.claim(ETHER, SCULPTOR, SCULPTOR_SHARES, SCULPTOR, sculptorProof()), 24_000, "sculptor");
        vm.expectEmit(true, true, true, true, address(royalties));
        emit IRoyalties.Released(ETHER, RECIPIENT, 28_000);
        assertEq(royalties.release(ETHER), 28_000, "recipient");
        assertEq(PAINTER.balance, 18_000, "the painter's ether");
        assertEq(SCULPTOR.balance, 24_000, "the sculptor's ether");
        assertEq(RECIPIENT.balance, 28_000, "the recipient's ether");
        assertEq(address(royalties).balance, 0, "what is left");
        assertEq(royalties.revenue(ETHER), 70_000, "revenue after all payments");
        assertEq(royalties.claimed(ETHER, royalties.leafOf(PAINTER, PAINTER_SHARES)), 18_000, "claimed");
        assertEq(royalties.paid(ETHER).toCreators, 42_000, "paid to creators");
        assertEq(royalties.paid(ETHER).toRecipient, 28_000, "paid to the recipient");
    }

    function test_claim_revertsTheSecondTime() public {
        vm.deal(address(royalties), 70_000);
        royalties.claim(ETHER, PAINTER, PAINTER_SHARES, PAINTER, painterProof());
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.NothingDue.selector, ETHER));
        royalties.claim(ETHER, PAINTER, PAINTER_SHARES, PAINTER, painterProof());
        vm.deal(address(royalties), address(royalties).balance + 7000);
        assertEq(royalties.claim(ETHER, PAINTER, PAINTER_SHARES, PAINTER, painterProof()), 1800, "of what came since");
    }

    function test_claim_revertsWhenCreatorOrSharesAreOthers() public {
        vm.deal(address(royalties), 70_000);
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.UnknownCreator.selector, BOB, PAINTER_SHARES));
        royalties.claim(ETHER, BOB, PAINTER_SHARES, BOB, painterProof());
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.UnknownCreator.selector, PAINTER, 4));
        royalties.claim(ETHER, PAINTER, 4, PAINTER, painterProof());
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.UnknownCreator.selector, PAINTER, PAINTER_SHARES));
        royalties.claim(ETHER, PAINTER, PAINTER_SHARES, PAINTER, sculptorProof());
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.UnknownCreator.selector, PAINTER, PAINTER_SHARES));
        royalties.claim(ETHER, PAINTER, PAINTER_SHARES, PAINTER, new bytes32[](0));
    }

    /// @dev A leaf is hashed twice, so that no inner node of the tree, 64 bytes as (creator, shares) is, is one.
    function test_claim_revertsWhenALeafIsAnInnerNode() public {
        vm.deal(address(royalties), 70_000);
        bytes32 left = leaf(PAINTER, PAINTER_SHARES);
        bytes32 right = leaf(SCULPTOR, SCULPTOR_SHARES);
        (left, right) = left < right ? (left, right) : (right, left);
        address creator = address(uint160(uint256(left)));
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.UnknownCreator.selector, creator, uint256(right)));
        royalties.claim(ETHER, creator, uint256(right), creator, new bytes32[](0));
    }

    function test_claim_anyoneMayPayACreatorAndOnlyTheCreatorNamesAnother() public {
        vm.deal(address(royalties), 70_000);
        vm.prank(BOB);
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.NotTheCreator.selector, BOB, PAINTER));
        royalties.claim(ETHER, PAINTER, PAINTER_SHARES, BOB, painterProof());
        vm.prank(PAINTER);
        royalties.claim(ETHER, PAINTER, PAINTER_SHARES, ALICE, painterProof());
        assertEq(ALICE.balance, 18_000, "whom the painter named");
        vm.prank(BOB);
        royalties.claim(ETHER, SCULPTOR, SCULPTOR_SHARES, SCULPTOR, sculptorProof());
        assertEq(SCULPTOR.balance, 24_000, "whom somebody else had paid");
    }

    function test_release_goesToThePresentRecipient() public {
        vm.deal(address(royalties), 100);
        registry.setRecipient(modelId, BOB);
        royalties.release(ETHER);
        assertEq(BOB.balance, 40, "the new recipient");
        assertEq(RECIPIENT.balance, 0, "the old one");
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.NothingDue.selector, ETHER));
        royalties.release(ETHER);
    }

    function test_claim_revertsWhereThereAreNoCreators() public {
        (terms.creatorsBps, terms.totalShares, terms.creatorsRoot) = (0, 0, 0);
        open();
        vm.deal(address(royalties), 100);
        assertEq(royalties.claimable(ETHER, PAINTER, PAINTER_SHARES), 0, "claimable");
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.UnknownCreator.selector, PAINTER, PAINTER_SHARES));
        royalties.claim(ETHER, PAINTER, PAINTER_SHARES, PAINTER, painterProof());
        assertEq(royalties.release(ETHER), 100, "the recipient has it all");
    }

    /// @dev A dishonest tree: its leaves have more shares than were registered. The recipient loses nothing by it.
    function test_claim_neverTakesFromTheRecipient() public {
        terms.totalShares = 4;
        open();
        vm.deal(address(royalties), 10_000);
        assertEq(royalties.claim(ETHER, SCULPTOR, SCULPTOR_SHARES, SCULPTOR, sculptorProof()), 6000, "all of the pool");
        vm.expectRevert(abi.encodeWithSelector(IRoyalties.NothingDue.selector, ETHER));
        royalties.claim(ETHER, PAINTER, PAINTER_SHARES, PAINTER, painterProof());
        assertEq(royalties.release(ETHER), 4000, "recipient");
    }

    function test_aPayeeThatRefuses_blocksNobody() public {
        MoodyPayee moody = new MoodyPayee();
        terms.recipient = address(moody);
        terms.creatorsRoot = pairRoot(leaf(address(moody), 3), leaf(SCULPTOR, SCULPTOR_SHARES));
        open();
        bytes32[] memory moodyProof = sculptorLeaf();
        bytes32[] memory sculptors = new bytes32[](1);
        sculptors[0] = leaf(address(moody), 3);
        vm.deal(address(royalties), 70_000);

        vm.expectRevert(abi.encodeWithSelector(SafeTransferLib.ETHTransferFailed.selector));
        royalties.release(ETHER);
        vm.expectRevert(abi.encodeWithSelector(SafeTransferLib.ETHTransferFailed.selector));
        royalties.claim(ETHER, address(moody), 3, address(moody), moodyProof);
        assertEq(royalties.claim(ETHER, SCULPTOR, SCULPTOR_SHARES, SCULPTOR, sculptors), 24_000, "the other creator");
        assertEq(royalties.claimed(ETHER, leaf(address(moody), 3)), 0, "nothing was written down");

        moody.setTakes(true);
        assertEq(royalties.release(ETHER), 28_000, "the recipient, later");
        assertEq(royalties.claim(ETHER, address(moody), 3, address(moody), moodyProof), 18_000, "the creator, later");
    }

    function test_claim_cannotBeReentered() public {
        ReenteringPayee thief = new ReenteringPayee();
        terms.creatorsRoot = pairRoot(leaf(address(thief), 3), leaf(SCULPTOR, SCULPTOR_SHARES));
        open();
        vm.deal(address(royalties), 70_000);
        bytes memory again =
            abi.encodeCall(IRoyalties.claim, (ETHER, address(thief), 3, address(thief), sculptorLeaf()));
        thief.prepare(address(royalties), again, 0);
        assertEq(royalties.claim(ETHER, address(thief), 3, address(thief), sculptorLeaf()), 18_000, "amount");
        assertEq(thief.attempts(), 1, "attempts");
        assertEq(thief.successes(), 0, "successes");
        assertEq(thief.answer(), abi.encodeWithSelector(IRoyalties.NothingDue.selector, ETHER), "answer");
        assertEq(address(thief).balance, 18_000, "the thief's ether");
    }

    function test_release_cannotBeReentered() public {
        ReenteringPayee thief = new ReenteringPayee();
        terms.recipient = address(thief);
        open();
        vm.deal(address(royalties), 70_000);
        thief.prepare(address(royalties), abi.encodeCall(IRoyalties.release, (ETHER)), 0);
        assertEq(royalties.release(ETHER), 28_000, "amount");
        assertEq(thief.successes(), 0, "successes");
        assertEq(address(thief).balance, 28_000, "the thief's ether");
    }

    function test_receive_takesEtherByTransfer() public {
        vm.deal(address(this), 1 ether);
        // 2,300 gas are all that a transfer of this kind gives.
        payable(address(royalties)).transfer(1 ether);
        assertEq(royalties.revenue(ETHER), 1 ether, "revenue");
    }

    function test_tokens_areSharedAsEtherIs() public {
        Coin coin = new Coin();
        coin.pour(address(royalties), 70_000);
        vm.deal(address(royalties), 7000);
        royalties.claim(address(coin), PAINTER, PAINTER_SHARES, PAINTER, painterProof());
        coin.behave(true, address(0));
        royalties.release(address(coin));
        assertEq(coin.balanceOf(PAINTER), 18_000, "the painter's coins");
        assertEq(coin.balanceOf(RECIPIENT), 28_000, "the recipient's coins, of a token that answers nothing");
        assertEq(royalties.revenue(address(coin)), 70_000, "revenue in coins");
        assertEq(royalties.revenue(ETHER), 7000, "revenue in ether");
        assertEq(royalties.claimable(ETHER, PAINTER, PAINTER_SHARES), 1800, "claimable in ether");
        coin.behave(false, SCULPTOR);
        vm.expectRevert(abi.encodeWithSelector(SafeTransferLib.TransferFailed.selector));
        royalties.claim(address(coin), SCULPTOR, SCULPTOR_SHARES, SCULPTOR, sculptorProof());
    }

    /// @dev A token whose balances shrink stops its own payments until they have grown again, and no others.
    function test_tokens_thatShrinkSpoilTheirOwnAccountAlone() public {
        Coin coin = new Coin();
        coin.pour(address(royalties), 70_000);
        vm.deal(address(royalties), 70_000);
        royalties.claim(address(coin), PAINTER, PAINTER_SHARES, PAINTER, painterProof());
        royalties.release(address(coin));
        coin.drain(address(royalties), 20_000);
        assertEq(royalties.releasable(address(coin)), 0, "releasable");
        assertEq(royalties.claimable(address(coin), PAINTER, PAINTER_SHARES), 0, "claimable");
        assertEq(royalties.release(ETHER), 28_000, "the ether");
    }

    /// @dev However revenue and payments follow each other, they come to the same, and to what was there.
    function test_fuzz_payments_comeToTheSameInEveryOrder(uint96[4] calldata income, uint8[4] calldata who, uint8 which)
        public
    {
        royalties = _royalties[which % 5];
        uint256 total = 0;
        for (uint256 i = 0; i < income.length; ++i) {
            total += income[i];
            vm.deal(address(royalties), address(royalties).balance + income[i]);
            if (who[i] & 1 != 0) tryClaim(PAINTER, PAINTER_SHARES, painterProof());
            if (who[i] & 2 != 0) tryClaim(SCULPTOR, SCULPTOR_SHARES, sculptorProof());
            if (who[i] & 4 != 0) tryRelease();
            assertEq(paidOut() + address(royalties).balance, total, "payments and balance");
        }
        tryClaim(PAINTER, PAINTER_SHARES, painterProof());
        tryClaim(SCULPTOR, SCULPTOR_SHARES, sculptorProof());
        tryRelease();
        uint256 pool = total * _parts[which % 5] / 10_000;
        assertEq(PAINTER.balance, pool * 3 / 7, "painter");
        assertEq(SCULPTOR.balance, pool * 4 / 7, "sculptor");
        assertEq(RECIPIENT.balance, total - pool, "recipient");
        assertEq(address(royalties).balance, pool - pool * 3 / 7 - pool * 4 / 7, "remainder");
        assertTrue(address(royalties).balance < 2, "the remainder is less than one unit a leaf");
    }

    function open() private {
        modelId = registry.register(registration(), key);
        royalties = royaltiesOf(modelId);
    }

    function sculptorLeaf() private pure returns (bytes32[] memory proof) {
        return painterProof();
    }

    function tryClaim(address creator, uint256 shares, bytes32[] memory proof) private {
        if (royalties.claimable(ETHER, creator, shares) > 0) royalties.claim(ETHER, creator, shares, creator, proof);
    }

    function tryRelease() private {
        if (royalties.releasable(ETHER) > 0) royalties.release(ETHER);
    }

    function paidOut() private view returns (uint256) {
        return PAINTER.balance + SCULPTOR.balance + RECIPIENT.balance;
    }
}
