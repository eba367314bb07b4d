using System.CommandLine;
using ZkStyle.Cli.Benchmarks.Training;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Cli.Commands.Bench;

/// <summary><c>zkstyle bench train</c>: a training step of the palette architecture.</summary>
internal static class TrainBenchCommand
{
    private const int MostSteps = 100_000;

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var steps = CommonArguments.Integer("--steps", "Steps to measure", 1, MostSteps, 40);
        var warmUp = CommonArguments.Integer("--warm-up", "Steps before those", 0, MostSteps, 40);
        var batch = CommonArguments.Integer("--batch", "Pictures a step", 1, 256, 16);
        var seed = CommonArguments.Seed();
        var command = new Command("train", "Training steps of a palette autoencoder on random pictures") { steps, warmUp, batch, seed };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var result = await console.WatchAsync(
                "bench train",
                progress => TrainingTimer.Measure(
                    new PaletteTrainingStep(parsed.GetValue(batch), parsed.GetValue(seed)), parsed.GetValue(warmUp), parsed.GetValue(steps), progress, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            console.Present(result, result.ToTable());
            return ExitCode.Success;
        });
    }
}
