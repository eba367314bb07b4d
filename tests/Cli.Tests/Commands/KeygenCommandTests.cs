using ZkStyle.Cli.Tests.Support;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Tests.Commands;

public sealed class KeygenCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task An_srs_that_is_too_short_is_named_with_the_size_it_needs()
    {
        var model = _folder["m.zkm"];
        new StyleModel(SampleDecoders.Random(1, new TensorShape(1, 2, 2), [(3, true)])).WriteFile(model);
        await CommandRun.Of("srs", "unsafe", "--power", "4", "--out", _folder["s.srs"]);

        var run = await CommandRun.Of("keygen", model, "--srs", _folder["s.srs"], "--out", _folder["keys"]);

        Assert.Equal(1, run.Code);
        Assert.Contains("at least 2^17", run.Problem(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder["keys"]));
    }

    [Fact]
    public async Task Files_that_are_something_else_are_named()
    {
        var junk = _folder.Write("junk", new byte[100]);
        var model = _folder["m.zkm"];
        new StyleModel(SampleDecoders.Random(1, new TensorShape(1, 2, 2), [(3, true)])).WriteFile(model);

        var badModel = await CommandRun.Of("keygen", junk, "--srs", junk, "--out", _folder["keys"]);
        var badSrs = await CommandRun.Of("keygen", model, "--srs", junk, "--out", _folder["keys"]);
        var noSrs = await CommandRun.Of("keygen", model, "--srs", _folder["none"], "--out", _folder["keys"]);

        Assert.Contains($"cannot read the model {junk}", badModel.Problem(), StringComparison.Ordinal);
        Assert.Contains($"cannot read the SRS {junk}", badSrs.Problem(), StringComparison.Ordinal);
        Assert.Contains($"the SRS {_folder["none"]} does not exist", noSrs.Problem(), StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
