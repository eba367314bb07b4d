using ZkStyle.Cli.Commands;
using ZkStyle.Cli.Files;

namespace ZkStyle.Cli.Tests.Files;

public class SolidityFolderTests
{
    [Fact]
    public void Packages_and_artifacts_are_found_from_the_program()
    {
        Assert.True(File.Exists(SolidityFolder.PackageFile(DatasetCommand.NounsParts)));
        Assert.True(File.Exists(SolidityFolder.Anvil()));
        Assert.True(File.Exists(SolidityFolder.Artifact("StyleCollection")));
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Contains("npm ci", Assert.Throws<CommandException>(() => SolidityFolder.PackageFile("none/none.json")).Message, StringComparison.Ordinal);
        Assert.Contains("NoSuchContract.json", Assert.Throws<CommandException>(() => SolidityFolder.Artifact("NoSuchContract")).Message, StringComparison.Ordinal);
    }
}
