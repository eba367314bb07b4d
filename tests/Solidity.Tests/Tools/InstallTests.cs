namespace ZkStyle.Solidity.Tests.Tools;

/// <summary>
/// The installer <c>solidity/tools/install.mjs</c>, in a folder of its own whose package has no dependencies, so that
/// npm does its work without a network.
/// </summary>
public sealed class InstallTests : IDisposable
{
    private const string Lock = """{ "name": "empty", "version": "1.0.0", "lockfileVersion": 3, "packages": { "": { "name": "empty", "version": "1.0.0" } } }""";
    private const string Installed = "npm packages installed";

    private readonly TemporaryFolder _folder = new();

    public InstallTests()
    {
        Directory.CreateDirectory(_folder.PathOf("tools"));
        File.Copy(SolidityFolder.PathOf("tools", "install.mjs"), _folder.PathOf("tools", "install.mjs"));
        File.Copy(SolidityFolder.PathOf(".npmrc"), _folder.PathOf(".npmrc"));
        File.WriteAllText(_folder.PathOf("package.json"), """{ "name": "empty", "version": "1.0.0" }""");
        File.WriteAllText(_folder.PathOf("package-lock.json"), Lock);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_installs_once_and_then_needs_no_npm()
    {
        Assert.Contains(Installed, (await InstallAsync()).AssertSuccess().Output, StringComparison.Ordinal);
        ProcessOutcome second = (await InstallAsync(await PathWithoutNpmAsync())).AssertSuccess();
        Assert.Empty(second.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.PathOf(".install")));
    }

    [Fact]
    public async Task A_changed_lock_file_is_installed_anew()
    {
        (await InstallAsync()).AssertSuccess();
        File.WriteAllText(_folder.PathOf("package-lock.json"), Lock + "\n");
        Assert.Contains(Installed, (await InstallAsync()).AssertSuccess().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_at_once_one_installs_and_all_succeed()
    {
        ProcessOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => InstallAsync()));
        Assert.All(outcomes, outcome => outcome.AssertSuccess());
        Assert.Single(outcomes, outcome => outcome.Output.Contains(Installed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_recovers_from_a_killed_install()
    {
        string half = Directory.CreateDirectory(_folder.PathOf("node_modules", "half-written")).FullName;
        string staging = Directory.CreateDirectory(_folder.PathOf(".install", "of-a-killed-install")).FullName;
        string lockFile = _folder.PathOf(".install", "lock");
        File.WriteAllText(lockFile, "");
        DateTime longAgo = DateTime.UtcNow.AddHours(-1);
        File.SetLastWriteTimeUtc(lockFile, longAgo);
        Directory.SetLastWriteTimeUtc(staging, longAgo);

        Assert.Contains(Installed, (await InstallAsync()).AssertSuccess().Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(half), "The half-written packages are still there.");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.PathOf(".install")));
    }

    [Fact]
    public async Task A_failure_says_why_and_leaves_the_old_packages()
    {
        (await InstallAsync()).AssertSuccess();
        string marker = _folder.PathOf("node_modules", "marker");
        File.WriteAllText(marker, "");
        File.WriteAllText(_folder.PathOf("package.json"), """{ "name": "empty", "version": "1.0.0", "dependencies": { "not-in-the-lock": "1.0.0" } }""");

        ProcessOutcome outcome = await InstallAsync();
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("error ZKNPM : npm ci failed", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("not-in-the-lock", outcome.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(marker), "The old packages are gone.");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.PathOf(".install")));
    }

    [Fact]
    public async Task A_missing_npm_is_named()
    {
        ProcessOutcome outcome = await InstallAsync(await PathWithoutNpmAsync());
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("npm was not found", outcome.Error, StringComparison.Ordinal);
    }

    private Task<ProcessOutcome> InstallAsync(string? path = null) => ProcessOutcome.RunAsync(
        "node",
        _folder.Root,
        [Path.Combine("tools", "install.mjs")],
        environment: path is null ? null : new Dictionary<string, string> { ["PATH"] = path });

    /// <summary>A PATH on which there is nothing but Node.js.</summary>
    private async Task<string> PathWithoutNpmAsync()
    {
        ProcessOutcome node = (await ProcessOutcome.RunAsync("node", _folder.Root, ["-p", "process.execPath"])).AssertSuccess();
        string target = node.Output.Trim();
        string programs = Directory.CreateDirectory(_folder.PathOf("programs")).FullName;
        File.CreateSymbolicLink(Path.Combine(programs, Path.GetFileName(target)), target);
        return programs;
    }
}
