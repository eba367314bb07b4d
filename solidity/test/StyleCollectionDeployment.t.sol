// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {StyleCollection} from "../src/StyleCollection.sol";
import {IModelRegistry} from "../src/interfaces/IModelRegistry.sol";
import {IStyleCollection} from "../src/interfaces/IStyleCollection.sol";
import {StyleCollectionTest} from "./support/StyleCollectionTest.sol";

contract StyleCollectionDeploymentTest is StyleCollectionTest {
    function test_constructor_remembersItsSettings() public {
        (settings.price, settings.supplyCap, settings.walletCap) = (5 gwei, 7, 3);
        (settings.storesImage, settings.storesPrompt) = (true, true);
        reopen();
        assertEq(collection.name(), "Nouns in oil", "name");
        assertEq(collection.symbol(), "OIL", "symbol");
        assertEq(collection.owner(), OWNER, "owner");
        assertEq(collection.treasury(), TREASURY, "treasury");
        assertEq(collection.price(), 5 gwei, "price");
        assertEq(collection.supplyCap(), 7, "supply cap");
        assertEq(collection.walletCap(), 3, "wallet cap");
        assertTrue(collection.storesImage(), "stores images");
        assertTrue(collection.storesPrompt(), "stores prompts");
        assertFalse(collection.mintingPaused(), "paused");
        assertEq(collection.totalSupply(), 0, "supply");
    }

    function test_constructor_takesTheRestFromTheModel() public view {
        IModelRegistry.Model memory model = registry.modelOf(settings.modelId);
        assertEq(address(collection.registry()), address(registry), "registry");
        assertEq(collection.modelId(), settings.modelId, "model");
        assertEq(address(collection.verifier()), address(verifier), "verifier");
        assertEq(collection.key(), key, "key");
        assertEq(collection.keyDigest(), keccak256(KEY), "key digest");
        assertEq(address(collection.royalties()), address(model.royalties), "royalties");
        assertEq(collection.royaltyBps(), 1000, "the model's part");
    }

    function test_constructor_revertsWhenModelIsUnknown() public {
        settings.modelId = 99;
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.UnknownModel.selector, 99));
        new StyleCollection(settings);
    }

    function test_constructor_revertsWhenKeyIsAnotherModels() public {
        settings.keyDigest = keccak256("another key");
        vm.expectRevert(
            abi.encodeWithSelector(
                IStyleCollection.KeyDigestMismatch.selector, keccak256("another key"), keccak256(KEY)
            )
        );
        new StyleCollection(settings);
    }

    function test_constructor_revertsWhenTreasuryIsNobody() public {
        settings.treasury = address(0);
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidTreasury.selector));
        new StyleCollection(settings);
    }

    function test_constructor_revertsWhenOwnerIsNobody() public {
        settings.owner = address(0);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        new StyleCollection(settings);
    }

    function test_constructor_revertsWhenNameOrSymbolIsNoUtf8() public {
        settings.name = string(bytes(hex"ff"));
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidName.selector));
        new StyleCollection(settings);
        settings.name = "Nouns";
        settings.symbol = string(bytes(hex"c0af"));
        vm.expectRevert(abi.encodeWithSelector(IStyleCollection.InvalidName.selector));
        new StyleCollection(settings);
    }
}
