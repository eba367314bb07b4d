// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Png} from "../src/libraries/Png.sol";
import {PngReader} from "./support/PngReader.sol";
import {Test} from "./support/Test.sol";

contract PngTest is Test {
    /// @dev The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms, and IEND's own.
    function test_crc32_agreesWithTheCatalogue() public pure {
        assertEq(Png.crc32("123456789"), 0xcbf43926, "check value");
        assertEq(Png.crc32(""), 0, "nothing");
        assertEq(Png.crc32("IEND"), 0xae426082, "IEND");
    }

    function test_fuzz_crc32_agreesWithItsDefinition(bytes32 seed, uint8 length) public pure {
        bytes memory data = randomBytes(string(bytes.concat(seed)), length % 40);
        assertEq(Png.crc32(data), PngReader.crc(data), "CRC-32");
    }

    function test_encode_drawsASmallPalette() public pure {
        bytes memory palette = hex"ff000000ff000000ff";
        PngReader.Picture memory picture = PngReader.read(Png.encode(hex"000102020100", 3, 2, 2, palette));
        assertEq(picture.width, 6, "width");
        assertEq(picture.height, 4, "height");
        assertTrue(picture.isIndexed, "indexed");
        assertEq(picture.palette, palette, "palette");
        assertEq(picture.pixels, hex"000001010202000001010202020201010000020201010000", "pixels");
    }

    function test_encode_drawsPlanes() public pure {
        PngReader.Picture memory picture = PngReader.read(Png.encode(hex"010203040506", 2, 1, 2, ""));
        assertFalse(picture.isIndexed, "truecolour");
        assertEq(picture.pixels, hex"010305010305020406020406010305010305020406020406", "pixels");
    }

    /// @dev All bytes and lengths as large as collections have them.
    function test_encode_drawsTheLargestImages() public pure {
        bytes memory planes = new bytes(12_288);
        for (uint256 i = 0; i < planes.length; ++i) {
            planes[i] = 0xff;
        }
        PngReader.Picture memory picture = PngReader.read(Png.encode(planes, 64, 64, 1, ""));
        assertEq(picture.pixels, planes, "white");
    }

    function test_encode_revertsWhenSamplesAreMissing() public {
        vm.expectRevert(abi.encodeWithSelector(Png.SamplesMismatch.selector, 5));
        this.encode(new bytes(5), 3, 2, 1, hex"000000");
        vm.expectRevert(abi.encodeWithSelector(Png.SamplesMismatch.selector, 6));
        this.encode(new bytes(6), 3, 2, 1, "");
    }

    function test_fuzz_encode_isReadBack(uint8 width, uint8 height, uint8 scale, uint8 colours, uint256 seed)
        public
        pure
    {
        (width, height, scale, colours) = (1 + width % 3, 1 + height % 3, 1 + scale % 2, colours % 8);
        uint256 channels = colours == 0 ? 3 : 1;
        bytes memory samples = draw(seed, uint256(width) * height * channels);
        bytes memory palette = draw(~seed, 3 * uint256(colours));
        PngReader.Picture memory picture = PngReader.read(Png.encode(samples, width, height, scale, palette));
        assertEq(picture.width, uint256(width) * scale, "width");
        assertEq(picture.height, uint256(height) * scale, "height");
        assertTrue(picture.isIndexed == (colours > 0), "colour type");
        assertEq(picture.pixels, enlarge(samples, width, height, scale), "pixels");
        for (uint256 i = 0; i < picture.pixels.length && colours > 0; ++i) {
            // Readers refuse an index that has no colour.
            assertTrue(3 * uint256(uint8(picture.pixels[i])) < picture.palette.length, "colour of a pixel");
        }
        for (uint256 i = 0; i < picture.palette.length; ++i) {
            assertEq(uint8(picture.palette[i]), i < palette.length ? uint8(palette[i]) : 0, "palette");
        }
    }

    /// @dev Pixels side by side, each from its cell, all planes of one pixel together.
    function enlarge(bytes memory samples, uint256 width, uint256 height, uint256 scale)
        private
        pure
        returns (bytes memory pixels)
    {
        uint256 channels = samples.length / (width * height);
        pixels = new bytes(samples.length * scale * scale);
        for (uint256 i = 0; i < pixels.length; ++i) {
            uint256 cell = i / channels / (width * scale) / scale * width + i / channels % (width * scale) / scale;
            pixels[i] = samples[i % channels * width * height + cell];
        }
    }

    function encode(bytes memory samples, uint256 width, uint256 height, uint256 scale, bytes memory palette)
        external
        pure
        returns (bytes memory)
    {
        return Png.encode(samples, width, height, scale, palette);
    }

    function draw(uint256 seed, uint256 length) private pure returns (bytes memory) {
        return randomBytes(string(abi.encode(seed)), length);
    }
}
