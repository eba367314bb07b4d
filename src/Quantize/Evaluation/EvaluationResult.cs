namespace ZkStyle.Quantize.Evaluation;

/// <summary>A model's quality on held-out members of its collection.</summary>
/// <param name="Images">How many pictures.</param>
/// <param name="Int8">The INT8 decoder's figures.</param>
/// <param name="Float">The float decoder's figures; null when the model file has none.</param>
public sealed record EvaluationResult(int Images, Quality Int8, Quality? Float);
