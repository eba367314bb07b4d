using ZkStyle.Circuit;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Files;

/// <summary>SRS, key and proof files as the commands take them.</summary>
internal static class ProofFiles
{
    /// <summary>Reads an SRS.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The SRS.</returns>
    /// <exception cref="CommandException">The file is no SRS; the message names it.</exception>
    public static Srs ReadSrs(string path) => InputFile.Read(path, "SRS", Srs.Read);

    /// <summary>Maps a proving key into memory; pages are read when they are used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="assignment">The circuit it must belong to.</param>
    /// <returns>The key.</returns>
    /// <exception cref="CommandException">The file is no proving key of this circuit; the message names it.</exception>
    public static unsafe ProvingKey MapProvingKey(string path, FixedAssignment assignment) => InputFile.Read(path, "proving key", stream =>
    {
        var file = MappedFile.Open(stream);
        return ProvingKeyFile.FromMemory(assignment, file.Bytes, file.Length, file);
    });

    /// <summary>Reads a verifying key.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The key.</returns>
    /// <exception cref="CommandException">The file is no verifying key; the message names it.</exception>
    public static VerifyingKey ReadVerifyingKey(string path)
    {
        var bytes = InputFile.ReadAllBytes(path, "verifying key", FileLimits.VerifyingKey);
        return VerifyingKey.TryRead(DecoderConstraints.System, bytes, out var key, out var error)
            ? key
            : throw new CommandException($"cannot read the verifying key {path}: {error}");
    }

    /// <summary>Writes both keys of a model; the verifying key comes last, so that where it is, both are.</summary>
    /// <param name="paths">Where.</param>
    /// <param name="key">The keys.</param>
    /// <param name="cancellationToken">Stops between the files.</param>
    public static void WriteKeys(KeyPaths paths, ProvingKey key, CancellationToken cancellationToken)
    {
        OutputFile.Write(paths.ProvingKey, stream => ProvingKeyFile.Write(key, stream), cancellationToken);
        OutputFile.Write(paths.VerifyingKey, key.VerifyingKey.ToBytes(), cancellationToken);
    }
}
