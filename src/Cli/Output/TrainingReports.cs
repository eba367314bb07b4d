using System.Globalization;
using ZkStyle.Quantize.Training;

namespace ZkStyle.Cli.Output;

/// <summary>Shows a training's progress.</summary>
internal static class TrainingReports
{
    /// <summary>Passes training progress on.</summary>
    /// <param name="progress">Where to.</param>
    /// <returns>What a trainer reports to.</returns>
    public static IProgress<TrainingProgress> To(IPhaseProgress progress) => new ProgressAdapter<TrainingProgress>(
        p => progress.Report("steps", (double)p.Step / p.Steps, string.Create(
            CultureInfo.InvariantCulture,
            $"step {p.Step} of {p.Steps}, loss {p.SmoothedLoss:0.0000}, {p.PicturesPerSecond:0} pictures/s, {Figures.Time(p.Remaining.TotalMilliseconds)} left")));
}
