namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>What colour a place has.</summary>
/// <param name="x">To the right, 0 to 64 across the picture.</param>
/// <param name="y">Downwards, 0 to 64.</param>
/// <returns>The colour.</returns>
internal delegate Colour Paint(double x, double y);
