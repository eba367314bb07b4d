namespace ZkStyle.Quantize.Datasets;

/// <summary>How training inputs are made to differ from their targets.</summary>
/// <param name="Strength">Scale of all degradations, 0 (none) to 1 (full).</param>
/// <param name="CleanShare">Share of inputs left as their target is, in [0, 1].</param>
/// <param name="BackgroundShare">Share of inputs that get a background of any colour, in [0, 1]; the target keeps the collection's own.</param>
internal readonly record struct PairOptions(double Strength, double CleanShare, double BackgroundShare);
