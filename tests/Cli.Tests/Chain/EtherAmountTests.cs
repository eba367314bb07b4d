using System.Numerics;
using ZkStyle.Cli.Chain;

namespace ZkStyle.Cli.Tests.Chain;

public class EtherAmountTests
{
    [Theory]
    [InlineData("0", "0", "0 ETH")]
    [InlineData("1", "1000000000000000000", "1 ETH")]
    [InlineData("0.05", "50000000000000000", "0.05 ETH")]
    [InlineData("12.000000000000000001", "12000000000000000001", "12.000000000000000001 ETH")]
    [InlineData("79228162514.264337593543950335", "79228162514264337593543950335", "79228162514.264337593543950335 ETH")]
    public void Amounts_are_read_and_written_exactly(string text, string wei, string written)
    {
        Assert.True(EtherAmount.TryParse(text, out var amount));
        Assert.Equal(BigInteger.Parse(wei, System.Globalization.CultureInfo.InvariantCulture), amount);
        Assert.Equal(written, EtherAmount.Format(amount));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("1.0.0")]
    [InlineData("0.0000000000000000001")]
    [InlineData("79228162514.264337593543950336")]
    [InlineData("\u0661")]
    public void Other_texts_are_no_amounts(string text) => Assert.False(EtherAmount.TryParse(text, out _));
}
