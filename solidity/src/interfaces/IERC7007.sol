// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @title ERC-7007, Verifiable AI-Generated Content Token, as in its Final text
/// @notice The ERC-165 identifier is 0x702c55a6. A contract with this interface is an ERC-721 and an ERC-165 one too;
/// their functions are not repeated here, so that either base library can supply them.
interface IERC7007 {
    /// @notice Content was bound to a token.
    /// @param tokenId The token.
    /// @param prompt The model's input; the topic holds its Keccak-256.
    /// @param aigcData The model's output; the topic holds its Keccak-256.
    /// @param proof The evidence that the model turned the one into the other.
    event AigcData(uint256 indexed tokenId, bytes indexed prompt, bytes indexed aigcData, bytes proof);

    /// @notice Binds content to a token.
    /// @param tokenId The token.
    /// @param prompt The model's input.
    /// @param aigcData The model's output.
    /// @param proof The evidence that the model turned the one into the other.
    function addAigcData(uint256 tokenId, bytes calldata prompt, bytes calldata aigcData, bytes calldata proof) external;

    /// @notice Tells whether the proof shows that the model turned the prompt into the content.
    /// @param prompt The model's input.
    /// @param aigcData The model's output.
    /// @param proof The evidence.
    /// @return success True if and only if the proof holds.
    function verify(bytes calldata prompt, bytes calldata aigcData, bytes calldata proof)
        external
        view
        returns (bool success);
}
