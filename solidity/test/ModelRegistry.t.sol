// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Base64} from "solady/utils/Base64.sol";
import {LibString} from "solady/utils/LibString.sol";
import {ERC721} from "solady/tokens/ERC721.sol";
import {ModelRegistry} from "../src/ModelRegistry.sol";
import {IModelRegistry} from "../src/interfaces/IModelRegistry.sol";
import {IRoyalties} from "../src/interfaces/IRoyalties.sol";
import {IZkStyleVerifier} from "../src/interfaces/IZkStyleVerifier.sol";
import {RegistryTest} from "./support/RegistryTest.sol";

contract ModelRegistryTest is RegistryTest {
    function test_constructor_revertsWhenVerifierIsNoContract() public {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.InvalidVerifier.selector, ALICE));
        new ModelRegistry(IZkStyleVerifier(ALICE));
    }

    function test_register_givesTheCallerAToken() public {
        vm.prank(ALICE);
        uint256 first = registry.register(registration(), key);
        vm.prank(BOB);
        uint256 second = registry.register(registration(), key);
        assertEq(first, 1, "first number");
        assertEq(second, 2, "second number, of the same key");
        assertEq(registry.modelCount(), 2, "count");
        assertEq(registry.ownerOf(first), ALICE, "first owner");
        assertEq(registry.ownerOf(second), BOB, "second owner");
    }

    function test_register_publishesWhatAnAuditorNeeds() public {
        vm.roll(4321);
        IModelRegistry.Registration memory registered = registration();
        uint256 modelId = registry.register(registered, key);
        IModelRegistry.Model memory model = registry.modelOf(modelId);
        assertEq(model.key, key, "key");
        assertEq(keccak256(model.key.code), keccak256(bytes.concat(hex"00", KEY)), "the key's bytes");
        assertEq(model.blockNumber, 4321, "block number");
        assertEq(keccak256(abi.encode(model.registration)), keccak256(abi.encode(registered)), "registration");
        assertEq(keccak256(abi.encode(registry.formatOf(modelId))), keccak256(abi.encode(format)), "format");
        assertEq(registry.recipientOf(modelId), RECIPIENT, "recipient");
        assertEq(address(registry.verifier()), address(verifier), "verifier");
    }

    function test_register_opensRoyaltiesOfTheseTerms() public {
        uint256 modelId = registry.register(registration(), key);
        IRoyalties royalties = royaltiesOf(modelId);
        assertEq(address(royalties.registry()), address(registry), "registry");
        assertEq(royalties.modelId(), modelId, "model");
        assertEq(royalties.creatorsBps(), 6000, "creators' part");
        assertEq(royalties.creatorsRoot(), terms.creatorsRoot, "root");
        assertEq(royalties.totalShares(), 7, "shares");
    }

    function test_register_emitsModelRegistered() public {
        address royalties = 0x104fBc016F4bb334D775a19E8A6510109AC63E00;
        vm.expectEmit(true, true, true, false, address(registry));
        emit IModelRegistry.ModelRegistered(
            1, ALICE, keccak256(KEY), key, royalties, keccak256("weights"), registration().cid
        );
        vm.prank(ALICE);
        registry.register(registration(), key);
    }

    function test_registerWithKey_deploysTheKey() public {
        uint256 modelId = registry.registerWithKey(registration(), KEY);
        IModelRegistry.Model memory model = registry.modelOf(modelId);
        assertEq(model.key.code, bytes.concat(hex"00", KEY), "code");
        assertTrue(model.key != key, "a data contract of its own");
    }

    function test_register_revertsWhenKeyIsNoKey() public {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.InvalidKey.selector, ALICE));
        registry.register(registration(), ALICE);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.InvalidKey.selector, address(registry)));
        registry.register(registration(), address(registry));
    }

    function test_register_revertsWhenKeyIsAnother() public {
        IModelRegistry.Registration memory other = registration();
        other.keyDigest = keccak256("another key");
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.KeyDigestMismatch.selector, other.keyDigest, keccak256(KEY))
        );
        registry.register(other, key);
        vm.expectRevert(
            abi.encodeWithSelector(IModelRegistry.KeyDigestMismatch.selector, keccak256(KEY), keccak256("forged"))
        );
        registry.registerWithKey(registration(), "forged");
    }

    function test_register_revertsWhenNameIsNone() public {
        IModelRegistry.Registration memory other = registration();
        string[3] memory names = ["", string(new bytes(65)), string(bytes(hex"ff"))];
        for (uint256 i = 0; i < names.length; ++i) {
            other.name = names[i];
            vm.expectRevert(abi.encodeWithSelector(IModelRegistry.InvalidName.selector));
            registry.register(other, key);
        }
        other.name = string(new bytes(64));
        assertEq(registry.register(other, key), 1, "64 bytes are a name");
    }

    function test_register_revertsWhenLicenceIsNone() public {
        IModelRegistry.Registration memory other = registration();
        string[3] memory licences = ["", string(randomText(129)), "CC0\n"];
        for (uint256 i = 0; i < licences.length; ++i) {
            other.licence = licences[i];
            vm.expectRevert(abi.encodeWithSelector(IModelRegistry.InvalidLicence.selector));
            registry.register(other, key);
        }
        other.licence = string(randomText(128));
        assertEq(registry.register(other, key), 1, "128 bytes are a licence");
    }

    function test_register_revertsWhenCidIsNone() public {
        IModelRegistry.Registration memory other = registration();
        string[4] memory cids = ["", string(randomText(129)), 'bafk","name":"forged', "bafk/../x"];
        for (uint256 i = 0; i < cids.length; ++i) {
            other.cid = cids[i];
            vm.expectRevert(abi.encodeWithSelector(IModelRegistry.InvalidCid.selector));
            registry.register(other, key);
        }
        other.cid = string(randomText(128));
        assertEq(registry.register(other, key), 1, "128 letters are a CID");
    }

    function test_register_revertsWhenCommitmentIsZero() public {
        IModelRegistry.Registration memory other = registration();
        other.weightsCommitment = 0;
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.InvalidCommitment.selector));
        registry.register(other, key);
    }

    function test_register_revertsWhenFormatCannotBeDrawn() public {
        refuseFormat(0, 10, 1, "");
        refuseFormat(10, 0, 1, "");
        refuseFormat(10, 10, 0, "");
        refuseFormat(1025, 10, 1, "");
        refuseFormat(10, 1025, 1, "");
        refuseFormat(342, 10, 3, "");
        refuseFormat(10, 10, 1, hex"0000");
        refuseFormat(10, 10, 1, new bytes(771));
        format = IModelRegistry.ImageFormat(1024, 512, 1, new bytes(768));
        assertEq(registry.register(registration(), key), 1, "the largest");
    }

    function test_register_revertsWhenTermsAreUnfair() public {
        terms.recipient = address(0);
        refuseTerms();
        (terms.recipient, terms.royaltyBps) = (RECIPIENT, 10_001);
        refuseTerms();
        (terms.royaltyBps, terms.creatorsBps) = (10_000, 10_001);
        refuseTerms();
        (terms.creatorsBps, terms.totalShares) = (10_000, 0);
        refuseTerms();
        (terms.totalShares, terms.creatorsRoot) = (7, 0);
        refuseTerms();
        (terms.creatorsBps, terms.totalShares, terms.creatorsRoot) = (0, 0, keccak256("root"));
        refuseTerms();
        (terms.totalShares, terms.creatorsRoot) = (1, 0);
        refuseTerms();
        terms.totalShares = 0;
        assertEq(registry.register(registration(), key), 1, "no creators are fair");
    }

    function test_setRecipient_changesTheRecipientAlone() public {
        vm.prank(ALICE);
        uint256 modelId = registry.register(registration(), key);
        IModelRegistry.Model memory expected = registry.modelOf(modelId);
        vm.expectEmit(true, true, true, true, address(registry));
        emit IModelRegistry.RecipientChanged(modelId, BOB);
        vm.prank(ALICE);
        registry.setRecipient(modelId, BOB);
        expected.registration.terms.recipient = BOB;
        assertEq(keccak256(abi.encode(registry.modelOf(modelId))), keccak256(abi.encode(expected)), "model");
    }

    function test_setRecipient_goesWithTheToken() public {
        vm.prank(ALICE);
        uint256 modelId = registry.register(registration(), key);
        vm.prank(ALICE);
        registry.transferFrom(ALICE, BOB, modelId);
        assertEq(registry.recipientOf(modelId), RECIPIENT, "a transfer changes nothing by itself");
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.NotTheOwner.selector, ALICE, modelId));
        vm.prank(ALICE);
        registry.setRecipient(modelId, ALICE);
        vm.prank(BOB);
        registry.setRecipient(modelId, BOB);
        assertEq(registry.recipientOf(modelId), BOB, "recipient");
    }

    function test_setRecipient_revertsWhenRecipientIsNobody() public {
        uint256 modelId = registry.register(registration(), key);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.InvalidRecipient.selector));
        registry.setRecipient(modelId, address(0));
    }

    function test_everyFunction_revertsWhenModelIsUnknown() public {
        bytes memory expected = abi.encodeWithSelector(IModelRegistry.UnknownModel.selector, 1);
        vm.expectRevert(expected);
        registry.modelOf(1);
        vm.expectRevert(expected);
        registry.formatOf(1);
        vm.expectRevert(expected);
        registry.recipientOf(1);
        vm.expectRevert(expected);
        registry.tokenURI(1);
        vm.expectRevert(expected);
        registry.setRecipient(1, ALICE);
        vm.expectRevert(abi.encodeWithSelector(ERC721.TokenDoesNotExist.selector));
        registry.ownerOf(1);
    }

    function test_tokenURI_describesTheModel() public {
        uint256 modelId = registry.register(registration(), key);
        string memory json = readJson(modelId);
        assertEq(vm.parseJsonString(json, ".name"), "Nouns in oil", "name");
        assertEq(vm.parseJsonString(json, ".licence"), "CC-BY-4.0 OR MIT", "licence");
        assertEq(vm.parseJsonString(json, ".model"), string.concat("ipfs://", registration().cid), "model");
        assertEq(
            vm.parseJsonString(json, ".weights_commitment"),
            vm.toString(bytes.concat(keccak256("weights"))),
            "weights commitment"
        );
        assertEq(vm.parseJsonString(json, ".verifying_key"), vm.toString(key), "key");
        assertEq(vm.parseJsonString(json, ".royalties"), vm.toString(address(royaltiesOf(modelId))), "royalties");
        assertTrue(
            LibString.contains(vm.parseJsonString(json, ".description"), vm.toString(bytes.concat(keccak256(KEY)))),
            "description"
        );
        assertEq(registry.name(), "ZkStyle models", "the registry's name");
        assertEq(registry.symbol(), "ZKSM", "the registry's symbol");
    }

    function test_fuzz_tokenURI_isJsonWhateverTheTexts(bytes32 name, bytes32 licence) public {
        bytes memory nameText = bytes.concat(name);
        bytes memory licenceText = bytes.concat(licence);
        for (uint256 i = 0; i < 32; ++i) {
            nameText[i] &= 0x7f;
            licenceText[i] = bytes1(32 + uint8(licenceText[i]) % 95);
        }
        IModelRegistry.Registration memory other = registration();
        (other.name, other.licence) = (string(nameText), string(licenceText));
        string memory json = readJson(registry.register(other, key));
        assertEq(vm.parseJsonString(json, ".name"), other.name, "name");
        assertEq(vm.parseJsonString(json, ".licence"), other.licence, "licence");
        assertEq(vm.parseJsonKeys(json, "$").length, 7, "number of members");
    }

    function refuseFormat(uint16 width, uint16 height, uint8 scale, bytes memory palette) private {
        format = IModelRegistry.ImageFormat(width, height, scale, palette);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.InvalidFormat.selector));
        registry.register(registration(), key);
    }

    function refuseTerms() private {
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.InvalidTerms.selector));
        registry.register(registration(), key);
    }

    function randomText(uint256 length) private pure returns (bytes memory text) {
        text = randomBytes("text", length);
        for (uint256 i = 0; i < length; ++i) {
            text[i] = bytes1(uint8(bytes1("a")) + uint8(text[i]) % 26);
        }
    }

    function readJson(uint256 modelId) private view returns (string memory) {
        string memory uri = registry.tokenURI(modelId);
        assertTrue(LibString.startsWith(uri, "data:application/json;base64,"), "data URI");
        return string(Base64.decode(LibString.slice(uri, 29)));
    }
}
