using System.CommandLine;
using ZkStyle.Circuit;
using ZkStyle.Cli.Files;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle report</c>: what proving a model costs.</summary>
internal static class ReportCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var command = new Command("report", "Compile a model and report rows, columns, constraints, lookups, degree and memory") { model };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var decoder = ModelFile.Read(parsed.GetRequiredValue(model)).Decoder;
            var report = await console.WatchAsync("compile", _ => DecoderCompiler.Compile(decoder).Report, cancellationToken).ConfigureAwait(false);
            console.Present(report, report.ToText().TrimEnd());
            return ExitCode.Success;
        });
    }
}
