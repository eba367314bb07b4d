using ZkStyle.Ethereum.Contracts;

namespace ZkStyle.Ethereum.Tests.Support;

/// <summary>The committed artifacts of the product's contracts.</summary>
internal static class Artifacts
{
    public static ContractArtifact Load(string contract) => ContractArtifact.Load(Path.Combine(Folder(), $"{contract}.json"));

    private static string Folder()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var folder = Path.Combine(directory.FullName, "solidity", "artifacts");
            if (Directory.Exists(folder))
                return folder;
        }

        throw new DirectoryNotFoundException($"There is no solidity/artifacts above {AppContext.BaseDirectory}.");
    }
}
