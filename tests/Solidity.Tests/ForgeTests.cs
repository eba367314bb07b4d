using System.Text.Json;
using Xunit.Abstractions;

namespace ZkStyle.Solidity.Tests;

/// <summary>The Solidity tests of <c>solidity/test</c>, run by forge, and the rules its sources and budgets keep.</summary>
public sealed class ForgeTests(ForgeRun run, ITestOutputHelper output) : IClassFixture<ForgeRun>
{
    [Fact]
    public void Every_forge_test_passes()
    {
        foreach (ForgeTest test in run.Tests)
            output.WriteLine(test.ToString());
        output.WriteLine($"{run.Tests.Count} forge tests ran");

        Assert.True(run.Tests.Count > 0, $"forge ran no test\n{run.Outcome.Output}\n{run.Outcome.Error}");
        string[] failed = [.. run.Tests.Where(test => !test.Passed).Select(test => test.ToString())];
        Assert.True(failed.Length == 0, $"{failed.Length} forge tests failed:\n{string.Join('\n', failed)}");
        run.Outcome.AssertSuccess();
    }

    [Fact]
    public void Every_test_file_has_run()
    {
        string[] files = [.. Directory.EnumerateFiles(SolidityFolder.PathOf("test"), "*.t.sol", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(SolidityFolder.Root, file).Replace('\\', '/'))];
        string[] ran = [.. run.Tests.Select(test => test.Suite.Split(':')[0]).Distinct()];
        Assert.Equal(files.Order(StringComparer.Ordinal), ran.Order(StringComparer.Ordinal));
    }

    /// <remarks>To accept a change, run forge test in solidity/ and commit what it writes in snapshots/.</remarks>
    [Fact]
    public void Measured_gas_and_sizes_are_the_committed_ones()
    {
        var committed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(SolidityFolder.PathOf("snapshots"), "*.json"))
        {
            using JsonDocument group = JsonDocument.Parse(File.ReadAllText(file));
            foreach (JsonProperty value in group.RootElement.EnumerateObject())
                committed.Add($"{Path.GetFileNameWithoutExtension(file)}/{value.Name}", value.Value.GetString()!);
        }

        Assert.NotEmpty(committed);
        Assert.Equal(committed, new SortedDictionary<string, string>(run.Snapshots.ToDictionary(), StringComparer.Ordinal));
    }

    [Fact]
    public async Task Sources_are_formatted()
    {
        ProcessOutcome outcome = await ProcessOutcome.RunAsync(SolidityFolder.Forge, SolidityFolder.Root, ["fmt", "--check"]);
        outcome.AssertSuccess();
    }

    [Fact]
    public void Committed_bytecode_is_what_the_forge_tests_ran()
    {
        foreach (Artifact artifact in Artifact.ReadAll(SolidityFolder.PathOf("artifacts")))
        {
            string built = SolidityFolder.PathOf("out", $"{artifact.ContractName}.sol", $"{artifact.ContractName}.json");
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(built));
            JsonElement root = document.RootElement;
            Assert.Equal(root.GetProperty("bytecode").GetProperty("object").GetString(), artifact.Bytecode);
            Assert.Equal(root.GetProperty("deployedBytecode").GetProperty("object").GetString(), artifact.DeployedBytecode);
        }
    }
}
