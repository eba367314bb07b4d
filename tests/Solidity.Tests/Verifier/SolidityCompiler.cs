using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ZkStyle.Ethereum.Contracts;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>Compiles a source with the compiler and the settings of <c>solidity/foundry.toml</c>.</summary>
internal static class SolidityCompiler
{
    /// <summary>Compiles one source without imports. Warnings are errors, as they are for forge.</summary>
    public static async Task<ContractArtifact> CompileAsync(string contractName, string source)
    {
        var input = new JsonObject
        {
            ["language"] = "Solidity",
            ["sources"] = new JsonObject { [$"{contractName}.sol"] = new JsonObject { ["content"] = source } },
            ["settings"] = new JsonObject
            {
                ["optimizer"] = new JsonObject { ["enabled"] = bool.Parse(Setting("optimizer")), ["runs"] = int.Parse(Setting("optimizer_runs"), null) },
                ["viaIR"] = bool.Parse(Setting("via_ir")),
                ["evmVersion"] = Setting("evm_version"),
                ["metadata"] = new JsonObject { ["appendCBOR"] = false, ["bytecodeHash"] = "none" },
                ["outputSelection"] = new JsonObject { ["*"] = new JsonObject { ["*"] = new JsonArray("abi", "evm.bytecode.object", "evm.deployedBytecode.object") } },
            },
        };
        var outcome = await ProcessOutcome.RunAsync(
            "node", SolidityFolder.Root, [Path.Combine("tools", "solc"), "--standard-json"], input.ToJsonString());
        outcome.AssertSuccess();
        using var output = JsonDocument.Parse(outcome.Output);
        if (output.RootElement.TryGetProperty("errors", out var errors))
            Assert.Fail(string.Concat(errors.EnumerateArray().Select(e => e.GetProperty("formattedMessage").GetString())));
        var contract = output.RootElement.GetProperty("contracts").GetProperty($"{contractName}.sol").GetProperty(contractName);
        var artifact = new JsonObject
        {
            ["contractName"] = contractName,
            ["abi"] = JsonNode.Parse(contract.GetProperty("abi").GetRawText()),
            ["bytecode"] = "0x" + contract.GetProperty("evm").GetProperty("bytecode").GetProperty("object").GetString(),
            ["deployedBytecode"] = "0x" + contract.GetProperty("evm").GetProperty("deployedBytecode").GetProperty("object").GetString(),
        };
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(artifact.ToJsonString()));
        return ContractArtifact.Read(stream);
    }

    private static string Setting(string name)
    {
        var line = File.ReadLines(SolidityFolder.PathOf("foundry.toml")).First(l => l.StartsWith($"{name} = ", StringComparison.Ordinal));
        return line[(name.Length + 3)..].Trim('"');
    }
}
