using ZkStyle.Ethereum.Abi;

namespace ZkStyle.Ethereum.Tests.Abi;

public class AbiTypeTests
{
    [Theory]
    [InlineData("uint256", "uint256", false, 32)]
    [InlineData("uint", "uint256", false, 32)]
    [InlineData("int", "int256", false, 32)]
    [InlineData("uint8[]", "uint8[]", true, 32)]
    [InlineData("uint8[3]", "uint8[3]", false, 96)]
    [InlineData("uint8[3][2]", "uint8[3][2]", false, 192)]
    [InlineData("uint8[][2]", "uint8[][2]", true, 32)]
    [InlineData("string[0]", "string[0]", true, 32)]
    [InlineData("uint8[0]", "uint8[0]", false, 0)]
    [InlineData("bytes24", "bytes24", false, 32)]
    [InlineData("function", "function", false, 32)]
    [InlineData("()", "()", false, 0)]
    [InlineData("(uint,address)", "(uint256,address)", false, 64)]
    [InlineData("( uint a , ( bool b , bytes ) [2] c ) []", "(uint256,(bool,bytes)[2])[]", true, 32)]
    [InlineData("tuple(uint256 a)", "(uint256)", false, 32)]
    public void Parse_knows_name_and_layout(string text, string name, bool isDynamic, int headLength)
    {
        var type = AbiType.Parse(text);
        Assert.Equal(name, type.CanonicalName);
        Assert.Equal(isDynamic, type.IsDynamic);
        Assert.Equal(headLength, type.HeadLength);
        Assert.Equal(name, AbiType.Parse(name).ToString());
    }

    [Fact]
    public void Every_width_Solidity_has_is_known_and_no_other()
    {
        for (var n = 0; n <= 300; n++)
        {
            Check($"uint{n}", n % 8 == 0 && n is >= 8 and <= 256);
            Check($"int{n}", n % 8 == 0 && n is >= 8 and <= 256);
            Check($"bytes{n}", n is >= 1 and <= 32);
        }

        static void Check(string name, bool exists)
        {
            if (exists)
                Assert.Equal(name, AbiType.Parse(name).CanonicalName);
            else
                Assert.Throws<FormatException>(() => AbiType.Parse(name));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("uint08")]
    [InlineData("uint2560")]
    [InlineData("fixed128x18")]
    [InlineData("address payable")]
    [InlineData("mapping(uint256,uint256)")]
    [InlineData("uint256[")]
    [InlineData("uint256]")]
    [InlineData("uint256[-1]")]
    [InlineData("uint256[01]")]
    [InlineData("uint256[x]")]
    [InlineData("uint256[99999999999]")]
    [InlineData("(uint256")]
    [InlineData("(uint256,)")]
    [InlineData("uint256)")]
    [InlineData("\u00fcint8")]
    public void Other_text_is_refused(string text) => Assert.Throws<FormatException>(() => AbiType.Parse(text));

    [Fact]
    public void Hostile_types_are_refused_before_they_cost_anything()
    {
        Assert.Throws<FormatException>(() => AbiType.Parse("uint256" + string.Concat(Enumerable.Repeat("[]", 40))));
        Assert.Throws<FormatException>(() => AbiType.Parse(new string('(', 30_000)));
        Assert.Throws<FormatException>(() => AbiType.Parse("uint256[1000000][1000000]"));
        Assert.Throws<FormatException>(() => AbiType.Parse("(uint256[500000],uint256[500000])"));
        Assert.Throws<FormatException>(() => AbiType.Parse(new string('a', 1 << 20)));
    }
}
