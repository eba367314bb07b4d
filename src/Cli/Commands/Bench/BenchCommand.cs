using System.CommandLine;

namespace ZkStyle.Cli.Commands.Bench;

/// <summary><c>zkstyle bench</c>: measures on this machine.</summary>
internal static class BenchCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host) => new("bench", "Measure on this machine")
    {
        KernelCommand.CreateField(host),
        KernelCommand.CreateTransforms(host),
        KernelCommand.CreateSums(host),
        ProveBenchCommand.Create(host),
        ScalingCommand.Create(host),
        PeersCommand.Create(host),
        TrainBenchCommand.Create(host),
        ChildCommands.CreateKeys(host),
        ChildCommands.CreateProve(host),
    };
}
