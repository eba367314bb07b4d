using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Tests.Primitives;

public class HexTests
{
    [Theory]
    [InlineData("0x", new byte[0])]
    [InlineData("0x00", new byte[] { 0 })]
    [InlineData("0x0aFf", new byte[] { 10, 255 })]
    public void Parse_reads_either_case(string text, byte[] bytes) => Assert.Equal(bytes, Hex.Parse(text));

    [Fact]
    public void Format_writes_lower_case_and_parses_back()
    {
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).ToArray();
        var text = Hex.Format(bytes);
        Assert.StartsWith("0x000102", text, StringComparison.Ordinal);
        Assert.EndsWith("fdfeff", text, StringComparison.Ordinal);
        Assert.Equal(bytes, Hex.Parse(text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("00")]
    [InlineData("0X00")]
    [InlineData("0x0")]
    [InlineData("0xg0")]
    [InlineData("0x 0")]
    [InlineData("0x\uff10\uff10")]
    public void Parse_refuses_other_text(string text)
    {
        Assert.False(Hex.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Hex.Parse(text));
    }

    [Fact]
    public void TryParse_into_a_span_wants_its_exact_length()
    {
        var two = new byte[2];
        Assert.True(Hex.TryParse("0x0102", two));
        Assert.Equal([1, 2], two);
        Assert.False(Hex.TryParse("0x01", two));
        Assert.False(Hex.TryParse("0x010203", two));
    }

    [Fact]
    public void Errors_quote_one_short_line()
    {
        var e = Assert.Throws<FormatException>(() => Hex.Parse("0x\r\n\u202e" + new string('z', 10_000)));
        Assert.True(e.Message.Length < 300);
        Assert.DoesNotContain(e.Message, char.IsControl);
        Assert.DoesNotContain("\u202e", e.Message, StringComparison.Ordinal);
    }
}
