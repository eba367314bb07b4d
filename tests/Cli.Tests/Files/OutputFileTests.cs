using ZkStyle.Cli.Files;
using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests.Files;

public sealed class OutputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_file_appears_under_its_name_only_when_complete()
    {
        var path = _folder["a/b/file"];

        OutputFile.Write(path, stream =>
        {
            stream.Write([1, 2]);
            stream.Flush();
            Assert.False(File.Exists(path));
            stream.Write([3]);
        });

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.EnumerateFiles(_folder["a/b"]));
    }

    [Fact]
    public void A_failure_keeps_the_old_file_and_leaves_no_other()
    {
        var path = _folder.Write("file", [9]);

        Assert.Throws<InvalidDataException>(() => OutputFile.Write(path, stream =>
        {
            stream.Write([1]);
            throw new InvalidDataException("no");
        }));

        Assert.Equal([9], File.ReadAllBytes(path));
        Assert.Single(Directory.EnumerateFiles(_folder.Root));
    }

    [Fact]
    public void Cancelling_keeps_the_old_file()
    {
        var path = _folder.Write("file", [9]);
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => OutputFile.Write(path, _ => stop.Cancel(), stop.Token));

        Assert.Equal([9], File.ReadAllBytes(path));
        Assert.Single(Directory.EnumerateFiles(_folder.Root));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        var file = _folder.Write("file", []);

        var below = Assert.Throws<CommandException>(() => OutputFile.Write(Path.Combine(file, "x"), new byte[1]));
        var folder = Assert.Throws<CommandException>(() => OutputFile.RequireWritable(_folder.Root));
        var empty = Assert.Throws<CommandException>(() => OutputFile.RequireWritable(" "));

        Assert.StartsWith($"cannot write {Path.Combine(file, "x")}: ", below.Message, StringComparison.Ordinal);
        Assert.EndsWith("name a file", folder.Message, StringComparison.Ordinal);
        Assert.Contains("is empty", empty.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Asking_whether_a_file_can_be_written_changes_nothing()
    {
        var path = _folder.Write("file", [9]);

        OutputFile.RequireWritable(path);
        OutputFile.RequireWritable(_folder["new/one"]);

        Assert.Equal([9], File.ReadAllBytes(path));
        Assert.Empty(Directory.EnumerateFiles(_folder["new"]));
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
