using System.Text.Json;

namespace ZkStyle.Solidity.Tests;

/// <summary>The npm packages the project pins.</summary>
public sealed class PackageTests
{
    [Fact]
    public void Every_dependency_has_an_exact_version()
    {
        using JsonDocument package = JsonDocument.Parse(File.ReadAllText(SolidityFolder.PathOf("package.json")));
        foreach (string group in new[] { "dependencies", "optionalDependencies" })
        {
            foreach (JsonProperty dependency in package.RootElement.GetProperty(group).EnumerateObject())
                Assert.Matches(@"^\d+\.\d+\.\d+$", dependency.Value.GetString());
        }
    }

    [Fact]
    public void The_lock_pins_hashes_and_names_no_registry()
    {
        using JsonDocument packageLock = JsonDocument.Parse(File.ReadAllText(SolidityFolder.PathOf("package-lock.json")));
        JsonProperty[] packages = [.. packageLock.RootElement.GetProperty("packages").EnumerateObject().Where(package => package.Name.Length > 0)];
        Assert.NotEmpty(packages);
        foreach (JsonProperty package in packages)
        {
            Assert.StartsWith("sha512-", package.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal);
            Assert.False(package.Value.TryGetProperty("resolved", out _), $"{package.Name} names the registry it came from.");
        }
    }
}
