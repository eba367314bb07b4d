using System.CommandLine;
using ZkStyle.Cli.Benchmarks.Kernels;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Commands.Bench;

/// <summary><c>zkstyle bench field</c>, <c>ntt</c> and <c>msm</c>: what the prover is made of, operation by operation.</summary>
internal static class KernelCommand
{
    private const int SmallestLogSize = 4;
    private const int LargestLogSize = 22;
    private const int MostSeconds = 600;

    /// <summary>Creates <c>bench field</c>.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command CreateField(CommandHost host) => Create(
        host, "field", "Multiplications, additions and inversions of field elements", FieldOperations.StandardSizes,
        (sizes, threads, _, _) => FieldOperations.List(sizes, threads));

    /// <summary>Creates <c>bench ntt</c>.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command CreateTransforms(CommandHost host) => Create(
        host, "ntt", "Number-theoretic transforms: forward, inverse, on a coset", TransformOperations.StandardSizes,
        (sizes, threads, _, _) => TransformOperations.List(sizes, threads));

    /// <summary>Creates <c>bench msm</c>.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command CreateSums(CommandHost host) => Create(
        host, "msm", "Multi-scalar sums of full, 8-bit and 24-bit scalars", SumOperations.StandardSizes,
        (sizes, threads, progress, cancellationToken) => SumOperations.Create(
            sizes.Max(), new ProgressAdapter<double>(f => progress.Report("points", f)), cancellationToken).List(sizes, threads));

    private static Command Create(
        CommandHost host, string name, string description, IReadOnlyList<int> standardSizes,
        Func<IReadOnlyList<int>, IReadOnlyList<int>, IPhaseProgress, CancellationToken, IEnumerable<MeasuredOperation>> list)
    {
        var sizes = BenchArguments.Sizes("--sizes", SmallestLogSize, LargestLogSize, standardSizes);
        var threads = BenchArguments.ThreadCounts();
        var seconds = CommonArguments.Integer("--seconds", "Time to spend on each operation; five calls are made in any case", 0, MostSeconds, 1);
        var command = new Command(name, description) { sizes, threads, seconds };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var result = await console.WatchAsync($"bench {name}", progress =>
            {
                var machine = MachineInfo.Current();
                var operations = list(parsed.GetRequiredValue(sizes), parsed.GetRequiredValue(threads), progress, cancellationToken).ToList();
                return new KernelBenchmark(
                    machine, OperationTimer.Measure(operations, TimeSpan.FromSeconds(parsed.GetValue(seconds)), progress, cancellationToken));
            }, cancellationToken).ConfigureAwait(false);
            console.Present(result, result.ToTable());
            return ExitCode.Success;
        });
    }
}
