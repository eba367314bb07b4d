namespace ZkStyle.Cli.Files;

/// <summary>Finds what belongs to the repository, from where the program or its user is.</summary>
internal static class RepositoryFolder
{
    /// <summary>Looks upwards from the program's folder, then from the current one.</summary>
    /// <param name="relative">A path inside the repository.</param>
    /// <param name="exists">Whether what is at a path is what is looked for.</param>
    /// <returns>The first path that is; null when there is none.</returns>
    public static string? Find(string relative, Func<string, bool> exists)
    {
        ArgumentNullException.ThrowIfNull(exists);
        foreach (var start in (string[])[AppContext.BaseDirectory, Environment.CurrentDirectory])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, relative);
                if (exists(path))
                    return path;
            }
        }

        return null;
    }
}
