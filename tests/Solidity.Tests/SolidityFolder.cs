using System.Runtime.InteropServices;

namespace ZkStyle.Solidity.Tests;

/// <summary>The repository's folder <c>solidity</c> and the programs installed in it.</summary>
internal static class SolidityFolder
{
    /// <summary>Full path of the folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Full path of forge.</summary>
    public static string Forge { get; } = Path.Combine(
        Root, "node_modules", "@foundry-rs", $"forge-{Platform}", "bin", OperatingSystem.IsWindows() ? "forge.exe" : "forge");

    private static string Platform
    {
        get
        {
            string system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            string processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
            return $"{system}-{processor}";
        }
    }

    /// <summary>Path of something inside the folder.</summary>
    /// <param name="parts">Folder and file names.</param>
    /// <returns>The full path.</returns>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, "solidity");
            if (File.Exists(Path.Combine(candidate, "foundry.toml")))
                return candidate;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds solidity/foundry.toml.");
    }
}
