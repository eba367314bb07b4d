namespace ZkStyle.Quantize.Evaluation;

/// <summary>What became of one evaluation picture.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="EdgeCorrelation">Correlation of its edges with those of what the model made of it.</param>
/// <param name="FoundAs">The picture whose edges are most like those of what the model made of it.</param>
/// <param name="Speckle">Share of single pixels in what the model made of it.</param>
public sealed record PictureScore(string Name, double EdgeCorrelation, string FoundAs, double Speckle)
{
    /// <summary>Whether the right picture was found.</summary>
    public bool IsFound => Name == FoundAs;
}
