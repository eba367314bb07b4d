using System.Diagnostics;
using ZkStyle.Cli.Benchmarks.Kernels;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Cli.Benchmarks.Training;

/// <summary>Times training steps in this process.</summary>
internal static class TrainingTimer
{
    /// <summary>Takes steps that are not measured, then some that are.</summary>
    /// <param name="step">The steps.</param>
    /// <param name="warmUp">Steps first, while the runtime compiles the hot loops for good.</param>
    /// <param name="steps">Steps measured, at least 1.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <returns>The figures.</returns>
    public static TrainingBenchmark Measure(PaletteTrainingStep step, int warmUp, int steps, IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var machine = MachineInfo.Current();
        var wall = new List<double>(steps);
        var processor = new List<double>(steps);
        var loss = 0f;
        for (var i = 0; i < warmUp + steps; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress.Report("steps", (double)i / (warmUp + steps));
            var (start, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            loss = step.Run();
            if (i < warmUp)
                continue;
            wall.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
        }

        var quantiles = new Quantiles(wall);
        return new TrainingBenchmark(
            machine, PaletteTrainingStep.Kernel, step.Batch, steps, step.MultiplyAccumulates, step.Parameters, quantiles.Median, quantiles.At(0.25), quantiles.At(0.75),
            quantiles.At(0), new Quantiles(processor).Median, loss);
    }
}
