using System.CommandLine;
using ZkStyle.Cli.Commands;
using ZkStyle.Cli.Commands.Bench;
using ZkStyle.Cli.Output;

namespace ZkStyle.Cli;

/// <summary>The command line: parses it, runs one command, and answers with an exit code.</summary>
internal static class CommandLineApplication
{
    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="host">Streams and surroundings.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments, CommandHost host, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(host);
        var root = CreateRoot(host);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 && arguments.Count > 0)
        {
            var names = parsed.CommandResult.Command == root ? "zkstyle" : $"zkstyle {CommandPath(parsed)}";
            var problem = parsed.UnmatchedTokens is [var token, ..] ? $"{token} is no command or option here." : parsed.Errors[0].Message;
            host.Error.WriteLine($"zkstyle: {ErrorLine.OneLine(problem)} See: {names} --help");
            return ExitCode.Usage;
        }

        // Without arguments the help is what was missing.
        var help = arguments.Count == 0;
        var configuration = new InvocationConfiguration
        {
            Output = host.Output,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = host.TerminationTimeout,
        };
        var code = await (help ? root.Parse(["--help"]) : parsed).InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
        return help ? ExitCode.Usage : code;
    }

    private static RootCommand CreateRoot(CommandHost host)
    {
        var root = new RootCommand("ZkStyle: trains a style, decodes images with it, and proves on chain which model decoded them.")
        {
            DemoCommand.Create(host),
            DatasetCommand.Create(host),
            TrainCommand.Create(host),
            EvalCommand.Create(host),
            PicturesCommand.Create(host),
            StylizeCommand.Create(host),
            DecodeCommand.Create(host),
            ImportCommand.Create(host),
            ExportCommand.Create(host),
            ReportCommand.Create(host),
            SrsCommand.Create(host),
            KeygenCommand.Create(host),
            ProveCommand.Create(host),
            VerifyCommand.Create(host),
            DeployCommand.Create(host),
            RegisterCommand.Create(host),
            MintCommand.Create(host),
            GalleryCommand.Create(host),
            AuditCommand.Create(host),
            BenchCommand.Create(host),
        };
        root.Options.Add(CommandBinding.Json);
        return root;
    }

    private static string CommandPath(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result.Parent is System.CommandLine.Parsing.CommandResult parent; result = parent)
            names.Insert(0, result.Command.Name);
        return string.Join(' ', names);
    }
}
