using ZkStyle.Cli.Tests.Support;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Tests.Commands;

[Collection(StyleCollection.Name)]
public sealed class EvalCommandTests(StyleFixture style) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_model_is_held_against_the_bar()
    {
        var run = await CommandRun.Of("eval", style.Model, "--data", style.Data, "--count", "3", "--sheet", _folder["sheet.png"], "--json");

        Assert.Equal((0, ""), (run.Code, run.Error));
        var result = run.Json();
        Assert.Equal("rgb", result.GetProperty("head").GetString());
        Assert.False(result.GetProperty("holds").GetBoolean());
        Assert.Equal(3, result.GetProperty("members").GetProperty("images").GetInt32());
        Assert.Equal(9, result.GetProperty("bar").GetArrayLength());
        Assert.Equal("PSNR", result.GetProperty("bar")[0].GetProperty("name").GetString());
        Assert.Equal(21, result.GetProperty("bar")[0].GetProperty("bar").GetDouble());
        Assert.False(result.GetProperty("bar")[0].GetProperty("holds").GetBoolean());
        Assert.Equal(64, result.GetProperty("pictures").GetProperty("pictures").GetArrayLength());
        Assert.Equal("smiley", result.GetProperty("pictures").GetProperty("pictures")[0].GetProperty("name").GetString());
        using var sheet = File.OpenRead(_folder["sheet.png"]);
        Assert.Equal(4 + (4 * ((3 * 132) + 8)), PngReader.Read(sheet).Width);
    }

    [Fact]
    public async Task A_failed_bar_is_an_error_when_it_is_asked_for()
    {
        var run = await CommandRun.Of("eval", style.Model, "--data", style.Data, "--count", "2", "--pictures", style.Pictures, "--check");

        Assert.Equal(1, run.Code);
        Assert.StartsWith("The bar does not hold.", run.Output, StringComparison.Ordinal);
        Assert.Contains("structure distance / naive", run.Output, StringComparison.Ordinal);
        Assert.Contains("9 pictures", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_data_sets_are_noted_and_missing_ones_asked_for()
    {
        Directory.CreateDirectory(_folder["others"]);
        foreach (var file in Directory.GetFiles(style.Pictures).Order(StringComparer.Ordinal).Take(4))
            File.Copy(file, Path.Combine(_folder["others"], Path.GetFileName(file)));
        await CommandRun.Of("dataset", "folder", _folder["others"], "--out", _folder["others.zkd"]);
        new StyleModel(SampleDecoders.Reference(1)).WriteFile(_folder["decoder.zkm"]);
        Directory.CreateDirectory(_folder["empty"]);

        var noted = await CommandRun.Of("eval", style.Model, "--data", _folder["others.zkd"], "--count", "1", "--pictures", style.Pictures, "--json");
        var missing = await CommandRun.Of("eval", style.Model);
        var decoder = await CommandRun.Of("eval", _folder["decoder.zkm"], "--data", style.Data);
        var empty = await CommandRun.Of("eval", style.Model, "--data", style.Data, "--pictures", _folder["empty"]);
        var nowhere = await CommandRun.Of("eval", style.Model, "--data", style.Data, "--pictures", _folder["nowhere"]);

        Assert.Equal(0, noted.Code);
        Assert.StartsWith("note: the model learnt from another data set (pictures, ", noted.Error, StringComparison.Ordinal);
        Assert.Contains("it learnt from pictures); name its data set with --data", missing.Problem(), StringComparison.Ordinal);
        Assert.Contains("a decoder only", decoder.Problem(), StringComparison.Ordinal);
        Assert.Contains("has 0 pictures", empty.Problem(), StringComparison.Ordinal);
        Assert.Contains("no folder", nowhere.Problem(), StringComparison.Ordinal);
        Assert.All([missing, decoder, empty, nowhere], run => Assert.Equal(1, run.Code));
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
