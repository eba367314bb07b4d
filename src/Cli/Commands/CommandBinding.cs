using System.CommandLine;
using ZkStyle.Cli.Output;

namespace ZkStyle.Cli.Commands;

/// <summary>What all commands share: the --json option, and how failures become lines and exit codes.</summary>
internal static class CommandBinding
{
    /// <summary>The option every command has.</summary>
    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document instead of text and bars",
        Recursive = true,
    };

    /// <summary>Gives a command its action.</summary>
    /// <param name="command">The command.</param>
    /// <param name="host">Streams and surroundings.</param>
    /// <param name="action">Does the work and answers with an exit code; what it throws becomes one line.</param>
    /// <returns>The command.</returns>
    public static Command Runs(
        this Command command, CommandHost host, Func<ParseResult, CommandConsole, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var console = new CommandConsole(host, parsed.GetValue(Json));
            try
            {
                return await action(parsed, console, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception e) when (ErrorLine.Unwrap(e) is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                return Fail(host, console, e, "cancelled", ExitCode.Cancelled);
            }
            catch (Exception e)
            {
                return Fail(host, console, e, ErrorLine.Of(e), ExitCode.Failure);
            }
        });
        return command;
    }

    private static int Fail(CommandHost host, CommandConsole console, Exception exception, string line, int code)
    {
        if (console.IsJson)
            console.Present(new CommandFailure(line), "");
        host.Error.WriteLine($"zkstyle: {line}");
        if (host.IsDebug)
            host.Error.WriteLine(exception);
        host.Error.Flush();
        return code;
    }
}
