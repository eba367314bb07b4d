// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {SSTORE2} from "solady/utils/SSTORE2.sol";
import {ModelRegistry} from "../../src/ModelRegistry.sol";
import {IModelRegistry} from "../../src/interfaces/IModelRegistry.sol";
import {IRoyalties} from "../../src/interfaces/IRoyalties.sol";
import {ScriptedVerifier} from "./ScriptedVerifier.sol";
import {Test} from "./Test.sol";

/// @title What the tests of models share: a registry on a scripted verifier, a key, two creators and their terms
abstract contract RegistryTest is Test {
    bytes internal constant KEY = "the bytes of a verifying key";
    address internal constant ALICE = address(0xA11CE);
    address internal constant BOB = address(0xB0B);
    address internal constant RECIPIENT = address(0x2EC1);
    address internal constant PAINTER = address(0xDA11);
    address internal constant SCULPTOR = address(0x20D1);
    uint256 internal constant PAINTER_SHARES = 3;
    uint256 internal constant SCULPTOR_SHARES = 4;

    ScriptedVerifier internal verifier;
    ModelRegistry internal registry;
    address internal key;
    IModelRegistry.ImageFormat internal format;
    IModelRegistry.RoyaltyTerms internal terms;

    function setUp() public virtual {
        verifier = new ScriptedVerifier();
        registry = new ModelRegistry(verifier);
        key = SSTORE2.write(KEY);
        format = IModelRegistry.ImageFormat({width: 10, height: 10, scale: 1, palette: ""});
        terms = IModelRegistry.RoyaltyTerms({
            recipient: RECIPIENT,
            royaltyBps: 1000,
            creatorsBps: 6000,
            totalShares: uint64(PAINTER_SHARES + SCULPTOR_SHARES),
            creatorsRoot: pairRoot(leaf(PAINTER, PAINTER_SHARES), leaf(SCULPTOR, SCULPTOR_SHARES))
        });
    }

    /// @dev The shared registration, with the present format and terms.
    function registration() internal view returns (IModelRegistry.Registration memory) {
        return IModelRegistry.Registration({
            name: "Nouns in oil",
            licence: "CC-BY-4.0 OR MIT",
            cid: "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
            weightsCommitment: keccak256("weights"),
            keyDigest: keccak256(KEY),
            format: format,
            terms: terms
        });
    }

    function royaltiesOf(uint256 modelId) internal view returns (IRoyalties) {
        return registry.modelOf(modelId).royalties;
    }

    /// @dev The leaf by the words of IRoyalties, put together by hand.
    function leaf(address creator, uint256 shares) internal pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(bytes.concat(bytes12(0), bytes20(creator), bytes32(shares)))));
    }

    /// @dev The root of a tree of two leaves; each is the other's proof.
    function pairRoot(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return left < right ? keccak256(bytes.concat(left, right)) : keccak256(bytes.concat(right, left));
    }

    function painterProof() internal pure returns (bytes32[] memory proof) {
        proof = new bytes32[](1);
        proof[0] = leaf(SCULPTOR, SCULPTOR_SHARES);
    }

    function sculptorProof() internal pure returns (bytes32[] memory proof) {
        proof = new bytes32[](1);
        proof[0] = leaf(PAINTER, PAINTER_SHARES);
    }
}
