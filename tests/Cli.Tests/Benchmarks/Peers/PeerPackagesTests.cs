using System.Text.Json;
using ZkStyle.Cli.Benchmarks.Peers;
using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests.Benchmarks.Peers;

/// <summary>The installer, with a package of no dependencies, so that npm needs no network; and what the real one pins.</summary>
public sealed class PeerPackagesTests : IDisposable
{
    private const string Lock = """{ "name": "empty", "version": "1.0.0", "lockfileVersion": 3, "packages": { "": { "name": "empty", "version": "1.0.0" } } }""";

    private readonly TemporaryFolder _folder = new();
    private readonly PeerPackages _packages;

    public PeerPackagesTests()
    {
        File.WriteAllText(_folder["package.json"], """{ "name": "empty", "version": "1.0.0" }""");
        File.WriteAllText(_folder["package-lock.json"], Lock);
        File.WriteAllText(_folder[".npmrc"], "audit=false\n");
        _packages = new PeerPackages(_folder.Root);
    }

    private string Marker => _packages.PathOf("node_modules", "marker");

    [Fact]
    public void Packages_are_installed_once()
    {
        _packages.Install(CancellationToken.None);
        File.WriteAllText(Marker, "");

        _packages.Install(CancellationToken.None);

        Assert.True(File.Exists(Marker), "The packages were installed again.");
        Assert.Equal(["lock"], Left());
    }

    [Fact]
    public void Changed_versions_are_installed_anew()
    {
        _packages.Install(CancellationToken.None);
        var stamp = _packages.Stamp;
        File.WriteAllText(Marker, "");
        File.WriteAllText(_folder["package-lock.json"], Lock + "\n");

        _packages.Install(CancellationToken.None);

        Assert.False(File.Exists(Marker));
        Assert.NotEqual(stamp, _packages.Stamp);
    }

    [Fact]
    public async Task Of_many_at_once_one_installs_and_all_succeed()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new PeerPackages(_folder.Root).Install(CancellationToken.None))));

        Assert.True(Directory.Exists(_packages.PathOf("node_modules")));
        Assert.Equal(["lock"], Left());
    }

    [Fact]
    public void What_a_killed_install_left_is_cleared_away()
    {
        Directory.CreateDirectory(_packages.PathOf("node_modules", "half-written"));
        Directory.CreateDirectory(_packages.PathOf(".install", "of-a-killed-install"));

        _packages.Install(CancellationToken.None);

        Assert.False(Directory.Exists(_packages.PathOf("node_modules", "half-written")));
        Assert.Equal(["lock"], Left());
    }

    [Fact]
    public void A_failure_says_why_and_leaves_the_old_packages()
    {
        _packages.Install(CancellationToken.None);
        File.WriteAllText(Marker, "");
        File.WriteAllText(_folder["package.json"], """{ "name": "empty", "version": "1.0.0", "dependencies": { "not-in-the-lock": "1.0.0" } }""");

        var failure = Assert.Throws<CommandException>(() => _packages.Install(CancellationToken.None));

        Assert.StartsWith("npm ci ended with exit code 1", failure.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Marker), "The old packages are gone.");
        Assert.Equal(["lock"], Left());
    }

    [Fact]
    public void The_repositorys_packages_have_exact_versions_and_hashes_and_name_no_registry()
    {
        var packages = PeerPackages.Find();
        using var package = JsonDocument.Parse(File.ReadAllText(packages.PathOf("package.json")));
        using var packageLock = JsonDocument.Parse(File.ReadAllText(packages.PathOf("package-lock.json")));

        foreach (var dependency in package.RootElement.GetProperty("dependencies").EnumerateObject())
            Assert.Matches(@"^\d+\.\d+\.\d+(-beta\.\d+)?$", dependency.Value.GetString());
        foreach (var entry in packageLock.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0))
        {
            Assert.StartsWith("sha512-", entry.Value.GetProperty("integrity").GetString(), StringComparison.Ordinal);
            Assert.False(entry.Value.TryGetProperty("resolved", out _), $"{entry.Name} names the registry it came from.");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Left() =>
        Directory.EnumerateFileSystemEntries(_packages.PathOf(".install")).Select(p => Path.GetFileName(p)!);
}
