// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Market} from "./support/Market.sol";
import {StyleCollectionTest} from "./support/StyleCollectionTest.sol";

/// @dev What holds after any sequence of mints, transfers, settings, sales and payments.
contract InvariantsTest is StyleCollectionTest {
    Market private market;

    function setUp() public override {
        super.setUp();
        (settings.price, settings.supplyCap, settings.walletCap) = (777, 40, 15);
        reopenOnFormat(32, 1, 1, hex"000000");
        address[] memory accounts = new address[](4);
        (accounts[0], accounts[1], accounts[2], accounts[3]) = (PAINTER, SCULPTOR, ALICE, BOB);
        market = new Market(collection, verifier, OWNER, accounts);
    }

    /// @dev Where forge looks for what to call.
    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(market);
    }

    function invariant_supplyIsTheNumberOfMints() public view {
        uint256[] memory tokens = market.tokens();
        assertEq(collection.totalSupply(), tokens.length, "supply");
        assertTrue(tokens.length <= 40, "supply cap");
        for (uint256 i = 0; i < tokens.length; ++i) {
            assertEq(collection.ownerOf(tokens[i]), market.ownerOf(tokens[i]), "owner");
        }
    }

    function invariant_noTokenIsMintedWithoutAnAcceptedProof() public view {
        uint256[] memory tokens = market.tokens();
        for (uint256 i = 0; i < tokens.length; ++i) {
            assertTrue(market.wasAccepted(tokens[i]), "accepted");
        }
    }

    function invariant_balancesAddUpToTheSupply() public view {
        address[] memory accounts = market.accounts();
        uint256 sum = 0;
        for (uint256 i = 0; i < accounts.length; ++i) {
            assertEq(collection.balanceOf(accounts[i]), market.balanceOf(accounts[i]), "balance");
            assertEq(collection.mintedTo(accounts[i]), market.mintedTo(accounts[i]), "minted");
            assertTrue(market.mintedTo(accounts[i]) <= 15, "wallet cap");
            sum += market.balanceOf(accounts[i]);
        }
        assertEq(sum, collection.totalSupply(), "sum of balances");
    }

    function invariant_paymentsAndBalanceAreTheRevenue() public view {
        uint256 income = market.income();
        assertEq(collection.revenue(), income, "revenue of the collection");
        uint256 share = income * 1000 / 10_000;
        uint256 toTreasury = TREASURY.balance;
        assertTrue(toTreasury <= income - share, "the treasury's part");
        uint256 toRoyalties = income - toTreasury - address(collection).balance;
        assertTrue(toRoyalties <= share, "the model's part");
        assertEq(collection.royaltiesDue(), share - toRoyalties, "royalties due");
        assertEq(collection.withdrawable(), income - share - toTreasury, "withdrawable");
    }

    function invariant_claimsAndRemainderAreTheRoyalties() public view {
        uint256 income = market.royaltyIncome();
        assertEq(market.royalties().revenue(address(0)), income, "revenue of the model");
        uint256 claims = PAINTER.balance + SCULPTOR.balance;
        assertEq(claims + RECIPIENT.balance + address(market.royalties()).balance, income, "sum");
        uint256 pool = income * 6000 / 10_000;
        assertTrue(PAINTER.balance <= pool * 3 / 7 && SCULPTOR.balance <= pool * 4 / 7, "each creator's part");
        assertTrue(RECIPIENT.balance <= income - pool, "the recipient's part");
    }
}
