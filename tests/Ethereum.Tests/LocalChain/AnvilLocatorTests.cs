using ZkStyle.Ethereum.LocalChain;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.LocalChain;

// In the shared chain's collection, whose tests run in turn: these change the variable that others read.
[Collection(AnvilFixture.Name)]
public sealed class AnvilLocatorTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("zkstyle-locator-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_program_is_found_in_a_folder_of_packages()
    {
        var program = Install(Path.Combine(_root, "node_modules"));
        Assert.Equal(program, AnvilLocator.FindIn(Path.Combine(_root, "node_modules")));
        var e = Assert.Throws<FileNotFoundException>(() => AnvilLocator.FindIn(_root));
        Assert.Contains(AnvilLocator.PackageName, e.Message, StringComparison.Ordinal);
        Assert.Contains(_root, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_repository_above_is_used_unless_a_variable_names_another_folder()
    {
        var deep = Directory.CreateDirectory(Path.Combine(_root, "tests", "bin", "net10.0")).FullName;
        var saved = Environment.GetEnvironmentVariable(AnvilLocator.NodeModulesVariable);
        try
        {
            Environment.SetEnvironmentVariable(AnvilLocator.NodeModulesVariable, null);
            Assert.Contains("npm ci", Assert.Throws<FileNotFoundException>(() => AnvilLocator.Find(deep)).Message, StringComparison.Ordinal);
            var program = Install(Path.Combine(_root, "solidity", "node_modules"));
            Assert.Equal(program, AnvilLocator.Find(deep));

            var other = Path.Combine(_root, "elsewhere");
            Environment.SetEnvironmentVariable(AnvilLocator.NodeModulesVariable, other);
            Assert.Throws<FileNotFoundException>(() => AnvilLocator.Find(deep));
            Assert.Equal(Install(other), AnvilLocator.Find(deep));
        }
        finally
        {
            Environment.SetEnvironmentVariable(AnvilLocator.NodeModulesVariable, saved);
        }
    }

    private static string Install(string nodeModules)
    {
        var program = Path.Combine(nodeModules, AnvilLocator.PackageName, "bin", OperatingSystem.IsWindows() ? "anvil.exe" : "anvil");
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        File.WriteAllText(program, "");
        return program;
    }
}
