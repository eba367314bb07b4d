using System.CommandLine;
using ZkStyle.Cli.Benchmarks.Peers;
using ZkStyle.Cli.Benchmarks.Processes;

namespace ZkStyle.Cli.Commands.Bench;

/// <summary><c>zkstyle bench peers</c>: other provers and this one, on the same machine in the same run.</summary>
internal static class PeersCommand
{
    private const int SmallestLogSize = 8;
    private const int LargestLogSize = 20;
    private const int MostRounds = 100;
    private const int StampDigits = 12;

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var snarkjs = BenchArguments.Sizes("--snarkjs-sizes", SmallestLogSize, LargestLogSize, [14, 16]);
        var barretenberg = BenchArguments.Sizes("--bb-sizes", SmallestLogSize, LargestLogSize, [16, 17, 18]);
        var threads = BenchArguments.ThreadCounts();
        var rounds = CommonArguments.Integer("--rounds", "How often to run each prover", 1, MostRounds, 3);
        var folder = BenchArguments.Work();
        var command = new Command("peers", "Compare with snarkjs PLONK and Barretenberg UltraHonk, which are installed by npm on first use (Linux)")
        {
            snarkjs, barretenberg, threads, rounds, folder,
        };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            if (!OperatingSystem.IsLinux())
                throw new CommandException("bench peers measures processes as Linux reports them; run it on Linux");
            var options = new PeersOptions(
                parsed.GetRequiredValue(snarkjs), parsed.GetRequiredValue(barretenberg), parsed.GetRequiredValue(threads), parsed.GetValue(rounds));
            var packages = PeerPackages.Find();
            var result = await console.WatchAsync("bench peers", progress =>
            {
                progress.Report("packages", 0, "npm packages");
                packages.Install(cancellationToken);

                // Files prepared by other versions of the packages are no use to these.
                using var work = new WorkFolder(parsed.GetValue(folder) is { } named ? Path.Combine(named, packages.Stamp[..StampDigits]) : null);
                return new PeersRunner(options, packages, work).Run(progress, cancellationToken);
            }, cancellationToken).ConfigureAwait(false);
            console.Present(result, result.ToTables());
            return ExitCode.Success;
        });
    }
}
