// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Vm} from "./Vm.sol";

/// @title Base of the tests: the cheat codes and assertions that say what they saw
abstract contract Test {
    error AssertionFailed(string message);

    /// @dev forge answers at the last 20 bytes of keccak256("hevm cheat code").
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function assertTrue(bool condition, string memory what) internal pure {
        if (!condition) revert AssertionFailed(what);
    }

    function assertFalse(bool condition, string memory what) internal pure {
        if (condition) revert AssertionFailed(what);
    }

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) _fail(what, vm.toString(actual), vm.toString(expected));
    }

    function assertEq(address actual, address expected, string memory what) internal pure {
        if (actual != expected) _fail(what, vm.toString(actual), vm.toString(expected));
    }

    function assertEq(bytes32 actual, bytes32 expected, string memory what) internal pure {
        if (actual != expected) _fail(what, vm.toString(bytes.concat(actual)), vm.toString(bytes.concat(expected)));
    }

    function assertEq(bytes memory actual, bytes memory expected, string memory what) internal pure {
        if (keccak256(actual) != keccak256(expected)) _fail(what, vm.toString(actual), vm.toString(expected));
    }

    function assertEq(string memory actual, string memory expected, string memory what) internal pure {
        if (keccak256(bytes(actual)) != keccak256(bytes(expected))) _fail(what, actual, expected);
    }

    function assertNotEq(bytes32 left, bytes32 right, string memory what) internal pure {
        if (left == right) _fail(what, vm.toString(bytes.concat(left)), "anything else");
    }

    /// @dev `length` bytes that differ from seed to seed.
    function randomBytes(string memory seed, uint256 length) internal pure returns (bytes memory result) {
        result = new bytes(length);
        for (uint256 i = 0; i < length; i += 32) {
            bytes32 word = keccak256(abi.encode(seed, i));
            for (uint256 j = 0; j < 32 && i + j < length; ++j) {
                result[i + j] = word[j];
            }
        }
    }

    /// @dev A copy with one bit changed; the bit is chosen by `selector`.
    function flipBit(bytes memory value, uint256 selector) internal pure returns (bytes memory changed) {
        changed = bytes.concat(value);
        uint256 bit = selector % (value.length * 8);
        changed[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
    }

    function _fail(string memory what, string memory actual, string memory expected) private pure {
        revert AssertionFailed(string.concat(what, ": got ", actual, ", expected ", expected));
    }
}
