// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title PNG files
/// @notice Draws an image's bytes as a PNG file (W3C PNG specification, third edition), without compression: each line
/// of pixels is one stored block of a zlib stream (RFC 1950, RFC 1951). Meant for calls that cost nobody gas; a file of
/// 64x64 pixels takes a few million.
library Png {
    /// @dev An image's sides in cells, pixels per cell, bytes per pixel, and bytes per line of pixels.
    struct Shape {
        uint256 width;
        uint256 height;
        uint256 scale;
        uint256 channels;
        uint256 lineLength;
    }

    /// @notice There are not as many bytes as the sides say.
    error SamplesMismatch(uint256 length);

    bytes8 private constant SIGNATURE = 0x89504e470d0a1a0a;

    /// @dev Deflate with a window of 32 KiB, no preset dictionary, fastest (RFC 1950, section 2.2).
    bytes2 private constant ZLIB_HEADER = 0x7801;

    /// @dev The reversed polynomial of the CRC-32 of PNG, appendix D.
    uint256 private constant CRC_POLYNOMIAL = 0xedb88320;

    /// @dev The modulus of Adler-32 (RFC 1950, section 2.2).
    uint256 private constant ADLER_MODULUS = 65_521;

    /// @dev Colour types of PNG: red, green and blue; indices into a palette.
    bytes1 private constant TRUECOLOUR = 0x02;
    bytes1 private constant INDEXED = 0x03;

    /// @dev Bytes a stored block has before its data, and before a line's pixels: header, length, its complement; filter.
    uint256 private constant BLOCK_OVERHEAD = 5;
    uint256 private constant LINE_OVERHEAD = 1;

    /// @notice Draws an image.
    /// @param samples One plane of palette indices; or, where the palette is empty, planes of red, green and blue. A
    /// plane is `height` lines of `width` bytes.
    /// @param width Cells in a line, at least 1.
    /// @param height Lines, at least 1.
    /// @param scale Pixels in each direction that show one cell, at least 1; a line's pixels take less than 65,535 bytes.
    /// @param palette Red, green and blue of each index, at most 256. Indices beyond it are drawn black.
    /// @return The file.
    function encode(bytes memory samples, uint256 width, uint256 height, uint256 scale, bytes memory palette)
        internal
        pure
        returns (bytes memory)
    {
        bool isIndexed = palette.length > 0;
        bytes memory header = bytes.concat(
            bytes4(uint32(width * scale)),
            bytes4(uint32(height * scale)),
            hex"08",
            isIndexed ? INDEXED : TRUECOLOUR,
            hex"000000"
        );
        uint256 channels = isIndexed ? 1 : 3;
        require(samples.length == width * height * channels, SamplesMismatch(samples.length));
        Shape memory shape = Shape(width, height, scale, channels, LINE_OVERHEAD + width * scale * channels);
        return bytes.concat(
            SIGNATURE,
            _chunk("IHDR", header),
            isIndexed ? _chunk("PLTE", _complete(palette, samples)) : bytes(""),
            _chunk("IDAT", _lines(samples, shape)),
            _chunk("IEND", "")
        );
    }

    /// @notice The CRC-32 of PNG's chunks, four bits at a time.
    /// @param data The bytes.
    function crc32(bytes memory data) internal pure returns (uint32 crc) {
        uint256[16] memory table;
        for (uint256 i = 0; i < 16; ++i) {
            uint256 entry = i;
            for (uint256 bit = 0; bit < 4; ++bit) {
                entry = (entry >> 1) ^ ((entry & 1) * CRC_POLYNOMIAL);
            }
            table[i] = entry;
        }
        assembly ("memory-safe") {
            // crc = table[(crc ^ nibble) & 15] ^ (crc >> 4), for the low half of each byte and then the high half.
            let state := 0xffffffff
            let end := add(add(data, 0x20), mload(data))
            for { let at := add(data, 0x20) } lt(at, end) { at := add(at, 1) } {
                state := xor(state, byte(0, mload(at)))
                state := xor(mload(add(table, shl(5, and(state, 15)))), shr(4, state))
                state := xor(mload(add(table, shl(5, and(state, 15)))), shr(4, state))
            }
            crc := xor(state, 0xffffffff)
        }
    }

    /// @dev A chunk: length, type, data, and the CRC-32 of type and data.
    function _chunk(bytes4 kind, bytes memory data) private pure returns (bytes memory) {
        bytes memory checked = bytes.concat(kind, data);
        return bytes.concat(bytes4(uint32(data.length)), checked, bytes4(crc32(checked)));
    }

    /// @dev The palette with as many black colours behind it as the image has indices beyond it.
    function _complete(bytes memory palette, bytes memory samples) private pure returns (bytes memory) {
        uint256 highest = 0;
        for (uint256 i = 0; i < samples.length; ++i) {
            if (uint8(samples[i]) > highest) highest = uint8(samples[i]);
        }
        uint256 needed = 3 * (highest + 1);
        return needed > palette.length ? bytes.concat(palette, new bytes(needed - palette.length)) : palette;
    }

    /// @dev The zlib stream of the lines of pixels. A cell's line is drawn once and copied for each of its pixel lines.
    function _lines(bytes memory samples, Shape memory shape) private pure returns (bytes memory stream) {
        uint256 blockLength = BLOCK_OVERHEAD + shape.lineLength;
        uint256 count = shape.height * shape.scale;
        stream = new bytes(ZLIB_HEADER.length + count * blockLength + 4);
        (stream[0], stream[1]) = (ZLIB_HEADER[0], ZLIB_HEADER[1]);
        uint256 low = 1;
        uint256 high = 0;
        uint256 first = ZLIB_HEADER.length;
        for (uint256 line = 0; line < count; ++line) {
            uint256 offset = ZLIB_HEADER.length + line * blockLength;
            if (line % shape.scale == 0) {
                first = offset;
                _drawLine(stream, offset, samples, line / shape.scale, shape);
            } else {
                assembly ("memory-safe") {
                    // stream[offset .. offset + blockLength) = stream[first .. first + blockLength)
                    let start := add(stream, 0x20)
                    mcopy(add(start, offset), add(start, first), blockLength)
                }
            }
            (low, high) = _adler(stream, offset + BLOCK_OVERHEAD, shape.lineLength, low, high);
        }
        // The last block says that it is.
        stream[ZLIB_HEADER.length + (count - 1) * blockLength] = 0x01;
        bytes4 checksum = bytes4(uint32((high << 16) | low));
        for (uint256 i = 0; i < 4; ++i) {
            stream[stream.length - 4 + i] = checksum[i];
        }
    }

    /// @dev One stored block with one line: not final, length and its complement little-endian, filter 0, pixels.
    function _drawLine(bytes memory stream, uint256 offset, bytes memory samples, uint256 y, Shape memory shape)
        private
        pure
    {
        stream[offset + 1] = bytes1(uint8(shape.lineLength));
        stream[offset + 2] = bytes1(uint8(shape.lineLength >> 8));
        stream[offset + 3] = ~stream[offset + 1];
        stream[offset + 4] = ~stream[offset + 2];
        uint256 pixelLength = shape.scale * shape.channels;
        uint256 plane = shape.width * shape.height;
        uint256 width = shape.width;
        uint256 total = plane * shape.channels;
        assembly ("memory-safe") {
            // For each cell of the line, scale times: one byte from each plane. `encode` has checked that the planes
            // are there, and `_lines` that the line is.
            let out := add(add(stream, 0x20), add(offset, add(BLOCK_OVERHEAD, LINE_OVERHEAD)))
            let cell := add(add(samples, 0x20), mul(y, width))
            for { let lineEnd := add(cell, width) } lt(cell, lineEnd) { cell := add(cell, 1) } {
                for { let cellEnd := add(out, pixelLength) } lt(out, cellEnd) {} {
                    let planesEnd := add(cell, total)
                    for { let sample := cell } lt(sample, planesEnd) { sample := add(sample, plane) } {
                        mstore8(out, byte(0, mload(sample)))
                        out := add(out, 1)
                    }
                }
            }
        }
    }

    /// @dev Continues an Adler-32 over some bytes of the stream.
    function _adler(bytes memory stream, uint256 offset, uint256 length, uint256 low, uint256 high)
        private
        pure
        returns (uint256, uint256)
    {
        assembly ("memory-safe") {
            // low += byte, high += low. A line is shorter than 2^16, so both stay below 2^48 without reduction.
            let end := add(add(add(stream, 0x20), offset), length)
            for { let from := add(add(stream, 0x20), offset) } lt(from, end) { from := add(from, 1) } {
                low := add(low, byte(0, mload(from)))
                high := add(high, low)
            }
            low := mod(low, ADLER_MODULUS)
            high := mod(high, ADLER_MODULUS)
        }
        return (low, high);
    }
}
