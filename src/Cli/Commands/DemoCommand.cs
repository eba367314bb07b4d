using System.CommandLine;
using ZkStyle.Cli.Demo;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle demo</c>: the whole way once, from pictures to a token on a local chain.</summary>
internal static class DemoCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var fast = new Option<bool>("--fast") { Description = "Train for about two minutes instead of all steps" };
        var folder = new Option<string>("--out") { Description = "The folder that receives all files", HelpName = "DIR", DefaultValueFactory = _ => "out" };
        var seed = CommonArguments.Seed();
        var command = new Command("demo", "Train a style, prove one decoded image, have a contract verify the proof, and mint it, on a local chain") { fast, folder, seed };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var options = DemoOptions.Create(parsed.GetRequiredValue(folder), parsed.GetValue(fast), parsed.GetValue(seed));
            var receipt = await new DemoRunner(options, console).RunAsync(cancellationToken).ConfigureAwait(false);
            console.Present(receipt, DemoTables.Of(receipt));
            return ExitCode.Success;
        });
    }
}
