using System.Text.Json;
using ZkStyle.Cli.Demo;
using ZkStyle.Cli.Output;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Cli.Tests.Support;

/// <summary>
/// The demonstration, run once with next to no training: a real model, real keys, a real proof at 2^17 rows, minted on
/// a real local chain. Tests use the files it left.
/// </summary>
public sealed class DemoFixture : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _log = new();

    /// <summary>The files.</summary>
    internal DemoFiles Files => new(_folder.Root);

    /// <summary>What the demonstration gave.</summary>
    internal DemoReceipt Receipt { get; private set; } = null!;

    /// <summary>What it said.</summary>
    internal string Log => _log.ToString();

    /// <summary>The receipt as it was written.</summary>
    internal JsonElement ReceiptFile
    {
        get
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Files.Receipt));
            return document.RootElement.Clone();
        }
    }

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        var host = new CommandHost { Output = TextWriter.Null, Error = TextWriter.Synchronized(_log) };
        var options = new DemoOptions(_folder.Root, new TrainingOptions { Architecture = StyleArchitecture.Demo, Steps = 2, BatchSize = 2, Seed = 5 });
        Receipt = await new DemoRunner(options, new CommandConsole(host, isJson: false)).RunAsync(CancellationToken.None);
    }

    /// <summary>The command line that verifies the proof, with some of its files replaced.</summary>
    internal string[] VerifyArguments(
        string? key = null, string? latent = null, string? image = null, string? context = null, string? proof = null) =>
    [
        "verify",
        "--key", key ?? Files.Keys.VerifyingKey,
        "--latent", latent ?? Files.Latent,
        "--image", image ?? Files.Planes,
        "--context", context ?? Bytes32.Parse(Receipt.Context).ToString(),
        proof ?? Files.Proof,
    ];

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        _log.Dispose();
        _folder.Dispose();
    }
}
