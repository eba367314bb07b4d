// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @title The optional enumeration extension of ERC-7007
/// @notice The ERC-165 identifier is 0xfa1a557a.
interface IERC7007Enumerable {
    /// @notice The token of a prompt.
    /// @param prompt The model's input.
    /// @return The token; reverts where the prompt has none.
    function tokenId(bytes calldata prompt) external view returns (uint256);

    /// @notice The prompt of a token.
    /// @dev The bytes are the model's input as they are, which need not be UTF-8. A client whose decoder of strings
    /// insists on that reads them with `latentOf`.
    /// @param tokenId The token.
    /// @return The model's input.
    function prompt(uint256 tokenId) external view returns (string memory);
}
