using System.CommandLine;
using ZkStyle.Circuit;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle keygen</c>: the keys of a model.</summary>
internal static class KeygenCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var srsFile = new Option<string>("--srs") { Description = "The SRS, as zkstyle srs makes it", HelpName = "SRS", Required = true };
        var folder = CommonArguments.Out("The folder that receives MODEL.pk and MODEL.vk");
        var command = new Command("keygen", "Make the proving and verifying key of a model") { model, srsFile, folder };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var modelPath = parsed.GetRequiredValue(model);
            var paths = KeyPaths.In(parsed.GetRequiredValue(folder), modelPath);
            var decoder = ModelFile.Read(modelPath).Decoder;
            InputFile.RequireExists(parsed.GetRequiredValue(srsFile), "SRS");
            OutputFile.RequireWritable(paths.ProvingKey);
            var meter = new WorkMeter();
            var (key, origin) = await console.WatchAsync("keygen", progress =>
            {
                progress.Report("compile", 0);
                var circuit = DecoderCompiler.Compile(decoder);
                cancellationToken.ThrowIfCancellationRequested();
                progress.Report("read SRS", 0);
                var srs = ProofFiles.ReadSrs(parsed.GetRequiredValue(srsFile));
                cancellationToken.ThrowIfCancellationRequested();
                return (ModelProver.GenerateKeys(circuit, srs, progress, cancellationToken), srs.Origin.Name);
            }, cancellationToken).ConfigureAwait(false);
            ProofFiles.WriteKeys(paths, key, cancellationToken);
            var cost = meter.Stop();
            if (key.VerifyingKey.IsUnsafe)
                console.Log(UnsafeNotice.OfKey);
            var result = new Result(
                paths.ProvingKey, paths.VerifyingKey, Convert.ToHexStringLower(key.VerifyingKey.Digest), key.VerifyingKey.LogSize,
                key.VerifyingKey.IsUnsafe, origin, Convert.ToHexStringLower([.. key.VerifyingKey.SrsDigest]), new FileInfo(paths.ProvingKey).Length, new FileInfo(paths.VerifyingKey).Length, cost.Milliseconds);
            console.Present(
                result,
                $"keys of 2^{result.LogSize} rows in {Figures.Time(cost.Milliseconds)}: {result.ProvingKey} ({Figures.Bytes(result.ProvingKeyBytes)}), {result.VerifyingKey} ({Figures.Bytes(result.VerifyingKeyBytes)})\nkey digest 0x{result.Digest}\nSRS: {origin}");
            return ExitCode.Success;
        });
    }

    private sealed record Result(
        string ProvingKey, string VerifyingKey, string Digest, int LogSize, bool IsUnsafe, string SrsOrigin, string SrsDigest,
        long ProvingKeyBytes, long VerifyingKeyBytes, double Milliseconds);
}
