using ZkStyle.Ethereum.Abi;

namespace ZkStyle.Ethereum.Tests.Abi;

public class AbiJsonReaderTests
{
    // The example of the Solidity documentation's "Contract ABI specification", section "Handling tuple types".
    private const string TupleExample = """
        [
          {
            "name": "f",
            "type": "function",
            "inputs": [
              {
                "name": "s", "type": "tuple",
                "components": [
                  {"name": "a", "type": "uint256"},
                  {"name": "b", "type": "uint256[]"},
                  {"name": "c", "type": "tuple[]", "components": [{"name": "x", "type": "uint256"}, {"name": "y", "type": "uint256"}]}
                ]
              },
              {"name": "t", "type": "tuple", "components": [{"name": "x", "type": "uint256"}, {"name": "y", "type": "uint256"}]},
              {"name": "a", "type": "uint256"}
            ],
            "outputs": []
          }
        ]
        """;

    [Fact]
    public void Structs_are_read_with_their_members()
    {
        var function = ContractAbi.FromJson(TupleExample).Function("f");
        Assert.Equal("f((uint256,uint256[],(uint256,uint256)[]),(uint256,uint256),uint256)", function.Signature);
        Assert.Equal("y", function.Inputs[0].Type.Components[2].Type.Element!.Components[1].Name);
        Assert.Equal("nonpayable", function.StateMutability);
    }

    [Fact]
    public void All_kinds_of_entries_are_read()
    {
        var abi = ContractAbi.FromJson("""
            [
              {"type":"constructor","inputs":[{"name":"name_","type":"string","internalType":"string"}],"stateMutability":"nonpayable"},
              {"type":"error","name":"InsufficientBalance","inputs":[{"name":"available","type":"uint256"},{"name":"required","type":"uint256"}]},
              {"type":"event","name":"Event","inputs":[{"name":"a","type":"uint256","indexed":true},{"name":"b","type":"bytes32","indexed":false}],"anonymous":false},
              {"type":"event","name":"Quiet","inputs":[],"anonymous":true},
              {"type":"function","name":"foo","inputs":[{"name":"a","type":"uint256"}],"outputs":[{"name":"","type":"tuple[2]","components":[{"name":"x","type":"bool"}]}],"stateMutability":"view"},
              {"type":"fallback","stateMutability":"payable"},
              {"type":"receive","stateMutability":"payable"}
            ]
            """);
        Assert.Equal("name_", abi.Constructor.Single().Name);
        Assert.Equal("InsufficientBalance(uint256,uint256)", abi.Errors.Single().Signature);
        Assert.Equal([true, false], abi.Event("Event").Inputs.Select(i => i.Indexed));
        Assert.True(abi.Event("Quiet").IsAnonymous);
        Assert.Equal("(bool)[2]", abi.Function("foo").Outputs.Single().Type.CanonicalName);
        Assert.Equal("view", abi.Function("foo").StateMutability);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("{}", "not a JSON array")]
    [InlineData("[", "not JSON")]
    [InlineData("[1]", "entry 0")]
    [InlineData("""[{"type":1}]""", "type is not a string")]
    [InlineData("""[{"type":"modifier"}]""", "'modifier' is not known")]
    [InlineData("""[{"type":"function"}]""", "the name is missing")]
    [InlineData("""[{"type":"function","name":""}]""", "the name is missing")]
    [InlineData("""[{"type":"function","name":"f(uint256)"}]""", "is not a name")]
    [InlineData("""[{"type":"function","name":"f","inputs":{}}]""", "inputs is not an array")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{}]}]""", "inputs[0]: the type is missing")]
    [InlineData("""[{"type":"function","name":"f","inputs":[7]}]""", "inputs[0] is not a JSON object")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"type":"uint7"}]}]""", "'uint7' is not a type")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"type":"tuple[x]","components":[]}]}]""", "array length")]
    [InlineData("""[{"type":"function","name":"f","inputs":[{"type":"uint8","name":"a,b"}]}]""", "is not a name")]
    [InlineData("""[{"type":"event","name":"E","inputs":[{"type":"uint8","indexed":1}]}]""", "not true or false")]
    [InlineData("""[{"type":"function","name":"f"},{"type":"function","name":"f"}]""", "twice")]
    [InlineData("""[{"type":"constructor"},{"type":"constructor"}]""", "second constructor")]
    [InlineData("""[{"type":"function","name":"\ud800"}]""", "not Unicode")]
    [InlineData("""[{"\ud800type":"function","name":"f","x":1}]""", null)]
    public void Other_JSON_is_refused(string json, string? problem)
    {
        var e = Record.Exception(() => ContractAbi.FromJson(json));
        if (problem is null)
            Assert.True(e is null or FormatException, e?.ToString());
        else
            Assert.Contains(problem, Assert.IsType<FormatException>(e).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        static string Nest(int depth) => depth == 0
            ? """{"type":"bool"}"""
            : $$"""{"type":"tuple","components":[{{Nest(depth - 1)}}]}""";
        Assert.NotNull(ContractAbi.FromJson($$"""[{"name":"f","inputs":[{{Nest(30)}}]}]"""));
        Assert.Throws<FormatException>(() => ContractAbi.FromJson($$"""[{"name":"f","inputs":[{{Nest(32)}}]}]"""));
        Assert.Throws<FormatException>(() => ContractAbi.FromJson($$"""[{"name":"f","inputs":[{{Nest(2000)}}]}]"""));
        Assert.Throws<FormatException>(() => ContractAbi.FromJson(new string('[', 100_000)));
    }
}
