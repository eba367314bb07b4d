// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {FixedPointMathLib} from "solady/utils/FixedPointMathLib.sol";
import {SafeCastLib} from "solady/utils/SafeCastLib.sol";
import {SafeTransferLib} from "solady/utils/SafeTransferLib.sol";
import {IModelRegistry} from "./interfaces/IModelRegistry.sol";
import {IRoyalties} from "./interfaces/IRoyalties.sol";

/// @title Royalties of one model
/// @notice See IRoyalties. The registry deploys one with each model; its terms are part of its code.
contract Royalties is IRoyalties {
    using SafeCastLib for uint256;

    /// @dev The whole, in hundredths of a percent.
    uint256 private constant WHOLE_BPS = 10_000;

    /// @inheritdoc IRoyalties
    IModelRegistry public immutable registry;

    /// @inheritdoc IRoyalties
    uint256 public immutable modelId;

    /// @inheritdoc IRoyalties
    uint256 public immutable creatorsBps;

    /// @inheritdoc IRoyalties
    bytes32 public immutable creatorsRoot;

    /// @inheritdoc IRoyalties
    uint256 public immutable totalShares;

    mapping(address asset => Paid) private _paid;

    /// @inheritdoc IRoyalties
    mapping(address asset => mapping(bytes32 leaf => uint256)) public claimed;

    /// @param modelId_ The model in the calling registry.
    /// @param terms The terms, which the registry has checked; the recipient in them is not read.
    constructor(uint256 modelId_, IModelRegistry.RoyaltyTerms memory terms) {
        registry = IModelRegistry(msg.sender);
        modelId = modelId_;
        creatorsBps = terms.creatorsBps;
        creatorsRoot = terms.creatorsRoot;
        totalShares = terms.totalShares;
    }

    /// @notice Takes ether from anyone; it is revenue.
    receive() external payable {}

    /// @inheritdoc IRoyalties
    function claim(address asset, address creator, uint256 shares, address to, bytes32[] calldata proof)
        external
        returns (uint256 amount)
    {
        require(to == creator || msg.sender == creator, NotTheCreator(msg.sender, creator));
        bytes32 leaf = leafOf(creator, shares);
        require(MerkleProof.verifyCalldata(proof, creatorsRoot, leaf), UnknownCreator(creator, shares));
        amount = _claimable(asset, leaf, shares);
        require(amount > 0, NothingDue(asset));
        // Written before anybody is called: whoever calls back finds the payment made.
        claimed[asset][leaf] += amount;
        _paid[asset].toCreators += amount.toUint128();
        emit Claimed(asset, creator, to, shares, amount);
        _pay(asset, to, amount);
    }

    /// @inheritdoc IRoyalties
    function release(address asset) external returns (uint256 amount) {
        amount = releasable(asset);
        require(amount > 0, NothingDue(asset));
        _paid[asset].toRecipient += amount.toUint128();
        address recipient = registry.recipientOf(modelId);
        emit Released(asset, recipient, amount);
        _pay(asset, recipient, amount);
    }

    /// @inheritdoc IRoyalties
    function claimable(address asset, address creator, uint256 shares) external view returns (uint256) {
        return _claimable(asset, leafOf(creator, shares), shares);
    }

    /// @inheritdoc IRoyalties
    function releasable(address asset) public view returns (uint256) {
        uint256 total = revenue(asset);
        return FixedPointMathLib.zeroFloorSub(total - _pool(total), _paid[asset].toRecipient);
    }

    /// @inheritdoc IRoyalties
    function revenue(address asset) public view returns (uint256) {
        Paid memory before = _paid[asset];
        uint256 balance = asset == address(0) ? address(this).balance : SafeTransferLib.balanceOf(asset, address(this));
        return balance + before.toCreators + before.toRecipient;
    }

    /// @inheritdoc IRoyalties
    function paid(address asset) external view returns (Paid memory) {
        return _paid[asset];
    }

    /// @inheritdoc IRoyalties
    function leafOf(address creator, uint256 shares) public pure returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(creator, shares))));
    }

    /// @dev Bounded by what the pool still holds, so that leaves whose shares add up to more than `totalShares` take
    /// from each other and never from the recipient.
    function _claimable(address asset, bytes32 leaf, uint256 shares) private view returns (uint256) {
        if (totalShares == 0) return 0;
        uint256 pool = _pool(revenue(asset));
        uint256 entitled = pool * shares / totalShares;
        uint256 due = FixedPointMathLib.zeroFloorSub(entitled, claimed[asset][leaf]);
        return FixedPointMathLib.min(due, FixedPointMathLib.zeroFloorSub(pool, _paid[asset].toCreators));
    }

    function _pool(uint256 total) private view returns (uint256) {
        return total * creatorsBps / WHOLE_BPS;
    }

    function _pay(address asset, address to, uint256 amount) private {
        if (asset == address(0)) SafeTransferLib.safeTransferETH(to, amount);
        else SafeTransferLib.safeTransfer(asset, to, amount);
    }
}
