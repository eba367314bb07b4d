using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using ZkStyle.Quantize.Datasets;
using ZkStyle.Quantize.Imaging;
using ZkStyle.Quantize.Model;
using ZkStyle.Quantize.Training;

namespace ZkStyle.MintApi.Tests.Support;

/// <summary>The service in this process, with a folder of models of its own.</summary>
public sealed class ApiServer : IDisposable
{
    private readonly WebApplicationFactory<Program> _factory;

    /// <summary>Creates a service that starts with the first client.</summary>
    /// <param name="settings">Settings besides the model folder.</param>
    public ApiServer(params (string Name, string Value)[] settings)
    {
        Folder = Directory.CreateTempSubdirectory("zkstyle-api-").FullName;
        _factory = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("Logging:LogLevel:Default", "Warning")
            .ConfigureAppConfiguration(configuration => configuration.AddInMemoryCollection(
                settings.Select(s => KeyValuePair.Create($"{MintApiOptions.Section}:{s.Name}", (string?)s.Value))
                    .Append(new($"{MintApiOptions.Section}:{nameof(MintApiOptions.ModelFolder)}", Folder)))));
    }

    /// <summary>The model folder.</summary>
    public string Folder { get; }

    /// <summary>A model with encoder, barely trained.</summary>
    public static StyleModel Style { get; } = Train();

    /// <summary>A client of the service.</summary>
    public HttpClient CreateClient() => _factory.CreateClient();

    /// <summary>Puts a model that can stylize into the folder.</summary>
    public void AddStyle(string name) => Style.WriteFile(Path.Combine(Folder, name + ".zkm"));

    /// <inheritdoc />
    public void Dispose()
    {
        _factory.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static StyleModel Train()
    {
        var random = new Random(9);
        var pictures = Enumerable.Range(0, 3).Select(_ =>
        {
            var pixels = new byte[64 * 64 * 3];
            random.NextBytes(pixels);
            return new RgbImage(64, 64, pixels);
        });
        var trainer = StyleTrainer.Start(new ImageDataset("three pictures", [.. pictures]), new TrainingOptions { Architecture = StyleArchitecture.Demo, Steps = 1, BatchSize = 2 });
        trainer.Run();
        return trainer.Quantize().Model;
    }
}
