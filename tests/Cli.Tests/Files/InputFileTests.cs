using ZkStyle.Cli.Files;
using ZkStyle.Cli.Tests.Support;

namespace ZkStyle.Cli.Tests.Files;

public sealed class InputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    public void Files_up_to_the_limit_are_read_whole(int length)
    {
        var bytes = Enumerable.Range(1, length).Select(i => (byte)i).ToArray();

        Assert.Equal(bytes, InputFile.ReadAllBytes(_folder.Write("f", bytes), "thing", 10));
    }

    [Fact]
    public void Longer_files_are_refused()
    {
        var path = _folder.Write("f", new byte[11]);

        var error = Assert.Throws<CommandException>(() => InputFile.ReadAllBytes(path, "thing", 10));

        Assert.Equal($"the thing {path} has more than 10 bytes; this is no thing file", error.Message);
    }

    [Fact]
    public void What_a_reader_refuses_is_told_with_the_files_name()
    {
        var path = _folder.Write("f", []);

        var error = Assert.Throws<CommandException>(() => InputFile.Read<int>(path, "thing", _ => throw new InvalidDataException("it is empty.")));

        Assert.Equal($"cannot read the thing {path}: it is empty.", error.Message);
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
