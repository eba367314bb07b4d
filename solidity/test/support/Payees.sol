// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";

/// @title A payee that refuses ether until it is told to take it
contract MoodyPayee {
    error NotToday();

    bool public takes;

    receive() external payable {
        require(takes, NotToday());
    }

    /// @notice Sets whether ether is taken.
    function setTakes(bool takes_) external {
        takes = takes_;
    }
}

/// @title A payee, creator and recipient of tokens that calls back whenever it is called
/// @notice It sends a prepared call as often as it is itself called, up to a depth, and remembers how that went.
contract ReenteringPayee is IERC721Receiver {
    address private _target;
    bytes private _call;
    uint256 private _value;
    uint256 public attempts;
    uint256 public successes;
    bytes public answer;

    receive() external payable {
        reenter();
    }

    /// @notice Sets what is called back.
    function prepare(address target, bytes calldata call, uint256 value) external {
        (_target, _call, _value) = (target, call, value);
    }

    /// @inheritdoc IERC721Receiver
    function onERC721Received(address, address, uint256, bytes calldata) external returns (bytes4) {
        reenter();
        return IERC721Receiver.onERC721Received.selector;
    }

    function reenter() private {
        if (_target == address(0) || attempts == 3) return;
        ++attempts;
        bool success;
        (success, answer) = _target.call{value: _value}(_call);
        if (success) ++successes;
    }
}

/// @title An ERC-20 token with a faucet; optionally it answers nothing, as some tokens do, or refuses one payee
contract Coin {
    error Refused(address to);

    mapping(address account => uint256) public balanceOf;
    bool public answersNothing;
    address public refused;

    /// @notice Makes money.
    function pour(address to, uint256 amount) external {
        balanceOf[to] += amount;
    }

    /// @notice Takes money away, as a rebasing token does.
    function drain(address from, uint256 amount) external {
        balanceOf[from] -= amount;
    }

    /// @notice Sets the token's manners.
    function behave(bool answersNothing_, address refused_) external {
        (answersNothing, refused) = (answersNothing_, refused_);
    }

    /// @notice ERC-20.
    function transfer(address to, uint256 amount) external returns (bool) {
        require(to != refused, Refused(to));
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
        if (answersNothing) {
            assembly ("memory-safe") {
                return(0, 0)
            }
        }
        return true;
    }
}
