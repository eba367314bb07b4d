using System.Numerics;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Abi;

public class AbiDecoderTests
{
    private const string Zeros = "0000000000000000000000000000000000000000000000000000000000000000";

    [Theory]
    [InlineData("uint8", "0000000000000000000000000000000000000000000000000000000000000100")]
    [InlineData("uint248", "0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("int8", "0000000000000000000000000000000000000000000000000000000000000080")]
    [InlineData("int8", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")]
    [InlineData("int8", "00000000000000000000000000000000000000000000000000000000000000ff")]
    [InlineData("bool", "0000000000000000000000000000000000000000000000000000000000000002")]
    [InlineData("bool", "0100000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("address", "0000000000000000000000010000000000000000000000000000000000000000")]
    [InlineData("bytes3", "6162636400000000000000000000000000000000000000000000000000000000")]
    [InlineData("function", "000000000000000000000000000000000000000000000000ff00000000000000")]
    public void Words_with_unused_bits_set_are_refused(string type, string word) =>
        Assert.Throws<FormatException>(() => AbiDecoder.Decode([AbiType.Parse(type)], Hex.Parse("0x" + word)));

    [Fact]
    public void Every_truncation_of_static_data_is_refused_and_trailing_data_are_not()
    {
        AbiType[] types = [AbiType.Uint256, AbiType.Boolean];
        var encoded = AbiEncoder.Encode(types, [7, true]);
        for (var length = 0; length < encoded.Length; length++)
            Assert.Throws<FormatException>(() => AbiDecoder.Decode(types, encoded.AsSpan(0, length)));
        AbiValues.AssertEqual(new object[] { new BigInteger(7), true }, AbiDecoder.Decode(types, [.. encoded, 1, 2, 3]));
    }

    [Fact]
    public void Any_filling_after_bytes_is_accepted_as_Solidity_does()
    {
        var encoded = AbiEncoder.Encode([AbiType.Bytes], [new byte[] { 1, 2, 3 }]);
        encoded[^1] = 0xff;
        Assert.Equal([1, 2, 3], (byte[])AbiDecoder.Decode([AbiType.Bytes], encoded)[0]);
        Assert.Equal([1, 2, 3], (byte[])AbiDecoder.Decode([AbiType.Bytes], encoded.AsSpan(0, 67))[0]);
        Assert.Throws<FormatException>(() => AbiDecoder.Decode([AbiType.Bytes], encoded.AsSpan(0, 66)));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000041" + Zeros)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000040" + Zeros)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff" + Zeros)]
    [InlineData("0000000000000000000000000000000000000000000000007fffffffffffffff" + Zeros)]
    [InlineData("0000000000000000000000000000000000000000000000008000000000000000" + Zeros)]
    [InlineData("0000000000000000000000000000000000000000000000000000000080000000" + Zeros)]
    [InlineData("00000000000000000000000000000000000000000000000000000000ffffffe0" + Zeros)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000020ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000020000000000000000000000000000000000000000000000000000000007fffffff")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000200000000000000000000000000000000000000000000000000000000000000001")]
    public void Offsets_and_lengths_beyond_the_data_are_refused(string data)
    {
        foreach (var type in (string[])["bytes", "string", "uint256[]", "bytes[]", "(bytes)", "uint8[][2]"])
            Assert.Throws<FormatException>(() => AbiDecoder.Decode([AbiType.Parse(type)], Hex.Parse("0x" + data)));
    }

    /// <summary>
    /// Offsets of 0 point each array of arrays at itself: k levels over n words would decode to n^k values.
    /// </summary>
    [Fact]
    public void Arrays_that_point_at_the_same_bytes_cannot_multiply()
    {
        var type = AbiType.Uint256;
        for (var i = 0; i < 20; i++)
            type = type.Array();
        // Each level: length 16, then 16 offsets that lead to the next level's length word.
        var data = new List<byte>(Word(32));
        for (var level = 0; level < 20; level++)
        {
            data.AddRange(Word(16));
            for (var i = 0; i < 16; i++)
                data.AddRange(Word(16 * 32));
        }

        data.AddRange(new byte[32 * 17]);
        var e = Assert.Throws<FormatException>(() => AbiDecoder.Decode([type], data.ToArray()));
        Assert.Contains("over and over", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Structs_within_structs_are_not_taken_for_an_attack()
    {
        var type = AbiType.Parse("((((((((uint8))))))),((((((bytes)))))))[]");
        object number = new BigInteger(7), bytes = new byte[] { 1 };
        for (var i = 0; i < 7; i++)
            number = new object[] { number };
        for (var i = 0; i < 6; i++)
            bytes = new object[] { bytes };
        object[] values = [Enumerable.Repeat(new object[] { number, bytes }, 200).ToArray()];
        AbiValues.AssertEqual(values, AbiDecoder.Decode([type], AbiEncoder.Encode([type], values)));
    }

    [Fact]
    public void Arrays_of_nothing_cannot_be_endless()
    {
        byte[] data = [.. Word(32), .. Word(64)];
        Assert.Equal(3, ((object[])AbiDecoder.Decode([AbiType.Parse("()[]")], [.. Word(32), .. Word(3), .. new byte[32]])[0]).Length);
        Assert.Throws<FormatException>(() => AbiDecoder.Decode([AbiType.Parse("uint8[0][]")], data));
        Assert.Throws<FormatException>(() => AbiDecoder.Decode([AbiType.Parse("()[]")], data));
        Assert.Throws<FormatException>(() => AbiDecoder.Decode([AbiType.Parse("uint8[0][1000000]")], data));
        var wide = AbiType.Tuple([.. Enumerable.Repeat(new AbiParameter("", AbiType.Parse("()")), 10_000)]);
        Assert.Throws<FormatException>(() => AbiDecoder.Decode([wide.Array()], data));
    }

    [Fact]
    public void Text_that_is_not_UTF_8_is_refused()
    {
        var encoded = AbiEncoder.Encode([AbiType.Bytes], [new byte[] { 0xc0, 0x80 }]);
        Assert.Throws<FormatException>(() => AbiDecoder.Decode([AbiType.String], encoded));
    }

    [Fact]
    public void Errors_name_the_place()
    {
        var parameter = AbiFunction.Parse("f((uint8 small, string text)[] items)").Inputs[0];
        var encoded = AbiEncoder.Encode([parameter], [new object[] { new object[] { 1, "a" }, new object[] { 2, "b" } }]);
        // Word 7 is the second item's number: offset, length, two offsets, three words of the first item and its text.
        var at = Enumerable.Range(0, encoded.Length / 32).Single(i => encoded[32 * i + 31] == 2 && i > 2 && encoded[32 * i + 63] == 0x40);
        encoded[32 * at] = 1;
        var e = Assert.Throws<FormatException>(() => AbiDecoder.Decode([parameter], encoded));
        Assert.Equal("ABI data: items[1].small: the value exceeds uint8.", e.Message);
    }

    /// <summary>Whatever bytes come, the decoder gives values that encode again, or a FormatException, in bounded time.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Hostile_bytes_give_values_or_an_error(int seed)
    {
        var random = new RandomValues(seed);
        int accepted = 0, refused = 0;
        for (var i = 0; i < 1500; i++)
        {
            AbiType[] types = [.. Enumerable.Range(0, 1 + random.Below(3)).Select(_ => random.Type(4))];
            var data = AbiEncoder.Encode(types, [.. types.Select(random.Value)]);
            for (var flips = random.Below(4); flips > 0 && data.Length > 0; flips--)
                data[random.Below(data.Length / 32) * 32 + (random.Below(2) == 0 ? 31 : random.Below(32))] = (byte)random.Below(256);
            if (random.Below(4) == 0)
                data = data[..random.Below(data.Length + 1)];
            try
            {
                var values = AbiDecoder.Decode(types, data);
                AbiValues.AssertEqual(values, AbiDecoder.Decode(types, AbiEncoder.Encode(types, values)));
                accepted++;
            }
            catch (FormatException)
            {
                refused++;
            }
        }

        Assert.True(accepted > 200 && refused > 200, $"{accepted} accepted, {refused} refused");
    }

    private static byte[] Word(int value) => Bytes32.FromInteger(value).ToArray();
}
