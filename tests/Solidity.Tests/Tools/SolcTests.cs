using System.Text.Json;

namespace ZkStyle.Solidity.Tests.Tools;

/// <summary>The compiler wrapper <c>solidity/tools/solc</c>.</summary>
public sealed class SolcTests
{
    [Fact]
    public async Task It_is_the_pinned_compiler()
    {
        using JsonDocument package = JsonDocument.Parse(File.ReadAllText(SolidityFolder.PathOf("package.json")));
        string pinned = package.RootElement.GetProperty("dependencies").GetProperty("solc").GetString()!;
        ProcessOutcome outcome = (await RunAsync(["--version"])).AssertSuccess();
        Assert.Contains($"Version: {pinned}+commit.", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_compiles_standard_json()
    {
        const string Input = """
            {
              "language": "Solidity",
              "sources": { "Seven.sol": { "content": "contract Seven { function seven() external pure returns (uint256) { return 7; } }" } },
              "settings": { "outputSelection": { "*": { "*": ["evm.methodIdentifiers"] } } }
            }
            """;
        ProcessOutcome outcome = (await RunAsync(["--standard-json", "--allow-paths", "."], Input)).AssertSuccess();
        using JsonDocument output = JsonDocument.Parse(outcome.Output);
        JsonElement methods = output.RootElement.GetProperty("contracts").GetProperty("Seven.sol").GetProperty("Seven")
            .GetProperty("evm").GetProperty("methodIdentifiers");
        Assert.True(methods.TryGetProperty("seven()", out _), outcome.Output);
    }

    [Fact]
    public async Task It_refuses_other_options()
    {
        ProcessOutcome outcome = await RunAsync(["--ast-compact-json"]);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Empty(outcome.Output);
        Assert.Contains("--standard-json", outcome.Error, StringComparison.Ordinal);
    }

    private static Task<ProcessOutcome> RunAsync(string[] arguments, string? input = null) =>
        ProcessOutcome.RunAsync("node", SolidityFolder.Root, [Path.Combine("tools", "solc"), .. arguments], input);
}
