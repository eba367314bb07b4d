using System.Numerics;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Tests.Primitives;

public class QuantityTests
{
    // 0x41 and 0x400 are the examples of the execution APIs' "Hex value encoding".
    [Theory]
    [InlineData(0UL, "0x0")]
    [InlineData(1UL, "0x1")]
    [InlineData(65UL, "0x41")]
    [InlineData(1024UL, "0x400")]
    [InlineData(8UL, "0x8")]
    [InlineData(255UL, "0xff")]
    [InlineData(ulong.MaxValue, "0xffffffffffffffff")]
    public void Format_is_minimal_and_parses_back(ulong value, string text)
    {
        Assert.Equal(text, Quantity.Format(value));
        Assert.Equal(value, Quantity.Parse(text));
    }

    [Fact]
    public void The_whole_range_of_256_bits_is_covered()
    {
        for (var bits = 0; bits <= 256; bits++)
        {
            foreach (var value in (BigInteger[])[(BigInteger.One << bits) - 1, BigInteger.One << Math.Min(bits, 255)])
                Assert.Equal(value, Quantity.Parse(Quantity.Format(value)));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => Quantity.Format(BigInteger.One << 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantity.Format(-1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("0x0400")]
    [InlineData("0x00")]
    [InlineData("ff")]
    [InlineData("0xfg")]
    [InlineData("0x-1")]
    [InlineData("0x 1")]
    [InlineData("0x1 ")]
    public void Parse_refuses_other_text(string text)
    {
        Assert.False(Quantity.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Quantity.Parse(text));
    }

    [Fact]
    public void Parse_refuses_numbers_out_of_range()
    {
        Assert.True(Quantity.TryParse("0xffffffffffffffff", out _, 64));
        Assert.False(Quantity.TryParse("0x10000000000000000", out _, 64));
        Assert.False(Quantity.TryParse("0x1" + new string('0', 64), out _));
        Assert.False(Quantity.TryParse("0x1" + new string('0', 1_000_000), out _));
    }
}
