using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Cli.Chain;

/// <summary>
/// The addresses that <c>deploy</c> and <c>register</c> leave for the commands after them. Nothing rests on it: whoever reads it
/// asks the chain again.
/// </summary>
/// <param name="ChainId">The chain.</param>
/// <param name="Verifier">The verifier.</param>
/// <param name="Registry">The registry.</param>
/// <param name="Key">The data contract with the verifying key.</param>
/// <param name="KeyDigest">The Keccak-256 of the verifying key.</param>
/// <param name="ModelId">The model registered last; null before there is one.</param>
/// <param name="Collection">Its collection; null before there is one.</param>
internal sealed record DeploymentFile(
    ulong ChainId, string Verifier, string Registry, string Key, string KeyDigest, ulong? ModelId = null, string? Collection = null)
{
    /// <summary>The name when none is given.</summary>
    public const string StandardName = "zkstyle-deployment.json";

    private const int MaxLength = 1 << 16;
    private const string What = "deployment";

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its content; every address is one.</returns>
    /// <exception cref="CommandException">No such file; the message names it.</exception>
    public static DeploymentFile Read(string path)
    {
        if (!File.Exists(path))
            throw new CommandException($"there is no {What} {path}; make one with zkstyle deploy, or name it with --deployment");
        var bytes = InputFile.ReadAllBytes(path, What, MaxLength);
        var file = CommandConsole.TryFromJson<DeploymentFile>(bytes);
        var isComplete = file is not null
            && Address.TryParse(file.Verifier, out _) && Address.TryParse(file.Registry, out _) && Address.TryParse(file.Key, out _)
            && Bytes32.TryParse(file.KeyDigest, out _) && (file.Collection is null || Address.TryParse(file.Collection, out _));
        return isComplete ? file! : throw new CommandException($"{path} is no {What} as zkstyle deploy writes it; name another with --deployment");
    }

    /// <summary>Writes the file.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => OutputFile.Write(path, System.Text.Encoding.UTF8.GetBytes(CommandConsole.ToJson(this)));
}
