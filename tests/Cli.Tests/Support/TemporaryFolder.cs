namespace ZkStyle.Cli.Tests.Support;

/// <summary>A folder that is deleted with this object.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Creates an empty folder.</summary>
    public TemporaryFolder() => Root = Directory.CreateTempSubdirectory("zkstyle-cli-").FullName;

    /// <summary>The folder's path.</summary>
    public string Root { get; }

    /// <summary>Path of something in the folder.</summary>
    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Writes a file.</summary>
    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
