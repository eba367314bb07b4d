using System.CommandLine;
using ZkStyle.Cli.Benchmarks.Circuits;
using ZkStyle.Cli.Benchmarks.Processes;
using ZkStyle.Cli.Benchmarks.Scaling;
using ZkStyle.Cli.Benchmarks.Synthetic;

namespace ZkStyle.Cli.Commands.Bench;

/// <summary><c>zkstyle bench scaling</c>: how a proof's cost grows with the circuit.</summary>
internal static class ScalingCommand
{
    /// <summary>The largest synthetic circuit measured.</summary>
    internal const int LargestLogSize = 22;

    private static readonly int[] s_standardSizes = [14, 15, 16, 17, 18, 19, 20];
    private static readonly int[] s_standardDecoders = [17, 18, 19, 20];

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var sizes = BenchArguments.Sizes("--sizes", SyntheticCircuit.MinimumLogSize, LargestLogSize, s_standardSizes);
        var decoders = new Option<bool>("--decoders")
        {
            Description = $"Measure decoders of 2^{DecoderBenchmarkCircuit.SmallestLogSize} to 2^{DecoderBenchmarkCircuit.LargestLogSize} rows too",
        };
        var threads = BenchArguments.ThreadCounts();
        var proofs = BenchArguments.Proofs();
        var seed = CommonArguments.Seed();
        var folder = BenchArguments.Work();
        var command = new Command("scaling", "Prove synthetic circuits of growing size, each in a process of its own") { sizes, decoders, threads, proofs, seed, folder };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            using var work = new WorkFolder(parsed.GetValue(folder));
            var runner = new ScalingRunner(work, parsed.GetValue(seed), parsed.GetValue(proofs));
            var circuits = parsed.GetRequiredValue(sizes).Select(size => (CircuitKind.Synthetic, size))
                .Concat(parsed.GetValue(decoders) ? s_standardDecoders.Select(size => (CircuitKind.Decoder, size)) : []).ToList();
            var result = await console.WatchAsync(
                "bench scaling", progress => runner.Run(circuits, parsed.GetRequiredValue(threads), progress, cancellationToken), cancellationToken).ConfigureAwait(false);
            console.Present(result, result.ToTable());
            return ExitCode.Success;
        });
    }
}
