// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IModelRegistry} from "./IModelRegistry.sol";

/// @title Royalties of one model, shared between its recipient and the creators of the images it learnt from
/// @notice The contract takes ether by plain transfer and tokens by plain ERC-20 transfer: collections send it the
/// model's part of their revenue, marketplaces the royalties of sales (ERC-2981). Nothing is written down when money
/// arrives. What has ever arrived is what is here now plus what has been paid out:
///
///     revenue  = balance + paid to creators + paid to the recipient
///     pool     = floor(revenue * creatorsBps / 10000)                       the creators' part
///     entitled = floor(pool * shares / totalShares)                         one creator's part of it
///     due      = min(entitled - claimed before, pool - paid to creators)
///
/// The recipient has revenue - pool. Rounding therefore never pays out more than came in: what it holds back, less
/// than one unit for each leaf and for the pool, stays in the contract and counts again with the next payment, so
/// nothing is lost to it and payouts plus balance equal revenue exactly.
///
/// A creator's leaf is keccak256(bytes.concat(keccak256(abi.encode(creator, shares)))), and inner nodes hash their
/// sorted children, as in OpenZeppelin's standard trees. A creator has one leaf: equal leaves count once.
///
/// Every payment is pulled by a call of its own, so a payee that refuses money stops nobody's but its own payment.
/// An asset is the zero address for ether, or an ERC-20 token. A token that lies about balances or shrinks them (as
/// rebasing ones do) spoils its own account here and no other.
interface IRoyalties {
    /// @notice What has been paid out in one asset.
    /// @param toCreators To creators, together.
    /// @param toRecipient To the model's recipient.
    struct Paid {
        uint128 toCreators;
        uint128 toRecipient;
    }

    /// @notice A creator was paid.
    event Claimed(address indexed asset, address indexed creator, address to, uint256 shares, uint256 amount);

    /// @notice The model's recipient was paid.
    event Released(address indexed asset, address indexed recipient, uint256 amount);

    /// @notice The Merkle proof does not lead from this creator with these shares to the root. Thrown by `claim`.
    error UnknownCreator(address creator, uint256 shares);

    /// @notice Only the creator may send its part elsewhere. Thrown by `claim`.
    error NotTheCreator(address caller, address creator);

    /// @notice Nothing is due at present. Thrown by `claim` and `release`.
    error NothingDue(address asset);

    /// @notice Pays a creator what is due. Anyone may call it for a creator; only the creator names another payee.
    /// @param asset Zero for ether, or an ERC-20 token.
    /// @param creator The creator of the leaf.
    /// @param shares The shares of the leaf.
    /// @param to Who is paid: the creator, or whom the creator, calling, names.
    /// @param proof The leaf's siblings up to the root.
    /// @return amount What was paid.
    function claim(address asset, address creator, uint256 shares, address to, bytes32[] calldata proof)
        external
        returns (uint256 amount);

    /// @notice Pays the model's recipient what is due. Anyone may call it.
    /// @param asset Zero for ether, or an ERC-20 token.
    /// @return amount What was paid.
    function release(address asset) external returns (uint256 amount);

    /// @notice What a leaf could claim now.
    /// @param asset Zero for ether, or an ERC-20 token.
    /// @param creator The creator of the leaf; not checked against the root.
    /// @param shares The shares of the leaf.
    function claimable(address asset, address creator, uint256 shares) external view returns (uint256);

    /// @notice What the recipient could be paid now.
    /// @param asset Zero for ether, or an ERC-20 token.
    function releasable(address asset) external view returns (uint256);

    /// @notice All that has ever arrived.
    /// @param asset Zero for ether, or an ERC-20 token.
    function revenue(address asset) external view returns (uint256);

    /// @notice What has been paid out.
    /// @param asset Zero for ether, or an ERC-20 token.
    function paid(address asset) external view returns (Paid memory);

    /// @notice What a leaf has claimed.
    /// @param asset Zero for ether, or an ERC-20 token.
    /// @param leaf The leaf.
    function claimed(address asset, bytes32 leaf) external view returns (uint256);

    /// @notice A creator's leaf.
    /// @param creator The creator.
    /// @param shares The shares.
    function leafOf(address creator, uint256 shares) external pure returns (bytes32);

    /// @notice The registry the model is in, which knows its recipient.
    function registry() external view returns (IModelRegistry);

    /// @notice The model.
    function modelId() external view returns (uint256);

    /// @notice The creators' part of revenue, in hundredths of a percent.
    function creatorsBps() external view returns (uint256);

    /// @notice The root of the tree of creators.
    function creatorsRoot() external view returns (bytes32);

    /// @notice What the shares of all leaves add up to, by the word of who registered the model.
    function totalShares() external view returns (uint256);
}
