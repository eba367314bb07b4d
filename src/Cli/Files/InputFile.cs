namespace ZkStyle.Cli.Files;

/// <summary>Reads files that a user named; nothing larger than expected is taken into memory.</summary>
internal static class InputFile
{
    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, for errors: "latent", "proof".</param>
    /// <param name="maxLength">The most bytes such a file can have.</param>
    /// <returns>Its bytes.</returns>
    /// <exception cref="CommandException">It cannot be read or is too long; the message names it.</exception>
    public static byte[] ReadAllBytes(string path, string what, int maxLength) => Read(path, what, stream =>
    {
        // A file can grow while it is read, so the bound is on what arrives.
        var buffer = new byte[Math.Min(stream.Length, maxLength) + 1];
        var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return length <= maxLength && length < buffer.Length
            ? buffer[..length]
            : throw new CommandException($"the {what} {path} has more than {Math.Min(stream.Length, maxLength)} bytes; this is no {what} file");
    });

    /// <summary>Opens a file and reads it.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, for errors: "model", "SRS".</param>
    /// <param name="read">Reads the stream.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="CommandException">It cannot be read or is malformed; the message names it.</exception>
    public static T Read<T>(string path, string what, Func<FileStream, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        RequireExists(path, what);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            return read(stream);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or InvalidDataException or FormatException)
        {
            throw new CommandException($"cannot read the {what} {path}: {e.Message}", e);
        }
    }

    /// <summary>Makes sure that a file is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What it is, for errors.</param>
    /// <exception cref="CommandException">It is not; the message names it.</exception>
    public static void RequireExists(string path, string what)
    {
        if (Directory.Exists(path))
            throw new CommandException($"the {what} {path} is a folder; name a file");
        if (!File.Exists(path))
            throw new CommandException($"the {what} {path} does not exist; check the path");
    }
}
