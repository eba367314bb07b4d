using ZkStyle.Cli.Tests.Support;
using ZkStyle.Quantize.Evaluation.Pictures;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Cli.Tests.Commands;

public sealed class PicturesCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_pictures_are_written_under_their_names()
    {
        var run = await CommandRun.Of("pictures", "--out", _folder["set"], "--sheet", _folder["sheet.png"], "--json");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(EvaluationPictures.Count, run.Json().GetProperty("files").GetArrayLength());
        Assert.Equal(EvaluationPictures.Count, Directory.GetFiles(_folder["set"]).Length);
        using var smiley = File.OpenRead(Path.Combine(_folder["set"], "01-smiley.png"));
        Assert.Equal(EvaluationPictures.Draw(1).Image.Pixels, PngReader.Read(smiley).Flatten().Pixels);
        Assert.True(File.Exists(_folder["sheet.png"]));

        _folder.Write("file", [1]);
        Assert.Contains("is a file; name a folder", (await CommandRun.Of("pictures", "--out", _folder["file"])).Problem(), StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
