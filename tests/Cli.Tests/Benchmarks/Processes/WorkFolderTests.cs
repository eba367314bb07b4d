using ZkStyle.Cli.Benchmarks.Processes;
using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests.Benchmarks.Processes;

public class WorkFolderTests
{
    [Fact]
    public void A_temporary_folder_goes_with_everything_in_it()
    {
        string root;
        using (var work = new WorkFolder(null))
        {
            root = work.Root;
            work.Discard(work.File("a", path => File.WriteAllText(path, "made")));
            Assert.Empty(Directory.EnumerateFileSystemEntries(root));
            work.File("b", path => File.WriteAllText(path, "made"));
        }

        Assert.False(Directory.Exists(root));
    }

    [Fact]
    public void A_named_folder_stays_and_nothing_is_made_twice()
    {
        using var folder = new TemporaryFolder();
        for (var run = 0; run < 2; run++)
        {
            using var work = new WorkFolder(folder["work"]);
            work.Discard(work.File("a", path => File.WriteAllText(path, $"made in run {run}")));
        }

        Assert.Equal("made in run 0", File.ReadAllText(Path.Combine(folder["work"], "a")));
    }

    [Fact]
    public void A_file_has_its_name_only_when_complete()
    {
        using var work = new WorkFolder(null);
        void Half(string path)
        {
            File.WriteAllText(path, "half");
            throw new InvalidOperationException("stopped");
        }

        Assert.Throws<InvalidOperationException>(() => work.File("a", Half));
        var made = work.File("a", path => File.WriteAllText(path, "whole"));

        Assert.Equal("whole", File.ReadAllText(made));
        Assert.Equal([made], Directory.EnumerateFileSystemEntries(work.Root));
    }
}
