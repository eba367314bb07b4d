using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Abi;

public class AbiFunctionTests
{
    [Fact]
    public void Selectors_and_topics_agree_with_an_independent_implementation()
    {
        foreach (var vector in Vectors.Of("signatures"))
        {
            Assert.Equal(vector.Text("selector"), Hex.Format(AbiFunction.Parse(vector.Text("signature")).Selector));
            Assert.Equal(vector.Text("topic"), AbiEvent.Parse(vector.Text("signature")).Topic.ToString());
        }
    }

    [Fact]
    public void A_declaration_gives_names_results_and_mutability()
    {
        var function = AbiFunction.Parse("function ownerOf(uint tokenId) external view returns (address owner)");
        Assert.Equal("ownerOf(uint256)", function.Signature);
        Assert.Equal("tokenId", function.Inputs[0].Name);
        Assert.Equal("owner", function.Outputs[0].Name);
        Assert.Equal("view", function.StateMutability);
        Assert.Equal("nonpayable", AbiFunction.Parse("f()").StateMutability);
        Assert.Equal("f(bytes,string)", AbiFunction.Parse("f(bytes calldata a, string memory)").Signature);
    }

    [Theory]
    [InlineData("")]
    [InlineData("function")]
    [InlineData("function f")]
    [InlineData("f(")]
    [InlineData("f() virtual")]
    [InlineData("f() returns")]
    [InlineData("f(uint256 a b)")]
    [InlineData("f();")]
    public void Other_declarations_are_refused(string text) => Assert.Throws<FormatException>(() => AbiFunction.Parse(text));

    [Fact]
    public void Calls_of_other_functions_are_refused()
    {
        var function = AbiFunction.Parse("f(uint256)");
        Assert.False(function.IsCalledBy([1, 2, 3]));
        Assert.Throws<FormatException>(() => function.DecodeCall([]));
        Assert.Throws<FormatException>(() => function.DecodeCall(AbiFunction.Parse("g(uint256)").EncodeCall(1)));
    }

    [Fact]
    public void Errors_name_the_function()
    {
        var function = AbiFunction.Parse("f(uint8 a) returns (bool ok)");
        Assert.StartsWith("f: a (uint8)", Assert.Throws<ArgumentException>(() => function.EncodeCall(256)).Message, StringComparison.Ordinal);
        Assert.StartsWith("f: (uint8) takes 1", Assert.Throws<ArgumentException>(() => function.EncodeCall()).Message, StringComparison.Ordinal);
        Assert.StartsWith("f: ABI data: ok", Assert.Throws<FormatException>(() => function.DecodeResult([])).Message, StringComparison.Ordinal);
    }
}
