namespace ZkStyle.Cli.Files;

/// <summary>
/// Writes files under a temporary name in the same folder and renames them when complete: whoever finds a file
/// under its name finds all of it, and a failure leaves the old one.
/// </summary>
internal static class OutputFile
{
    private const int BufferLength = 1 << 16;

    /// <summary>Replaces or creates a file.</summary>
    /// <param name="path">The file; its folder is created when missing.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Checked before the file takes its name.</param>
    /// <exception cref="CommandException">The file cannot be written; the message names it.</exception>
    public static void Write(string path, Action<Stream> write, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        Guard(path, temporary =>
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferLength))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, path, overwrite: true);
        });
    }

    /// <summary>Replaces or creates a file.</summary>
    /// <param name="path">The file; its folder is created when missing.</param>
    /// <param name="bytes">The content.</param>
    /// <param name="cancellationToken">Checked before the file takes its name.</param>
    /// <exception cref="CommandException">The file cannot be written; the message names it.</exception>
    public static void Write(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default) =>
        Write(path, stream => stream.Write(bytes.Span), cancellationToken);

    /// <summary>Makes sure, before long work, that a file can be written afterwards; an existing one stays as it is.</summary>
    /// <param name="path">The file; its folder is created when missing.</param>
    /// <exception cref="CommandException">The file could not be written; the message names it.</exception>
    public static void RequireWritable(string path) =>
        Guard(path, temporary => File.WriteAllBytes(temporary, []));

    private static void Guard(string path, Action<string> action)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new CommandException("the name of a file to write is empty; give one");
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new CommandException($"cannot write {path}: it is a folder; name a file");
        var folder = Path.GetDirectoryName(full)!;
        var temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            action(temporary);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new CommandException($"cannot write {path}: {e.Message.TrimEnd('.')}; choose another place or make room", e);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    // A leftover that cannot be deleted must not hide the error that left it there.
    private static void TryDelete(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
        }
    }
}
