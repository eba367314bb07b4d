// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @title The cheat codes of forge that our tests use
interface Vm {
    /// @notice Sets block.chainid.
    function chainId(uint256 newChainId) external;

    /// @notice Sets block.number.
    function roll(uint256 newNumber) external;

    /// @notice Sets the ether of an account.
    function deal(address account, uint256 balance) external;

    /// @notice Sets msg.sender of the next call.
    function prank(address sender) external;

    /// @notice Discards this fuzz input unless the condition holds.
    function assume(bool condition) external pure;

    /// @notice Expects the next call to revert with exactly these bytes.
    function expectRevert(bytes calldata revertData) external;

    /// @notice Expects the next call to emit, from `emitter`, the event emitted right after this cheat code.
    function expectEmit(bool checkTopic1, bool checkTopic2, bool checkTopic3, bool checkData, address emitter) external;

    /// @notice Expects a call to `callee` with exactly this calldata before the test ends.
    function expectCall(address callee, bytes calldata data) external;

    /// @notice Reads a string member of a JSON text; reverts where the text is no JSON.
    function parseJsonString(string calldata json, string calldata path) external pure returns (string memory);

    /// @notice Reads a numeric member of a JSON text.
    function parseJsonUint(string calldata json, string calldata path) external pure returns (uint256);

    /// @notice Lists the members of an object in a JSON text.
    function parseJsonKeys(string calldata json, string calldata path) external pure returns (string[] memory);

    /// @notice Writes down the gas of the last call in snapshots/<group>.json, or compares it when told to check.
    function snapshotGasLastCall(string calldata group, string calldata name) external returns (uint256);

    /// @notice Writes down a value in snapshots/<group>.json, or compares it when told to check.
    function snapshotValue(string calldata group, string calldata name, uint256 value) external;

    /// @notice 0x-prefixed hexadecimal text.
    function toString(bytes calldata value) external pure returns (string memory);

    /// @notice Decimal text.
    function toString(uint256 value) external pure returns (string memory);

    /// @notice Checksummed text.
    function toString(address value) external pure returns (string memory);
}
