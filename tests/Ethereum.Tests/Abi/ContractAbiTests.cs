using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Ethereum.Tests.Abi;

public class ContractAbiTests
{
    private static readonly ContractAbi s_abi = ContractAbi.Parse(
        "constructor(string name, address owner)",
        "function one(uint256 a) returns (bool)",
        "function two()",
        "function two(bytes)",
        "event Seen(uint256 indexed a)",
        "event Seen(bool indexed a)",
        "event Quiet(uint256 a) anonymous",
        "error No()");

    [Fact]
    public void Members_are_found_by_name_or_signature()
    {
        Assert.Equal("one(uint256)", s_abi.Function("one").Signature);
        Assert.Equal("two(bytes)", s_abi.Function("two(bytes)").Signature);
        var ambiguous = Assert.Throws<ArgumentException>(() => s_abi.Function("two"));
        Assert.Contains("two(), two(bytes)", ambiguous.Message, StringComparison.Ordinal);
        Assert.Contains("no function three", Assert.Throws<ArgumentException>(() => s_abi.Function("three")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => s_abi.Event("one"));
        Assert.Equal(2, s_abi.Constructor.Count);
        Assert.Equal("No()", s_abi.Errors.Single().Signature);
    }

    [Fact]
    public void Calls_and_logs_are_told_apart()
    {
        Assert.True(s_abi.TryFindCalled(s_abi.Function("two(bytes)").EncodeCall(new byte[3]), out var called));
        Assert.Equal("two(bytes)", called.Signature);
        Assert.False(s_abi.TryFindCalled([1, 2, 3, 4], out _));
        Assert.False(s_abi.TryFindCalled([], out _));
        Assert.True(s_abi.TryFindLogged([Bytes32.Keccak("Seen(bool)"u8), default], out var logged));
        Assert.Equal("Seen(bool)", logged.Signature);
        Assert.False(s_abi.TryFindLogged([Bytes32.Keccak("Seen(bool)"u8)], out _));
        // An anonymous event would match any log without topics.
        Assert.False(s_abi.TryFindLogged([], out _));
    }

    [Theory]
    [InlineData("function f()", "function f()")]
    [InlineData("event E(bool a)", "event E(bool indexed a)")]
    [InlineData("constructor()", "constructor()")]
    [InlineData("modifier m()", "function f()")]
    [InlineData("", "function f()")]
    public void Duplicates_and_other_declarations_are_refused(string first, string second) =>
        Assert.Throws<FormatException>(() => ContractAbi.Parse(first, second));
}
