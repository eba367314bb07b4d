using ZkStyle.Cli.Tests.Support;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Tests.Commands;

/// <summary>The commands of the style's side, on a folder of a few small pictures.</summary>
public sealed class TrainCommandTests : IDisposable
{
    private const int Pictures = 9;

    private readonly TemporaryFolder _folder = new();

    public TrainCommandTests()
    {
        Directory.CreateDirectory(_folder["pictures"]);
        var random = new Random(11);
        for (var i = 0; i < Pictures; i++)
        {
            var pixels = new byte[32 * 32 * 3];
            random.NextBytes(pixels);
            PngWriter.WriteFile(Path.Combine(_folder["pictures"], $"{i}.png"), new RgbImage(32, 32, pixels));
        }
    }

    [Fact]
    public async Task Commands_lead_from_a_folder_of_pictures_to_a_stylized_one()
    {
        var (data, model, latent) = (_folder["d.zkd"], _folder["m.zkm"], _folder["p.latent"]);
        var picture = Path.Combine(_folder["pictures"], "0.png");

        var dataset = await CommandRun.Of("dataset", "folder", _folder["pictures"], "--out", data, "--json");
        var trained = await CommandRun.Of("train", data, "--out", model, "--steps", "3", "--batch", "2", "--json");
        var scored = await CommandRun.Of("eval", model, "--data", data, "--count", "2", "--pictures", _folder["pictures"], "--sheet", _folder["sheet.png"], "--json");
        var stylized = await CommandRun.Of("stylize", model, picture, "--out", _folder["s.png"], "--latent", latent, "--json");
        var decoded = await CommandRun.Of("decode", model, latent, "--out", _folder["d.png"], "--raw", _folder["d.rgb"], "--json");
        var report = await CommandRun.Of("report", model, "--json");

        Assert.All([dataset, trained, scored, stylized, decoded, report], run => Assert.Equal((0, ""), (run.Code, run.Error)));
        Assert.Equal(3, trained.Json().GetProperty("steps").GetInt32());
        Assert.Equal(2, scored.Json().GetProperty("members").GetProperty("images").GetInt32());
        Assert.InRange(scored.Json().GetProperty("members").GetProperty("int8").GetProperty("psnr").GetDouble(), 1, 60);
        Assert.Equal(17, report.Json().GetProperty("logSize").GetInt32());
        Assert.Equal(File.ReadAllBytes(_folder["s.png"]), File.ReadAllBytes(_folder["d.png"]));
        // The default head is a palette's: the image is colour numbers, and the picture shows those colours.
        var indices = File.ReadAllBytes(_folder["d.rgb"]);
        Assert.Equal(32 * 32, indices.Length);
        using var png = File.OpenRead(_folder["d.png"]);
        using var file = File.OpenRead(model);
        Assert.Equal(StyleModel.Read(file).Render(indices).Pixels, PngReader.Read(png).Flatten().Pixels);
        Assert.True(File.Exists(_folder["m-loss.png"]) && File.Exists(_folder["m-sheet.png"]) && File.Exists(_folder["m-log.csv"]) && File.Exists(_folder["sheet.png"]));
        Assert.False(File.Exists(_folder["m.checkpoint"]));

        // The same seed gives the same bytes; in words as in JSON.
        var again = await CommandRun.Of("train", data, "--out", _folder["again.zkm"], "--steps", "3", "--batch", "2");
        Assert.StartsWith("trained 3 steps", again.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(model), File.ReadAllBytes(_folder["again.zkm"]));
    }

    [Fact]
    public async Task A_stopped_training_goes_on_from_its_checkpoint()
    {
        var (data, model) = (_folder["d.zkd"], _folder["m.zkm"]);
        await CommandRun.Of("dataset", "folder", _folder["pictures"], "--out", data);

        var stopped = await CommandRun.UntilAsync("step 3 of 8", "train", data, "--out", model, "--steps", "8", "--batch", "2");
        Assert.Equal(130, stopped.Code);
        Assert.Contains("stopped at step 3 of 8; go on with --resume", stopped.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(model));
        var resumed = await CommandRun.Of("train", data, "--out", model, "--resume", "--json");
        var whole = await CommandRun.Of("train", data, "--out", _folder["whole.zkm"], "--steps", "8", "--batch", "2");

        Assert.Equal((0, 0), (resumed.Code, whole.Code));
        Assert.Equal(8, resumed.Json().GetProperty("steps").GetInt32());
        Assert.Equal(File.ReadAllBytes(_folder["whole.zkm"]), File.ReadAllBytes(model));
    }

    [Fact]
    public async Task Mistakes_are_named()
    {
        var noFolder = await CommandRun.Of("dataset", "folder", _folder["none"], "--out", _folder["d"]);
        await CommandRun.Of("dataset", "folder", _folder["pictures"], "--out", _folder["d.zkd"]);
        var noCheckpoint = await CommandRun.Of("train", _folder["d.zkd"], "--out", _folder["m.zkm"], "--resume");
        var architecture = await CommandRun.Of("train", _folder["d.zkd"], "--out", _folder["m.zkm"], "--architecture", "huge");
        var steps = await CommandRun.Of("train", _folder["d.zkd"], "--out", _folder["m.zkm"], "--steps", "0");
        var noOutput = await CommandRun.Of("decode", "m.zkm", "l");

        Assert.Contains(_folder["none"], noFolder.Problem(), StringComparison.Ordinal);
        Assert.Contains($"the checkpoint {_folder["m.checkpoint"]} does not exist", noCheckpoint.Problem(), StringComparison.Ordinal);
        Assert.Contains("no architecture huge; there are palette, rgb, demo, reference", architecture.Problem(), StringComparison.Ordinal);
        Assert.StartsWith("--steps takes whole numbers from 1", steps.Problem(), StringComparison.Ordinal);
        Assert.Contains("--out PNG, --raw RGB or both", noOutput.Problem(), StringComparison.Ordinal);
        Assert.All([noFolder, noCheckpoint, architecture, noOutput], run => Assert.Equal(1, run.Code));
        Assert.Equal(2, steps.Code);
    }

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
