namespace ZkStyle.Cli.Files;

/// <summary>Where the keys of a model are: NAME.pk and NAME.vk, named after the model file.</summary>
/// <param name="ProvingKey">The proving key.</param>
/// <param name="VerifyingKey">The verifying key.</param>
internal sealed record KeyPaths(string ProvingKey, string VerifyingKey)
{
    private const string ProvingKeyExtension = ".pk";
    private const string VerifyingKeyExtension = ".vk";

    /// <summary>The keys of a model in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="model">The model's file.</param>
    /// <returns>The paths; the files need not exist.</returns>
    public static KeyPaths In(string folder, string model)
    {
        var stem = Path.Combine(folder, Path.GetFileNameWithoutExtension(model));
        return new KeyPaths(stem + ProvingKeyExtension, stem + VerifyingKeyExtension);
    }

    /// <summary>The keys a user means.</summary>
    /// <param name="keys">The folder of the keys, or the proving key itself.</param>
    /// <param name="model">The model's file.</param>
    /// <returns>The paths.</returns>
    /// <exception cref="CommandException">There is no proving key; the message says where it was looked for.</exception>
    public static KeyPaths Find(string keys, string model)
    {
        var paths = Directory.Exists(keys) ? In(keys, model) : new KeyPaths(keys, Path.ChangeExtension(keys, VerifyingKeyExtension));
        return File.Exists(paths.ProvingKey)
            ? paths
            : throw new CommandException($"there is no proving key {paths.ProvingKey}; make one with: zkstyle keygen {model} --srs SRS --out {(Directory.Exists(keys) ? keys : "KEYS")}");
    }
}
