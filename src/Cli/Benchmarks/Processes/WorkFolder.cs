namespace ZkStyle.Cli.Benchmarks.Processes;

/// <summary>
/// Where a benchmark keeps what it prepares: a temporary folder that goes with this object, or one that the user named
/// and that stays, so that the next run finds what this one made.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private const string Prefix = "zkstyle-bench-";

    private readonly bool _isTemporary;

    /// <summary>Creates the folder.</summary>
    /// <param name="named">The user's folder; null for a temporary one.</param>
    /// <exception cref="CommandException">The folder cannot be made.</exception>
    public WorkFolder(string? named)
    {
        _isTemporary = named is null;
        try
        {
            Root = named is null ? Directory.CreateTempSubdirectory(Prefix).FullName : Directory.CreateDirectory(named).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"cannot make the folder {named ?? Path.GetTempPath()}: {e.Message.TrimEnd('.')}; choose another with --work", e);
        }
    }

    /// <summary>The folder's path.</summary>
    public string Root { get; }

    /// <summary>A file in the folder, made unless it is there; it takes its name only when complete.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="make">Makes it under the path given.</param>
    /// <returns>Its path.</returns>
    public string File(string name, Action<string> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        var path = Path.Combine(Root, name);
        if (System.IO.File.Exists(path))
            return path;
        var partial = path + ".partial";
        make(partial);
        System.IO.File.Move(partial, path, overwrite: true);
        return path;
    }

    /// <summary>Removes a file that is no longer needed, unless the user wants to keep what was made.</summary>
    /// <param name="path">The file.</param>
    public void Discard(string path)
    {
        if (_isTemporary)
            System.IO.File.Delete(path);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_isTemporary)
            return;
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be deleted must not hide the result or the error.
        }
    }
}
