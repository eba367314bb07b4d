using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Cli.Tests.Support;

/// <summary>A data set of a few pictures, and a model that hardly learnt from it: enough for commands that need one.</summary>
public sealed class StyleFixture : IAsyncLifetime, IDisposable
{
    private const int Count = 9;

    private readonly TemporaryFolder _folder = new();

    /// <summary>The model.</summary>
    public string Model => _folder["m.zkm"];

    /// <summary>Its data set.</summary>
    public string Data => _folder["d.zkd"];

    /// <summary>The folder of pictures that the data set is made of.</summary>
    public string Pictures => _folder["pictures"];

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Pictures);
        var random = new Random(21);
        for (var i = 0; i < Count; i++)
        {
            var small = new RgbImage(8, 8);
            random.NextBytes(small.Pixels);
            PngWriter.WriteFile(Path.Combine(Pictures, $"{i}.png"), ImageResizer.Box(small, 64, 64));
        }

        await CommandRun.Of("dataset", "folder", Pictures, "--out", Data);
        await CommandRun.Of("train", Data, "--out", Model, "--architecture", "demo", "--steps", "2", "--batch", "2");
    }

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
