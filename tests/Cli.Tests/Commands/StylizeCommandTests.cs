using ZkStyle.Cli.Tests.Support;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Preparation;

namespace ZkStyle.Cli.Tests.Commands;

[Collection(StyleCollection.Name)]
public sealed class StylizeCommandTests : IDisposable
{
    private readonly StyleFixture _style;
    private readonly TemporaryFolder _folder = new();
    private readonly RgbImage _picture = new(90, 50);

    public StylizeCommandTests(StyleFixture style)
    {
        _style = style;
        for (var i = 0; i < 90 * 50; i++)
        {
            var inside = Math.Abs((i % 90) - 50) < 20 && Math.Abs((i / 90) - 25) < 15;
            _picture.Pixels.AsSpan(i * 3, 3).Fill(inside ? (byte)(i % 90 * 2) : (byte)240);
        }

        PngWriter.WriteFile(_folder["p.png"], _picture);
    }

    [Fact]
    public async Task What_the_model_sees_is_what_the_library_prepares()
    {
        (string[] Arguments, StylizeOptions Options)[] cases =
        [
            ([], new StylizeOptions()),
            (["--frame", "fit"], new StylizeOptions { Framing = PictureFraming.Fit }),
            (["--frame", "stretch", "--zoom", "1.5", "--offset", "0.1,-0.25"], new StylizeOptions { Framing = PictureFraming.Stretch, Zoom = 1.5, OffsetX = 0.1, OffsetY = -0.25 }),
            (["--remove-background", "--tolerance", "3"], new StylizeOptions { BackgroundTolerance = 3 }),
            (["--remove-background"], new StylizeOptions { BackgroundTolerance = 24 }),
        ];
        var model = StyleModel.ReadFile(_style.Model);
        foreach (var (arguments, options) in cases)
        {
            var run = await CommandRun.Of(["stylize", _style.Model, _folder["p.png"], "--out", _folder["o.png"], "--latent", _folder["l"], "--prepared", _folder["i.png"], "--scale", "3", "--json", .. arguments]);
            Assert.Equal((0, ""), (run.Code, run.Error));
            var input = PicturePreparation.Prepare(_picture, 64, options);
            Assert.Equal(input.Pixels, Pixels(_folder["i.png"]));
            Assert.Equal(model.Encode(input), File.ReadAllBytes(_folder["l"]));
            var image = model.Decode(model.Encode(input));
            Assert.Equal(ImageResizer.Box(image, 192, 192).Pixels, Pixels(_folder["o.png"]));
            Assert.Equal(192, run.Json().GetProperty("width").GetInt32());
        }
    }

    [Fact]
    public async Task A_signature_is_laid_over_before_encoding()
    {
        await CommandRun.Of("dataset", "nouns", "--out", _folder["nouns.zkd"]);
        string[] start = ["stylize", _style.Model, _folder["p.png"], "--out", _folder["o.png"], "--prepared", _folder["i.png"], "--data", _folder["nouns.zkd"], "--json"];
        var plain = PicturePreparation.Prepare(_picture, 64, new StylizeOptions());

        var chosen = await CommandRun.Of([.. start, "--signature-part", "2", "--at", "3,4"]);
        var first = Pixels(_folder["i.png"]);
        var drawn = await CommandRun.Of([.. start, "--signature", "--seed", "5"]);
        var second = Pixels(_folder["i.png"]);

        Assert.Equal((0, 0), (chosen.Code, drawn.Code));
        Assert.Equal(2, chosen.Json().GetProperty("signaturePart").GetInt32());
        var changed = Enumerable.Range(0, 64 * 64).Where(i => !first.AsSpan(i * 3, 3).SequenceEqual(plain.Pixels.AsSpan(i * 3, 3))).ToArray();
        Assert.True(changed.Length > 100);
        Assert.Equal((6, 8), (changed.Min(i => i % 64), changed.Min(i => i / 64)));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Mistakes_are_named()
    {
        string[] start = ["stylize", _style.Model, _folder["p.png"], "--out", _folder["o.png"]];
        (string[] Arguments, int Code, string Words)[] cases =
        [
            (["--frame", "round"], 2, "--frame takes crop, fit or stretch"),
            (["--zoom", "0.1"], 2, "--zoom takes numbers from 0.25 to 16"),
            (["--zoom", "nan"], 2, "--zoom takes numbers"),
            (["--offset", "1"], 2, "--offset takes two numbers"),
            (["--offset", "2,0"], 2, "--offset takes two numbers"),
            (["--at", "a,b"], 2, "--at takes two whole numbers"),
            (["--at", "1,2"], 1, "add --signature"),
            (["--tolerance", "256"], 2, "--tolerance takes whole numbers from 0 to 255"),
            (["--signature-part", "-1"], 2, "--signature-part takes whole numbers"),
            (["--scale", "0"], 2, "--scale takes whole numbers from 1 to 32"),
            (["--signature"], 1, "name its data set with --data"),
            (["--signature", "--data", _style.Data], 1, "has no signature part; leave --signature out"),
        ];
        foreach (var (arguments, code, words) in cases)
        {
            var run = await CommandRun.Of([.. start, .. arguments]);
            Assert.Equal(code, run.Code);
            Assert.Contains(words, run.Problem(), StringComparison.Ordinal);
        }

        await CommandRun.Of("dataset", "nouns", "--out", _folder["nouns.zkd"]);
        var part = await CommandRun.Of([.. start, "--signature-part", "4000", "--data", _folder["nouns.zkd"]]);
        Assert.Contains("no signature part 4000; there are 0 to", part.Problem(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["o.png"]));
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();

    private static byte[] Pixels(string path)
    {
        using var stream = File.OpenRead(path);
        return PngReader.Read(stream).Flatten().Pixels;
    }
}
