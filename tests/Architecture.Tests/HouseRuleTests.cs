namespace ZkStyle.Architecture.Tests;

/// <summary>Rules of the house that the compiler does not know.</summary>
public class HouseRuleTests
{
    private static readonly string[] s_folders = ["src", "tests", "benchmarks"];

    [Fact]
    public void No_source_passes_600_lines()
    {
        var long600 = s_folders.SelectMany(Sources.Under)
            .Where(f => f.Text.AsSpan().Count('\n') > 600).Select(f => f.Path);

        Assert.Empty(long600);
    }

    [Fact]
    public void Package_versions_stand_in_one_file()
    {
        var offenders = Directory.EnumerateFiles(Sources.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(p => File.ReadAllText(p).Contains("Version=\"", StringComparison.Ordinal));

        Assert.Empty(offenders);
    }

    [Fact]
    public void No_test_is_skipped()
    {
        // The pattern is put together so that this file does not match itself.
        var pattern = "Skip" + " = ";
        var offenders = Sources.Under("tests").Where(f => f.Text.Contains(pattern, StringComparison.Ordinal)).Select(f => f.Path);

        Assert.Empty(offenders);
    }

    [Fact]
    public void Public_types_of_a_library_are_in_a_namespace_of_their_folder()
    {
        var offenders = new[] { "Prover", "Quantize", "Circuit", "Ethereum", "MintApi" }
            .SelectMany(p => Sources.Of(p).Select(f => (Project: p, File: f)))
            .Where(s => s.File.Text.Contains("\nnamespace ", StringComparison.Ordinal) || s.File.Text.StartsWith("namespace ", StringComparison.Ordinal))
            .Where(s =>
            {
                var folder = Path.GetDirectoryName(s.File.Path)!.Replace('\\', '/')["/src/".Length..].Replace('/', '.');
                return !s.File.Text.Contains($"namespace ZkStyle.{folder};", StringComparison.Ordinal);
            })
            .Select(s => s.File.Path);

        Assert.Empty(offenders);
    }
}
