namespace ZkStyle.Solidity.Tests;

/// <summary>The committed ABI and bytecode in <c>solidity/artifacts</c>.</summary>
public sealed class ArtifactTests
{
    /// <summary>Largest runtime code the chain accepts (EIP-170).</summary>
    private const int LargestRuntimeSize = 24_576;

    /// <summary>Largest creation code the chain accepts (EIP-3860).</summary>
    private const int LargestCreationSize = 49_152;

    /// <remarks>To accept a change, run node tools/artifacts.mjs in solidity/ and commit the result.</remarks>
    [Fact]
    public async Task Committed_artifacts_are_what_the_sources_compile_to()
    {
        using var folder = new TemporaryFolder();
        ProcessOutcome outcome = await ProcessOutcome.RunAsync(
            "node", SolidityFolder.Root, [Path.Combine("tools", "artifacts.mjs"), "--out", folder.Root]);
        outcome.AssertSuccess();

        string[] expected = Names(folder.Root);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Names(SolidityFolder.PathOf("artifacts")));
        foreach (string name in expected)
        {
            byte[] compiled = await File.ReadAllBytesAsync(folder.PathOf(name));
            byte[] committed = await File.ReadAllBytesAsync(SolidityFolder.PathOf("artifacts", name));
            Assert.True(compiled.AsSpan().SequenceEqual(committed), $"artifacts/{name} is not what the sources compile to.");
        }
    }

    [Fact]
    public void Every_contract_fits_the_chains_size_limits()
    {
        foreach (Artifact artifact in Artifact.ReadAll(SolidityFolder.PathOf("artifacts")))
        {
            Assert.InRange(artifact.RuntimeSize, 1, LargestRuntimeSize);
            Assert.InRange(artifact.CreationSize, artifact.RuntimeSize + 1, LargestCreationSize);
        }
    }

    [Fact]
    public void Artifacts_are_named_after_their_contracts_and_need_no_linking()
    {
        foreach (Artifact artifact in Artifact.ReadAll(SolidityFolder.PathOf("artifacts")))
        {
            Assert.True(File.Exists(SolidityFolder.PathOf("artifacts", $"{artifact.ContractName}.json")), artifact.ContractName);
            Assert.Matches("^0x([0-9a-f]{2})+$", artifact.Bytecode);
            Assert.Matches("^0x([0-9a-f]{2})+$", artifact.DeployedBytecode);
            Assert.True(artifact.Abi.GetArrayLength() > 0, artifact.ContractName);
        }
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
}
