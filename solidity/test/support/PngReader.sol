// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @title A PNG reader, slow and strict: what the files of Png are read with in tests
/// @notice Reads 8-bit files of a palette or of red, green and blue whose zlib stream has stored blocks alone. Checks
/// every length and checksum, the checksums bit by bit and byte by byte.
library PngReader {
    struct Picture {
        uint256 width;
        uint256 height;
        bool isIndexed;
        bytes palette;
        bytes pixels;
    }

    error Damaged(string what);

    /// @notice Reads a file.
    function read(bytes memory file) internal pure returns (Picture memory picture) {
        check(bytes8(slice(file, 0, 8)) == 0x89504e470d0a1a0a, "signature");
        uint256 position = 8;
        bytes memory data;
        (data, position) = chunk(file, position, "IHDR");
        check(data.length == 13, "header length");
        picture.width = number(data, 0, 4);
        picture.height = number(data, 4, 4);
        check(data[8] == 0x08 && data[10] == 0 && data[11] == 0 && data[12] == 0, "header");
        check(data[9] == 0x02 || data[9] == 0x03, "colour type");
        picture.isIndexed = data[9] == 0x03;
        if (picture.isIndexed) (picture.palette, position) = chunk(file, position, "PLTE");
        (data, position) = chunk(file, position, "IDAT");
        bytes memory lines = inflate(data);
        uint256 lineLength = picture.width * (picture.isIndexed ? 1 : 3);
        check(lines.length == picture.height * (1 + lineLength), "number of lines");
        for (uint256 y = 0; y < picture.height; ++y) {
            check(lines[y * (1 + lineLength)] == 0, "filter");
            picture.pixels = bytes.concat(picture.pixels, slice(lines, y * (1 + lineLength) + 1, lineLength));
        }
        (data, position) = chunk(file, position, "IEND");
        check(data.length == 0 && position == file.length, "end");
    }

    function chunk(bytes memory file, uint256 position, bytes4 kind)
        private
        pure
        returns (bytes memory data, uint256 next)
    {
        uint256 length = number(file, position, 4);
        bytes memory checked = slice(file, position + 4, 4 + length);
        check(bytes4(checked) == kind, "type of a chunk");
        check(number(file, position + 8 + length, 4) == crc(checked), "checksum of a chunk");
        return (slice(checked, 4, length), position + 12 + length);
    }

    function inflate(bytes memory stream) private pure returns (bytes memory data) {
        check(uint8(stream[0]) & 15 == 8 && number(stream, 0, 2) % 31 == 0 && stream[1] & 0x20 == 0, "zlib header");
        uint256 position = 2;
        bool isLast = false;
        while (!isLast) {
            check(uint8(stream[position]) < 2, "a stored block");
            isLast = stream[position] == 0x01;
            uint256 length = uint256(uint8(stream[position + 1])) | (uint256(uint8(stream[position + 2])) << 8);
            uint256 complement = uint256(uint8(stream[position + 3])) | (uint256(uint8(stream[position + 4])) << 8);
            check(length ^ complement == 0xffff, "length of a block");
            data = bytes.concat(data, slice(stream, position + 5, length));
            position += 5 + length;
        }
        uint256 low = 1;
        uint256 high = 0;
        for (uint256 i = 0; i < data.length; ++i) {
            low = (low + uint8(data[i])) % 65_521;
            high = (high + low) % 65_521;
        }
        check(
            number(stream, position, 4) == high * 65_536 + low && position + 4 == stream.length,
            "checksum of the stream"
        );
    }

    /// @notice The CRC-32 by its definition, bit by bit.
    function crc(bytes memory data) internal pure returns (uint256 state) {
        state = 0xffffffff;
        for (uint256 i = 0; i < data.length; ++i) {
            state ^= uint8(data[i]);
            for (uint256 bit = 0; bit < 8; ++bit) {
                state = state & 1 == 1 ? (state >> 1) ^ 0xedb88320 : state >> 1;
            }
        }
        state ^= 0xffffffff;
    }

    function number(bytes memory data, uint256 position, uint256 length) private pure returns (uint256 value) {
        for (uint256 i = 0; i < length; ++i) {
            value = (value << 8) | uint8(data[position + i]);
        }
    }

    function slice(bytes memory data, uint256 position, uint256 length) internal pure returns (bytes memory part) {
        part = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            part[i] = data[position + i];
        }
    }

    function check(bool holds, string memory what) private pure {
        if (!holds) revert Damaged(what);
    }
}
