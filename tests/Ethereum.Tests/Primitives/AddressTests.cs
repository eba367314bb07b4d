using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Tests.Primitives;

public class AddressTests
{
    // The test cases of EIP-55.
    [Theory]
    [InlineData("0x52908400098527886E0F7030069857D2E4169EE7")]
    [InlineData("0x8617E340B3D01FA5F11F306F4090FD50E238070D")]
    [InlineData("0xde709f2102306220921060314715629080e2fb77")]
    [InlineData("0x27b1fdb04752bbc536007a920d24acb045561c26")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359")]
    [InlineData("0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB")]
    [InlineData("0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb")]
    public void Text_carries_the_checksum(string text)
    {
        var address = Address.Parse(text);
        Assert.Equal(text, address.ToString());
        Assert.Equal(address, Address.Parse("0x" + text[2..].ToLowerInvariant()));
        Assert.Equal(address, Address.Parse("0x" + text[2..].ToUpperInvariant()));
        Assert.Equal(address, new Address(address.ToArray()));
    }

    [Fact]
    public void A_wrong_case_of_any_letter_is_refused()
    {
        const string Text = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
        for (var i = 2; i < Text.Length; i++)
        {
            if (!char.IsAsciiLetter(Text[i]))
                continue;
            var wrong = Text[..i] + (char)(Text[i] ^ 0x20) + Text[(i + 1)..];
            Assert.False(Address.TryParse(wrong, out _));
            Assert.Contains("checksum", Assert.Throws<FormatException>(() => Address.Parse(wrong)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00")]
    [InlineData("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg")]
    public void Other_text_is_refused(string text) =>
        Assert.Contains("not an address", Assert.Throws<FormatException>(() => Address.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void The_default_is_the_zero_address()
    {
        Assert.Equal("0x0000000000000000000000000000000000000000", Address.Zero.ToString());
        Assert.True(Address.Zero == default);
        Assert.True(Address.Zero != Address.Parse("0x0000000000000000000000000000000000000001"));
        Assert.Throws<ArgumentException>(() => new Address(new byte[21]));
    }
}
