// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {StyleCollection} from "../../src/StyleCollection.sol";
import {IRoyalties} from "../../src/interfaces/IRoyalties.sol";
import {IStyleCollection} from "../../src/interfaces/IStyleCollection.sol";
import {ScriptedVerifier} from "./ScriptedVerifier.sol";
import {Vm} from "./Vm.sol";

/// @title What anybody may do with a collection, drawn at random by forge: the handler of the invariant tests
/// @notice Every mint is tried, and only half of them with a statement that the verifier accepts. The handler keeps its
/// own books, in the plainest way, for the invariants to compare with.
contract Market {
    Vm private constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    StyleCollection public immutable collection;
    IRoyalties public immutable royalties;
    ScriptedVerifier public immutable verifier;
    address public immutable owner;

    address[] private _accounts;
    uint256[] private _tokens;
    mapping(uint256 tokenId => address) public ownerOf;
    mapping(address account => uint256) public balanceOf;
    mapping(address account => uint256) public mintedTo;
    mapping(uint256 tokenId => bool) public wasAccepted;
    uint256 public income;
    uint256 public royaltyIncome;
    uint256 public refusedMints;

    constructor(StyleCollection collection_, ScriptedVerifier verifier_, address owner_, address[] memory accounts_) {
        (collection, verifier, owner, _accounts) = (collection_, verifier_, owner_, accounts_);
        royalties = collection_.royalties();
    }

    /// @notice Tries to mint; half of the statements are true, and the payment is right three times of four.
    function mint(uint256 who, uint8 what, bool isTrue, uint8 payment) external {
        address to = account(who);
        bytes memory latent = abi.encode(what);
        bytes memory image = bytes.concat(keccak256(latent));
        uint256 tokenId = uint256(keccak256(latent));
        bytes memory proof = abi.encode(to, what);
        if (isTrue) accept(to, tokenId, latent, image, proof);
        uint256 value = payment % 4 == 0 ? payment : collection.price();
        VM.deal(address(this), value);
        bool isAccepted = verifier.verify(collection.key(), collection.contextOf(to, tokenId), latent, image, proof);
        try collection.mint{value: value}(to, latent, image, proof) {
            record(to, tokenId, isAccepted);
            income += value;
        } catch {
            ++refusedMints;
        }
    }

    /// @notice Tries to mint two tokens at once.
    function mintBatch(uint256 who, uint8 first, uint8 second, bool isTrue) external {
        IStyleCollection.MintRequest[] memory requests = new IStyleCollection.MintRequest[](2);
        bool isAccepted = true;
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory latent = abi.encode(i == 0 ? first : second);
            address to = account(who / (i + 1));
            requests[i] = IStyleCollection.MintRequest(to, latent, bytes.concat(keccak256(latent)), abi.encode(to, i));
            uint256 tokenId = uint256(keccak256(latent));
            if (isTrue || i == 0) accept(to, tokenId, latent, requests[i].image, requests[i].proof);
            bytes32 context = collection.contextOf(to, tokenId);
            isAccepted =
                isAccepted && verifier.verify(collection.key(), context, latent, requests[i].image, requests[i].proof);
        }
        uint256 value = 2 * collection.price();
        VM.deal(address(this), value);
        try collection.mintBatch{value: value}(requests) {
            for (uint256 i = 0; i < 2; ++i) {
                record(requests[i].to, uint256(keccak256(requests[i].latent)), isAccepted);
            }
            income += value;
        } catch {
            ++refusedMints;
        }
    }

    /// @notice Passes a token on.
    function transfer(uint256 which, uint256 who) external {
        if (_tokens.length == 0) return;
        uint256 tokenId = _tokens[which % _tokens.length];
        (address from, address to) = (ownerOf[tokenId], account(who));
        VM.prank(from);
        collection.transferFrom(from, to, tokenId);
        --balanceOf[from];
        ++balanceOf[to];
        ownerOf[tokenId] = to;
    }

    /// @notice The owner changes price and pause.
    function set(uint96 price, bool paused) external {
        VM.prank(owner);
        collection.setPrice(price % 10_000);
        VM.prank(owner);
        collection.setMintingPaused(paused);
    }

    /// @notice Ether that nobody asked for, to the collection.
    function send(uint96 value) external {
        VM.deal(address(this), value);
        (bool sent,) = address(collection).call{value: value}("");
        require(sent);
        income += value;
    }

    /// @notice The royalties of a sale elsewhere.
    function resell(uint96 value) external {
        VM.deal(address(this), value);
        (bool sent,) = address(royalties).call{value: value}("");
        require(sent);
        royaltyIncome += value;
    }

    /// @notice Pays whoever is due something in the collection.
    function payRoyalties() external {
        uint256 due = collection.royaltiesDue();
        if (due > 0) royaltyIncome += collection.payRoyalties();
    }

    /// @notice Pays the treasury.
    function withdraw() external {
        if (collection.withdrawable() > 0) collection.withdraw();
    }

    /// @notice Pays a creator, named by the tree's two leaves.
    function claim(bool first) external {
        (address creator, uint256 shares, address other, uint256 otherShares) =
            first ? (_accounts[0], 3, _accounts[1], 4) : (_accounts[1], 4, _accounts[0], 3);
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = royalties.leafOf(other, otherShares);
        if (royalties.claimable(address(0), creator, shares) > 0) {
            royalties.claim(address(0), creator, shares, creator, proof);
        }
    }

    /// @notice Pays the recipient.
    function release() external {
        if (royalties.releasable(address(0)) > 0) royalties.release(address(0));
    }

    /// @notice The tokens that were minted.
    function tokens() external view returns (uint256[] memory) {
        return _tokens;
    }

    /// @notice The accounts that take part.
    function accounts() external view returns (address[] memory) {
        return _accounts;
    }

    function accept(address to, uint256 tokenId, bytes memory latent, bytes memory image, bytes memory proof) private {
        verifier.accept(collection.key(), collection.contextOf(to, tokenId), latent, image, proof);
    }

    function record(address to, uint256 tokenId, bool isAccepted) private {
        _tokens.push(tokenId);
        ownerOf[tokenId] = to;
        ++balanceOf[to];
        ++mintedTo[to];
        wasAccepted[tokenId] = isAccepted;
    }

    function account(uint256 who) private view returns (address) {
        return _accounts[who % _accounts.length];
    }
}
