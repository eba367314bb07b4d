using ZkStyle.Ethereum.LocalChain;

namespace ZkStyle.Cli.Files;

/// <summary>The repository's folder of contracts and npm packages, found from where the program or its user is.</summary>
internal static class SolidityFolder
{
    private const string Name = "solidity";
    private const string Modules = "node_modules";
    private const string Artifacts = "artifacts";

    /// <summary>Path of a file in an npm package.</summary>
    /// <param name="path">Package and file, such as <c>@nouns/assets/dist/image-data.json</c>.</param>
    /// <returns>The file's path.</returns>
    /// <exception cref="CommandException">It is not installed; the message says what to do.</exception>
    public static string PackageFile(string path)
    {
        var file = Path.Combine(NodeModules(), path);
        return File.Exists(file)
            ? file
            : throw new CommandException($"{file} is not there; run npm ci in the {Name} folder");
    }

    /// <summary>Path of the anvil program.</summary>
    /// <returns>The program's path.</returns>
    /// <exception cref="FileNotFoundException">It is not installed; the message says what to do.</exception>
    public static string Anvil() => AnvilLocator.FindIn(NodeModules());

    /// <summary>Path of a compiled contract.</summary>
    /// <param name="contract">The contract's name.</param>
    /// <returns>The artifact's path.</returns>
    /// <exception cref="CommandException">It is not there; the message says where it belongs.</exception>
    public static string Artifact(string contract)
    {
        var relative = Path.Combine(Name, Artifacts, contract + ".json");
        return RepositoryFolder.Find(relative, File.Exists)
            ?? throw new CommandException($"{relative} is in no folder above {AppContext.BaseDirectory} or {Environment.CurrentDirectory}; run this inside the repository");
    }

    private static string NodeModules()
    {
        if (Environment.GetEnvironmentVariable(AnvilLocator.NodeModulesVariable) is { Length: > 0 } named)
        {
            return Directory.Exists(named)
                ? named
                : throw new CommandException($"{AnvilLocator.NodeModulesVariable} names {named}, which is no folder; name a node_modules folder");
        }

        return RepositoryFolder.Find(Path.Combine(Name, Modules), Directory.Exists)
            ?? throw new CommandException($"{Name}/{Modules} is in no folder above {AppContext.BaseDirectory} or {Environment.CurrentDirectory}; run npm ci in {Name}, or set {AnvilLocator.NodeModulesVariable}");
    }
}
