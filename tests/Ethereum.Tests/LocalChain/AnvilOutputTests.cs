using System.Net;
using ZkStyle.Ethereum.LocalChain;

namespace ZkStyle.Ethereum.Tests.LocalChain;

public class AnvilOutputTests
{
    private const string Address = "(0) 0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F (10000.000000000000000000 ETH)";
    private const string Key = "(0) 0x4646464646464646464646464646464646464646464646464646464646464646";

    [Fact]
    public void Accounts_and_port_are_found_among_the_rest()
    {
        var output = new AnvilOutput();
        Assert.Equal(
            new IPEndPoint(IPAddress.Loopback, 33_111),
            ReadAll(output, "    1.7.1 (4072e48705)", "Available Accounts", "==================", "", Address, "", "Private Keys", "==", Key, "Wallet", "Mnemonic: test", "Listening on 127.0.0.1:33111"));
        Assert.Equal("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F", output.Accounts.Single().Address.ToString());
    }

    [Theory]
    [InlineData("Listening on")]
    [InlineData("Listening on ")]
    [InlineData("Listening on nowhere")]
    [InlineData("Listening on 127.0.0.1:0")]
    [InlineData("Listening on 127.0.0.1:99999")]
    public void Without_a_port_there_is_no_chain(string line)
    {
        var output = new AnvilOutput();
        if (line == "Listening on")
            Assert.Null(output.Read(line));
        else
            Assert.Throws<FormatException>(() => output.Read(line));
    }

    [Fact]
    public void Keys_that_do_not_belong_to_the_accounts_are_refused()
    {
        Assert.Throws<FormatException>(() => ReadAll(new AnvilOutput(), "Available Accounts", Address, "Listening on 127.0.0.1:1"));
        Assert.Throws<FormatException>(() => ReadAll(new AnvilOutput(), "Private Keys", Key, "Listening on 127.0.0.1:1"));
        Assert.Throws<FormatException>(() => ReadAll(
            new AnvilOutput(), "Available Accounts", Address, "Private Keys", Key.Replace("464646", "464647", StringComparison.Ordinal), "Listening on 127.0.0.1:1"));
    }

    [Theory]
    [InlineData("Available Accounts", "(0) 0x9d8A")]
    [InlineData("Private Keys", "(0) 0x464646")]
    [InlineData("Private Keys", "(0) ")]
    public void Broken_lines_are_refused_and_not_quoted(string heading, string line)
    {
        var e = Assert.Throws<FormatException>(() => ReadAll(new AnvilOutput(), heading, line));
        Assert.DoesNotContain("464646", e.ToString(), StringComparison.Ordinal);
    }

    private static IPEndPoint? ReadAll(AnvilOutput output, params string[] lines)
    {
        IPEndPoint? last = null;
        foreach (var line in lines)
            last = output.Read(line);
        return last;
    }
}
