using System.Numerics;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Abi;

public class AbiEncoderTests
{
    // Solidity documentation, "Contract ABI specification", sections "Examples" and "Use of dynamic types".
    [Fact]
    public void Baz()
    {
        Check(
            "baz(uint32,bool)",
            [69, true],
            "cdcd77c0",
            "0000000000000000000000000000000000000000000000000000000000000045",
            "0000000000000000000000000000000000000000000000000000000000000001");
    }

    [Fact]
    public void Bar()
    {
        Check(
            "bar(bytes3[2])",
            [new object[] { "abc"u8.ToArray(), "def"u8.ToArray() }],
            "fce353f6",
            "6162630000000000000000000000000000000000000000000000000000000000",
            "6465660000000000000000000000000000000000000000000000000000000000");
    }

    [Fact]
    public void Sam()
    {
        Check(
            "sam(bytes,bool,uint256[])",
            ["dave"u8.ToArray(), true, new[] { 1, 2, 3 }],
            "a5643bf2",
            "0000000000000000000000000000000000000000000000000000000000000060",
            "0000000000000000000000000000000000000000000000000000000000000001",
            "00000000000000000000000000000000000000000000000000000000000000a0",
            "0000000000000000000000000000000000000000000000000000000000000004",
            "6461766500000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000003",
            "0000000000000000000000000000000000000000000000000000000000000001",
            "0000000000000000000000000000000000000000000000000000000000000002",
            "0000000000000000000000000000000000000000000000000000000000000003");
    }

    [Fact]
    public void F()
    {
        Check(
            "f(uint256,uint32[],bytes10,bytes)",
            [0x123, new[] { 0x456, 0x789 }, "1234567890"u8.ToArray(), "Hello, world!"u8.ToArray()],
            "8be65246",
            "0000000000000000000000000000000000000000000000000000000000000123",
            "0000000000000000000000000000000000000000000000000000000000000080",
            "3132333435363738393000000000000000000000000000000000000000000000",
            "00000000000000000000000000000000000000000000000000000000000000e0",
            "0000000000000000000000000000000000000000000000000000000000000002",
            "0000000000000000000000000000000000000000000000000000000000000456",
            "0000000000000000000000000000000000000000000000000000000000000789",
            "000000000000000000000000000000000000000000000000000000000000000d",
            "48656c6c6f2c20776f726c642100000000000000000000000000000000000000");
    }

    [Fact]
    public void G()
    {
        Check(
            "g(uint256[][],string[])",
            [new object[] { new[] { 1, 2 }, new[] { 3 } }, new[] { "one", "two", "three" }],
            "2289b18c",
            "0000000000000000000000000000000000000000000000000000000000000040",
            "0000000000000000000000000000000000000000000000000000000000000140",
            "0000000000000000000000000000000000000000000000000000000000000002",
            "0000000000000000000000000000000000000000000000000000000000000040",
            "00000000000000000000000000000000000000000000000000000000000000a0",
            "0000000000000000000000000000000000000000000000000000000000000002",
            "0000000000000000000000000000000000000000000000000000000000000001",
            "0000000000000000000000000000000000000000000000000000000000000002",
            "0000000000000000000000000000000000000000000000000000000000000001",
            "0000000000000000000000000000000000000000000000000000000000000003",
            "0000000000000000000000000000000000000000000000000000000000000003",
            "0000000000000000000000000000000000000000000000000000000000000060",
            "00000000000000000000000000000000000000000000000000000000000000a0",
            "00000000000000000000000000000000000000000000000000000000000000e0",
            "0000000000000000000000000000000000000000000000000000000000000003",
            "6f6e650000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000003",
            "74776f0000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000005",
            "7468726565000000000000000000000000000000000000000000000000000000");
    }

