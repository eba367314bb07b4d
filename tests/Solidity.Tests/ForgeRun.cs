using System.Text.Json;

namespace ZkStyle.Solidity.Tests;

/// <summary>One run of the whole forge suite, offline, read from forge's JSON report.</summary>
public sealed class ForgeRun : IAsyncLifetime
{
    /// <summary>Every forge test that ran, in forge's order.</summary>
    internal IReadOnlyList<ForgeTest> Tests { get; private set; } = [];

    /// <summary>The measured values by "group/name", as the tests took them down for snapshots/.</summary>
    internal IReadOnlyDictionary<string, string> Snapshots { get; private set; } = new Dictionary<string, string>();

    /// <summary>What forge did; its exit status says whether all tests passed.</summary>
    internal ProcessOutcome Outcome { get; private set; } = new(-1, "", "forge has not run");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Outcome = await ProcessOutcome.RunAsync(SolidityFolder.Forge, SolidityFolder.Root, ["test", "--offline", "--json"]);
        // A failed compilation is no JSON report; the tests then show what forge said instead.
        if (!Outcome.Output.StartsWith('{'))
            return;

        var tests = new List<ForgeTest>();
        var snapshots = new Dictionary<string, string>();
        using JsonDocument report = JsonDocument.Parse(Outcome.Output);
        foreach (JsonProperty suite in report.RootElement.EnumerateObject())
        {
            foreach (JsonProperty test in suite.Value.GetProperty("test_results").EnumerateObject())
            {
                tests.Add(ForgeTest.Read(suite.Name, test));
                foreach (JsonProperty group in test.Value.GetProperty("gas_snapshots").EnumerateObject())
                {
                    foreach (JsonProperty value in group.Value.EnumerateObject())
                        snapshots.Add($"{group.Name}/{value.Name}", value.Value.GetString()!);
                }
            }
        }

        (Tests, Snapshots) = (tests, snapshots);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;
}
