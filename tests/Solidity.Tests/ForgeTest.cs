using System.Text.Json;

namespace ZkStyle.Solidity.Tests;

/// <summary>The result of one forge test.</summary>
/// <param name="Suite">File and contract, as "test/Name.t.sol:NameTest".</param>
/// <param name="Name">The test function's signature.</param>
/// <param name="Status">"Success", "Failure" or "Skipped".</param>
/// <param name="Detail">Why it failed, with the counterexample of a fuzz test; empty for a success.</param>
internal sealed record ForgeTest(string Suite, string Name, string Status, string Detail)
{
    /// <summary>True for a test that ran and succeeded.</summary>
    public bool Passed => Status == "Success";

    /// <summary>Reads one member of "test_results" of forge's report.</summary>
    /// <param name="suite">The suite's name.</param>
    /// <param name="test">The member.</param>
    /// <returns>The result.</returns>
    public static ForgeTest Read(string suite, JsonProperty test)
    {
        JsonElement result = test.Value;
        string detail = $"{Text(result, "reason")} {Text(result, "counterexample")}".Trim();
        return new ForgeTest(suite, test.Name, result.GetProperty("status").GetString()!, detail);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Status} {Suite} {Name} {Detail}".TrimEnd();

    private static string Text(JsonElement result, string member) =>
        result.TryGetProperty(member, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value.ToString() : "";
}
