// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {IStyleCollection} from "../../src/interfaces/IStyleCollection.sol";

/// @title A contract that accepts tokens and remembers what it was told and what it saw
contract AcceptingRecipient is IERC721Receiver {
    address public operator;
    address public from;
    uint256 public tokenId;
    bytes32 public imageSeenInside;

    /// @inheritdoc IERC721Receiver
    function onERC721Received(address operator_, address from_, uint256 tokenId_, bytes calldata)
        external
        returns (bytes4)
    {
        (operator, from, tokenId) = (operator_, from_, tokenId_);
        imageSeenInside = IStyleCollection(msg.sender).contentOf(tokenId_).imageSha256;
        return IERC721Receiver.onERC721Received.selector;
    }
}

/// @title A contract that knows nothing of tokens
contract IgnorantRecipient {}

/// @title A contract that mints again with the same arguments while it is being minted to
contract ReenteringRecipient is IERC721Receiver {
    bytes private _again;
    bytes public answer;
    bool public succeeded;

    /// @notice Sets the calldata to send back to the collection.
    function prepare(bytes calldata again) external {
        _again = again;
    }

    /// @inheritdoc IERC721Receiver
    function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4) {
        (succeeded, answer) = msg.sender.call(_again);
        return IERC721Receiver.onERC721Received.selector;
    }
}
