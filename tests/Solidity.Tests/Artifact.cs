using System.Text.Json;

namespace ZkStyle.Solidity.Tests;

/// <summary>One file of <c>solidity/artifacts</c>.</summary>
/// <param name="ContractName">The contract's name.</param>
/// <param name="Abi">The contract's ABI, JSON.</param>
/// <param name="Bytecode">Creation code, 0x and hexadecimal digits.</param>
/// <param name="DeployedBytecode">Runtime code with immutables zero, 0x and hexadecimal digits.</param>
internal sealed record Artifact(string ContractName, JsonElement Abi, string Bytecode, string DeployedBytecode)
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    /// <summary>Size of the creation code in bytes, without constructor arguments.</summary>
    public int CreationSize => (Bytecode.Length - 2) / 2;

    /// <summary>Size of the runtime code in bytes.</summary>
    public int RuntimeSize => (DeployedBytecode.Length - 2) / 2;

    /// <summary>Reads every artifact of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The artifacts; at least one.</returns>
    public static IReadOnlyList<Artifact> ReadAll(string folder)
    {
        Artifact[] artifacts = [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<Artifact>(File.ReadAllText(file), s_options)!)];
        Assert.NotEmpty(artifacts);
        return artifacts;
    }
}
