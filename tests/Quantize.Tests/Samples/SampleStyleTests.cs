using System.Globalization;
using ZkStyle.Quantize.Calibration;
using ZkStyle.Quantize.Evaluation;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Tests.Samples;

/// <summary>The shipped styles, as files.</summary>
public sealed class SampleStyleTests
{
    private const int MaxFileBytes = 300_000;

    private static readonly string s_folder = Folder();

    [Theory]
    [InlineData("nouns-palette", DecoderHead.Palette)]
    [InlineData("nouns-rgb", DecoderHead.Rgb)]
    public void A_shipped_style_is_small_fits_its_circuit_and_has_the_log_of_its_training(string name, DecoderHead head)
    {
        var path = Path.Combine(s_folder, $"{name}.zkm");
        Assert.InRange(new FileInfo(path).Length, 1, MaxFileBytes);
        var model = StyleModel.ReadFile(path);
        Assert.Equal(head, model.Head);
        Assert.True(model.HasEncoder && DecoderBounds.Of(model.Decoder).Fits);

        var log = File.ReadAllLines(Path.Combine(s_folder, $"{name}-log.csv"));
        var provenance = model.Provenance;
        Assert.Equal(provenance.PlannedSteps, provenance.Steps);
        Assert.StartsWith(
            string.Create(CultureInfo.InvariantCulture, $"# architecture {provenance.Architecture}, seed {provenance.Seed}, {provenance.Steps} steps,"), log[0], StringComparison.Ordinal);
        Assert.EndsWith(provenance.DatasetDigest, log[2], StringComparison.Ordinal);
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{provenance.Steps},"), log[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nouns-palette")]
    [InlineData("nouns-rgb")]
    public void A_shipped_style_leaves_unseen_pictures_recognizable(string name)
    {
        var model = StyleModel.ReadFile(Path.Combine(s_folder, $"{name}.zkm"));
        var pictures = Directory.GetFiles(Path.Combine(s_folder, "pictures"), "*.png").Order(StringComparer.Ordinal).Select(Read).ToArray();
        Assert.Equal(64, pictures.Length);
        var edges = Array.ConvertAll(pictures, picture => EdgeMap.Of(picture, 32));
        var made = Array.ConvertAll(pictures, picture => EdgeMap.Of(model.Decode(model.Encode(picture)), 32));
        var found = Enumerable.Range(0, pictures.Length).Count(i => made[i].NearestOf(edges) == i);
        Assert.True(found >= PassBar.Retrieval * pictures.Length, $"{found} of {pictures.Length} found by their edges");
        Assert.InRange(made.Zip(edges, (a, b) => a.CorrelationWith(b)).Average(), PassBar.EdgeCorrelation, 1);
    }

    private static RgbImage Read(string path)
    {
        using var stream = File.OpenRead(path);
        return PngReader.Read(stream).Flatten();
    }

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ZkStyle.sln")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("No folder above the tests holds ZkStyle.sln."), "samples");
    }
}
