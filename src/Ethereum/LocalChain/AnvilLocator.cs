using System.Runtime.InteropServices;

namespace ZkStyle.Ethereum.LocalChain;

/// <summary>Finds the anvil program among npm packages. Its package is one a platform, named after it.</summary>
public static class AnvilLocator
{
    /// <summary>Environment variable that names a <c>node_modules</c> folder to use instead of the repository's.</summary>
    public const string NodeModulesVariable = "ZKSTYLE_NODE_MODULES";

    private const string RepositoryFolder = "solidity/node_modules";

    /// <summary>The npm package for this platform, for instance <c>@foundry-rs/anvil-linux-amd64</c>.</summary>
    /// <exception cref="PlatformNotSupportedException">There is none for this platform.</exception>
    public static string PackageName
    {
        get
        {
            var system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "win32" : null;
            var processor = RuntimeInformation.OSArchitecture switch
            {
                Architecture.X64 => "amd64",
                Architecture.Arm64 => "arm64",
                _ => null,
            };
            return system is null || processor is null
                ? throw new PlatformNotSupportedException($"There is no anvil package for {RuntimeInformation.RuntimeIdentifier}.")
                : $"@foundry-rs/anvil-{system}-{processor}";
        }
    }

    /// <summary>The program in a given folder of packages.</summary>
    /// <param name="nodeModules">A <c>node_modules</c> folder.</param>
    /// <returns>The program's path.</returns>
    /// <exception cref="FileNotFoundException">It is not there; the message names package and folder.</exception>
    public static string FindIn(string nodeModules)
    {
        var path = PathIn(nodeModules);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"{PackageName} is not installed in {nodeModules}; run npm ci in the folder above it.", path);
    }

    /// <summary>
    /// The program in the folder that <see cref="NodeModulesVariable"/> names, or else in the
    /// <c>solidity/node_modules</c> of the nearest folder at or above <paramref name="startDirectory"/> that has it.
    /// </summary>
    /// <param name="startDirectory">Where to start, for instance <see cref="AppContext.BaseDirectory"/>.</param>
    /// <returns>The program's path.</returns>
    /// <exception cref="FileNotFoundException">It is not there; the message says what to do.</exception>
    public static string Find(string startDirectory)
    {
        ArgumentNullException.ThrowIfNull(startDirectory);
        if (Environment.GetEnvironmentVariable(NodeModulesVariable) is { Length: > 0 } named)
            return FindIn(named);
        for (var directory = new DirectoryInfo(startDirectory); directory is not null; directory = directory.Parent)
        {
            var path = PathIn(Path.Combine(directory.FullName, RepositoryFolder));
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException(
            $"{PackageName} is in no {RepositoryFolder} at or above {startDirectory}; run npm ci in solidity, or set {NodeModulesVariable}.");
    }

    private static string PathIn(string nodeModules) =>
        Path.Combine(nodeModules, PackageName, "bin", OperatingSystem.IsWindows() ? "anvil.exe" : "anvil");
}
