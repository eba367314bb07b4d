using System.CommandLine;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Prover.Commitments;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle srs</c>: makes structured reference strings, or takes them from ceremonies.</summary>
internal static class SrsCommand
{
    private const string What = "powers of tau";
    private const int WholeFile = -1;

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host) => new("srs", "Make or import a structured reference string, which keys are made from")
    {
        CreateImport(host),
        CreateUnsafe(host),
    };

    private static Command CreateImport(CommandHost host)
    {
        var file = new Argument<string>("PTAU") { Description = "A ceremony's powers of tau over bn128, a .ptau file as snarkjs writes it" };
        var power = CommonArguments.Integer("--power", "log2 of the points to take; all the file has when not given", 0, Srs.MaxPower, WholeFile);
        power.HelpName = "K";
        var path = CommonArguments.Out("The SRS file");
        var command = new Command("import", "Take an SRS from a ceremony's powers of tau; every point taken is checked, by pairings too") { file, power, path };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var (source, output) = (parsed.GetRequiredValue(file), parsed.GetRequiredValue(path));
            var k = parsed.GetValue(power);
            InputFile.RequireExists(source, What);
            OutputFile.RequireWritable(output);
            var srs = await console.WatchAsync("import", progress => InputFile.Read(source, What, stream => PowersOfTauFile.Read(
                stream, Path.GetFileName(source), k == WholeFile ? null : k,
                progress: new ProgressAdapter<string>(phase => progress.Report(phase, 0)), cancellationToken: cancellationToken)), cancellationToken).ConfigureAwait(false);
            OutputFile.Write(output, srs.Write, cancellationToken);
            if (srs.IsUnsafe)
                console.Log(UnsafeNotice.OfSrs);
            else
                console.Log("compare the file's SHA-256 with the one its ceremony published: the points are consistent, who made them is not checked");
            var bytes = new FileInfo(output).Length;
            console.Present(
                new Result(output, srs.Power, srs.Origin.Name, srs.IsUnsafe, Convert.ToHexStringLower(srs.Digest), bytes),
                $"SRS of 2^{srs.Power} points, {Figures.Bytes(bytes)}: {output}\n{srs.Origin.Name}");
            return ExitCode.Success;
        });
    }

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
