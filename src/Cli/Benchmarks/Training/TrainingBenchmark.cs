using System.Globalization;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Benchmarks.Training;

/// <summary>What training steps took.</summary>
/// <param name="Machine">Where.</param>
/// <param name="Kernel">What the convolutions ran on.</param>
/// <param name="Batch">Pictures a step.</param>
/// <param name="Steps">Steps measured.</param>
/// <param name="MultiplyAccumulates">Multiply-accumulates of a step's convolutions.</param>
/// <param name="Parameters">Numbers that a step trains.</param>
/// <param name="MedianMs">Median wall time of a step.</param>
/// <param name="LowerQuartileMs">A quarter of the steps took less.</param>
/// <param name="UpperQuartileMs">A quarter of the steps took more.</param>
/// <param name="MinimumMs">The fastest step.</param>
/// <param name="MedianProcessorMs">Median user and system time of a step, over all threads.</param>
/// <param name="Loss">The last loss, the same for the same seed and numbers of steps on one machine.</param>
internal sealed record TrainingBenchmark(
    MachineInfo Machine, string Kernel, int Batch, int Steps, long MultiplyAccumulates, long Parameters,
    double MedianMs, double LowerQuartileMs, double UpperQuartileMs, double MinimumMs, double MedianProcessorMs, float Loss)
{
    private const double PerMillisecond = 1e-6;

    /// <summary>The figures for a person.</summary>
    /// <returns>One row.</returns>
    public ResultTable ToTable() =>
        new ResultTable("kernel", "batch", "steps", "median", "quartiles", "fastest", "processor time", "GMAC/s") { Title = Machine.ToString() }.Add(
            Kernel, Figures.Count(Batch), Figures.Count(Steps), Milliseconds(MedianMs), $"{Milliseconds(LowerQuartileMs)} to {Milliseconds(UpperQuartileMs)}",
            Milliseconds(MinimumMs), Milliseconds(MedianProcessorMs), (MultiplyAccumulates / MedianMs * PerMillisecond).ToString("N1", CultureInfo.InvariantCulture));

    private static string Milliseconds(double value) => Figures.Number(value, "ms");
}
