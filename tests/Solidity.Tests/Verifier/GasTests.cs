using System.Globalization;
using System.Text.Json;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Solidity.Tests.Verifier;

/// <summary>
/// What the committed verifier costs, execution alone, in <c>solidity/snapshots/verifier/ZkStyleVerifier.json</c>. Keys and proofs are
/// simulated (<see cref="TrapdoorSimulator"/>) from fixed seeds, so that every run measures the same.
/// </summary>
[Collection(VerifierCollection.Name)]
public sealed class GasTests(VerifierChain chain)
{
    /// <summary>Set to 1 to overwrite the committed numbers.</summary>
    private const string AcceptVariable = "ZKSTYLE_ACCEPT_GAS";

    private const int BatchLength = 8;

    private static readonly Dictionary<string, long> s_budgets = new()
    {
        ["verify, latent 8x8x8, image 3x64x64"] = 360_000,
        ["verify, latent 12x16x16, image 3x64x64"] = 375_000,
        ["verify, latent 12x16x16, image 1x32x32"] = 360_000,
        ["verifyBatch, each further proof of one palette key in 8"] = 160_000,
        ["verifyBatch, each further proof of one rgb key in 8"] = 190_000,
        ["verifyBatch, each further palette proof of its own key in 8"] = 235_000,
    };

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <remarks>To accept a change, run this test with ZKSTYLE_ACCEPT_GAS=1 and commit the file.</remarks>
    [Fact]
    public async Task Gas_is_within_its_budget_and_as_committed()
    {
        var artifact = ContractArtifact.Load(SolidityFolder.PathOf("artifacts", "ZkStyleVerifier.json"));
        var verifier = await GeneratedVerifier.DeployAsync(chain, artifact);
        var measured = new Dictionary<string, long>();
        TrapdoorSimulator[] simulators = [DecoderSimulator.Reference, DecoderSimulator.Demo, DecoderSimulator.Palette()];
        foreach (var (name, simulator) in s_budgets.Keys.Zip(simulators))
        {
            var statement = simulator.RandomStatement();
            var key = await chain.DeployKeyAsync(simulator.Key);
            await new DifferentialCheck(verifier, key, statement).AcceptsAsync();
            measured.Add(name, await verifier.MeasureAsync(key, statement.Context, statement.Inputs, statement.Proof));
        }

        var names = s_budgets.Keys.Skip(simulators.Length).ToArray();
        var palette = DecoderSimulator.Palette();
        var others = Enumerable.Range(20, BatchLength).Select(seed => DecoderSimulator.Palette(seed, palette.Tau));
        measured.Add(names[0], await EachFurtherAsync(verifier, [.. Enumerable.Repeat(palette, BatchLength)]));
        measured.Add(names[1], await EachFurtherAsync(verifier, [.. Enumerable.Repeat(DecoderSimulator.Demo, BatchLength)]));
        measured.Add(names[2], await EachFurtherAsync(verifier, [.. others]));
        measured.Add("code size", verifier.CodeLength);

        var path = SolidityFolder.PathOf("snapshots", "verifier", "ZkStyleVerifier.json");
        var text = JsonSerializer.Serialize(measured.ToDictionary(m => m.Key, m => m.Value.ToString(CultureInfo.InvariantCulture)), s_indented) + "\n";
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path + ".tmp", text);
            File.Move(path + ".tmp", path, overwrite: true);
        }

        foreach (var (name, budget) in s_budgets)
            Assert.True(measured[name] <= budget, $"{name}: {measured[name]} of {budget}.");
        Assert.Equal(await File.ReadAllTextAsync(path), text);
    }

    /// <summary>The mean over a batch but for its first statement.</summary>
    private async Task<long> EachFurtherAsync(GeneratedVerifier verifier, TrapdoorSimulator[] simulators)
    {
        var keys = new Dictionary<TrapdoorSimulator, Address>();
        var batch = new List<(Address Key, ProvenStatement Statement)>();
        foreach (var simulator in simulators)
        {
            if (!keys.TryGetValue(simulator, out var key))
                keys.Add(simulator, key = await chain.DeployKeyAsync(simulator.Key));
            batch.Add((key, simulator.RandomStatement()));
        }

        Assert.True(await verifier.VerifyBatchAsync(batch));
        var all = await verifier.MeasureAsync(verifier.EncodeBatch(batch));
        return (all - await verifier.MeasureAsync(verifier.EncodeBatch([batch[0]]))) / (batch.Count - 1);
    }
}