    [Fact]
    public void An_independent_implementation_encodes_alike()
    {
        var count = 0;
        foreach (var vector in Vectors.Of("abi"))
        {
            AbiType[] types = [.. vector.GetProperty("types").EnumerateArray().Select(t => AbiType.Parse(t.GetString()!))];
            object[] values = [.. vector.GetProperty("values").EnumerateArray().Zip(types, (v, t) => AbiValues.FromJson(t, v))];
            var encoded = AbiEncoder.Encode(types, values);
            Assert.Equal(vector.Text("encoded"), Hex.Format(encoded));
            AbiValues.AssertEqual(values, AbiDecoder.Decode(types, encoded));
            count++;
        }

        Assert.Equal(60, count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_values_encode_as_the_formal_specification_says_and_decode_back(int seed)
    {
        var random = new RandomValues(seed);
        for (var i = 0; i < 300; i++)
        {
            AbiType[] types = [.. Enumerable.Range(0, random.Below(5)).Select(_ => random.Type(4))];
            object[] values = [.. types.Select(random.Value)];
            var encoded = AbiEncoder.Encode(types, values);
            Assert.Equal(NaiveAbi.Encode(types, values), encoded);
            AbiValues.AssertEqual(values, AbiDecoder.Decode(types, encoded));
        }
    }

    [Fact]
    public void Values_may_come_in_many_forms()
    {
        var word = Bytes32.Parse("0x" + new string('7', 64));
        AssertSame("uint64", 5, 5u, 5L, 5UL, (byte)5, (sbyte)5, (short)5, (ushort)5, (Int128)5, (UInt128)5, new BigInteger(5));
        AssertSame("int64", -5, -5L, (sbyte)-5, (short)-5, (Int128)(-5), new BigInteger(-5));
        AssertSame("bytes32", word, word.ToArray(), new ReadOnlyMemory<byte>(word.ToArray()), word.ToArray().AsMemory());
        AssertSame("uint8[]", new byte[] { 1, 2 }, new[] { 1, 2 }, new List<object> { 1, 2L }, Enumerable.Range(1, 2));

        static void AssertSame(string type, params object[] forms)
        {
            var encodings = forms.Select(f => Hex.Format(AbiEncoder.Encode([AbiType.Parse(type)], [f]))).Distinct();
            Assert.Single(encodings);
        }
    }

    [Theory]
    [InlineData("uint8", 256)]
    [InlineData("uint8", -1)]
    [InlineData("int8", 128)]
    [InlineData("int8", -129)]
    [InlineData("uint256", "1")]
    [InlineData("uint256", true)]
    [InlineData("bool", 1)]
    [InlineData("address", "0x0000000000000000000000000000000000000000")]
    [InlineData("bytes4", new byte[] { 1, 2, 3 })]
    [InlineData("bytes", "abc")]
    [InlineData("string", new byte[] { 1 })]
    [InlineData("uint8[2]", new[] { 1 })]
    [InlineData("uint8[]", 7)]
    [InlineData("(uint8,uint8)", new[] { 1, 2, 3 })]
    [InlineData("uint8[]", "ab")]
    [InlineData("uint8", null)]
    [InlineData("bytes", null)]
    [InlineData("string", null)]
    [InlineData("uint8[]", null)]
    public void A_value_that_does_not_fit_is_refused_by_name(string type, object? value)
    {
        var parameter = new AbiParameter("amount", AbiType.Parse(type));
        var e = Assert.Throws<ArgumentException>(() => AbiEncoder.Encode([parameter], [value!]));
        Assert.StartsWith("amount (", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_with_half_a_surrogate_pair_is_refused() =>
        Assert.Contains("surrogate", Assert.Throws<ArgumentException>(() => AbiEncoder.Encode([AbiType.String], ["\ud800"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Errors_name_the_place_within_arrays_and_structs()
    {
        var parameter = AbiFunction.Parse("f((uint8 small, string text)[] items)").Inputs[0];
        var e = Assert.Throws<ArgumentException>(() => AbiEncoder.Encode([parameter], [new object[] { new object[] { 1, "a" }, new object[] { 300, "b" } }]));
        Assert.Contains("items[1].small (uint8)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_extremes_of_signed_types_fit() => Assert.Equal(
        "0x" + new string('f', 62) + "80" + new string('0', 62) + "7f",
        Hex.Format(AbiEncoder.Encode([AbiType.Parse("int8"), AbiType.Parse("int8")], [-128, 127])));

    private static void Check(string signature, object[] arguments, params string[] expected)
    {
        var function = AbiFunction.Parse(signature);
        var calldata = function.EncodeCall(arguments);
        Assert.Equal("0x" + string.Concat(expected), Hex.Format(calldata));
        Assert.Equal(calldata, function.EncodeCall(function.DecodeCall(calldata)));
    }
}
