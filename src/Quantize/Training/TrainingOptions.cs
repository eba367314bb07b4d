namespace ZkStyle.Quantize.Training;

/// <summary>How to train. The same options, data set and machine give the same bytes.</summary>
public sealed record TrainingOptions
{
    /// <summary>Steps of the fast profile: about two minutes on two cores.</summary>
    public const int FastSteps = 1000;

    /// <summary>Steps of a full run.</summary>
    public const int FullSteps = 12000;

    /// <summary>What to train.</summary>
    public StyleArchitecture Architecture { get; init; } = StyleArchitecture.Palette;

    /// <summary>Seed of weights and training pairs.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Training steps, at least 1. With a <see cref="TimeBudget"/> this is the most that will be planned.</summary>
    public int Steps { get; init; } = FullSteps;

    /// <summary>
    /// If set, the number of steps is planned after the first ones so that the run takes about this long on this
    /// machine; the number is recorded, and training again with that many steps gives the same bytes.
    /// </summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>Pairs per step, at least 2.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Highest learning rate; reached after the warm-up, then lowered along a cosine.</summary>
    public float LearningRate { get; init; } = 2e-3f;

    /// <summary>Largest norm of all gradients together.</summary>
    public float ClipNorm { get; init; } = 2f;

    /// <summary>Decoupled decay of convolution weights, as a share per unit of learning rate.</summary>
    public float WeightDecay { get; init; } = 0.01f;

    /// <summary>
    /// Share of all steps that are quantization-aware, in [0, 0.5]: at the end, on the decoder alone, with weights and activations rounded as INT8
    /// inference rounds them.
    /// </summary>
    public double TuningShare { get; init; } = 0.1;

    /// <summary>Share of inputs that are left as clean as their targets, in [0, 1].</summary>
    public double CleanShare { get; init; } = 0.3;

    /// <summary>Share of inputs on a background that is not the collection's, in [0, 1].</summary>
    public double BackgroundShare { get; init; } = 0.5;

    /// <summary>Where to keep a checkpoint; null keeps none.</summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Steps between checkpoints, at least 1.</summary>
    public int CheckpointEvery { get; init; } = 500;

    /// <summary>The profile of the demo: about two minutes on two cores.</summary>
    public static TrainingOptions Fast { get; } = new() { Architecture = StyleArchitecture.Demo, Steps = FastSteps, TuningShare = 0 };

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Validate()
    {
        Check(Architecture is not null, nameof(Architecture), "must be given");
        Check(Steps is >= 1 and <= 10_000_000, nameof(Steps), "must be from 1 to 10,000,000");
        Check(TimeBudget is null || TimeBudget > TimeSpan.Zero, nameof(TimeBudget), "must be positive");
        Check(BatchSize is >= 2 and <= 1024, nameof(BatchSize), "must be from 2 to 1,024");
        Check(LearningRate is > 0 and <= 1, nameof(LearningRate), "must be above 0 and at most 1");
        Check(ClipNorm is > 0 and < float.PositiveInfinity, nameof(ClipNorm), "must be positive");
        Check(WeightDecay is >= 0 and <= 10, nameof(WeightDecay), "must be from 0 to 10");
        Check(TuningShare is >= 0 and <= 0.5, nameof(TuningShare), "must be from 0 to 0.5");
        Check(CleanShare is >= 0 and <= 1, nameof(CleanShare), "must be from 0 to 1");
        Check(BackgroundShare is >= 0 and <= 1, nameof(BackgroundShare), "must be from 0 to 1");
        Check(CheckpointEvery >= 1, nameof(CheckpointEvery), "must be at least 1");
    }

    private static void Check(bool holds, string name, string rule)
    {
        if (!holds)
            throw new ArgumentException($"Training option {name} {rule}.");
    }
}
