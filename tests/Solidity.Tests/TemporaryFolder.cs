namespace ZkStyle.Solidity.Tests;

/// <summary>A new empty folder, deleted with everything in it when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Full path of the folder.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("zkstyle-").FullName;

    /// <summary>Path of something inside the folder.</summary>
    /// <param name="parts">Folder and file names.</param>
    /// <returns>The full path.</returns>
    public string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
