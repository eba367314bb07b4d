using System.CommandLine;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Prover.Commitments;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle srs</c>: makes structured reference strings.</summary>
internal static class SrsCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host) => new("srs", "Make a structured reference string, which keys are made from") { CreateUnsafe(host) };

    private static Command CreateUnsafe(CommandHost host)
    {
        var power = CommonArguments.Integer("--power", $"log2 of the number of points, 0 to {Srs.MaxPower}; decoders need at least 17", 0, Srs.MaxPower, null);
        var path = new Option<string>("--out") { Description = "The SRS file; unsafe-K.srs when not given", HelpName = "SRS" };
        var command = new Command("unsafe", "Make an SRS on this machine: whoever runs this could forge proofs, so it is for tests and demonstrations only") { power, path };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var k = parsed.GetValue(power);
            var file = parsed.GetValue(path) ?? $"unsafe-{k}.srs";
            OutputFile.RequireWritable(file);
            var srs = await console.WatchAsync(
                "unsafe SRS",
                progress => UnsafeSrs.Generate(k, progress: new ProgressAdapter<double>(f => progress.Report("points", f)), cancellationToken: cancellationToken),
                cancellationToken).ConfigureAwait(false);
            OutputFile.Write(file, srs.Write, cancellationToken);
            console.Log(UnsafeNotice.OfSrs);
            var bytes = new FileInfo(file).Length;
            console.Present(
                new Result(file, k, srs.Origin.Name, srs.IsUnsafe, Convert.ToHexStringLower(srs.Digest), bytes),
                $"UNSAFE SRS of 2^{k} points, {Figures.Bytes(bytes)}: {file}");
            return ExitCode.Success;
        });
    }

    private sealed record Result(string Srs, int Power, string Origin, bool IsUnsafe, string Digest, long Bytes);
}
