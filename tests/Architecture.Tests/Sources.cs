using System.Text.RegularExpressions;

namespace ZkStyle.Architecture.Tests;

/// <summary>The repository's C# sources.</summary>
internal static class Sources
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All sources of a project under src.</summary>
    public static IReadOnlyList<SourceFile> Of(string project) => Under(Path.Combine("src", project));

    /// <summary>All sources below a folder, build output left out.</summary>
    public static IReadOnlyList<SourceFile> Under(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(p => p.Replace('\\', '/'))
            .Where(p => !p.Contains("/obj/", StringComparison.Ordinal) && !p.Contains("/bin/", StringComparison.Ordinal)
                && !p.Contains("/node_modules/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(p => new SourceFile(p[Root.Length..], File.ReadAllText(p)))];

    /// <summary>Whether a file imports a namespace or writes out a name below it.</summary>
    public static bool Mentions(SourceFile file, string name) =>
        Regex.IsMatch(file.Text, $@"(?<![\w.]){Regex.Escape(name)}(?![\w])");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ZkStyle.sln")))
                return folder.FullName.Replace('\\', '/');
        }

        throw new InvalidOperationException("The tests run inside the repository; ZkStyle.sln was not found above them.");
    }
}

/// <summary>A source file.</summary>
/// <param name="Path">Its path below the repository's root.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string Path, string Text);
