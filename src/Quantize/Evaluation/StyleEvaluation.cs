using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Evaluation;

/// <summary>All that is measured of a model, and the bar it should pass.</summary>
/// <param name="Head">The model's head.</param>
/// <param name="Members">Reconstruction of held-out members of the collection.</param>
/// <param name="Pictures">Style and content of other pictures.</param>
public sealed record StyleEvaluation(DecoderHead Head, EvaluationResult Members, PictureScores Pictures)
{
    /// <summary>The bar, line by line.</summary>
    public IReadOnlyList<PassBarLine> Bar => PassBar.Of(Head, Members, Pictures);

    /// <summary>Whether no line fails.</summary>
    public bool Holds => Bar.All(line => line.Holds != false);
}
