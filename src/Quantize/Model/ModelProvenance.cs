namespace ZkStyle.Quantize.Model;

/// <summary>How a model came to be: what is needed to train it again.</summary>
/// <param name="Architecture">Name of the architecture.</param>
/// <param name="Seed">Seed of weights and training data.</param>
/// <param name="Steps">Training steps done.</param>
/// <param name="PlannedSteps">Training steps of the schedule; more than <paramref name="Steps"/> when training was stopped.</param>
/// <param name="BatchSize">Images per step.</param>
/// <param name="LearningRate">Highest learning rate.</param>
/// <param name="Dataset">Name of the data set.</param>
/// <param name="DatasetDigest">SHA-256 of the data set's content in hexadecimal.</param>
public sealed record ModelProvenance(
    string Architecture, ulong Seed, int Steps, int PlannedSteps, int BatchSize, float LearningRate, string Dataset, string DatasetDigest)
{
    /// <summary>Of a model that was not trained.</summary>
    public static ModelProvenance Untrained { get; } = new("", 0, 0, 0, 0, 0, "", "");
}
