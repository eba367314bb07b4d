using ZkStyle.Quantize.Training;

namespace ZkStyle.Cli.Demo;

/// <summary>What to demonstrate.</summary>
/// <param name="Folder">Receives all files.</param>
/// <param name="Training">How to train; its seed also picks the picture that is minted.</param>
internal sealed record DemoOptions(string Folder, TrainingOptions Training)
{
    // On a slow machine the time bounds the training, on a fast one the number of steps. The plan is made from the first
    // steps, which are the slowest, so that two thirds of this time is what it takes.
    private static readonly TimeSpan s_fastBudget = TimeSpan.FromSeconds(180);

    /// <summary>The demonstration of the command line.</summary>
    /// <param name="folder">Receives all files.</param>
    /// <param name="isFast">Whether to train for about two minutes instead of all steps.</param>
    /// <param name="seed">The seed.</param>
    /// <returns>The options.</returns>
    public static DemoOptions Create(string folder, bool isFast, ulong seed) => new(
        folder,
        isFast ? TrainingOptions.Fast with { Seed = seed, TimeBudget = s_fastBudget } : new TrainingOptions { Architecture = StyleArchitecture.Demo, Seed = seed });
}
