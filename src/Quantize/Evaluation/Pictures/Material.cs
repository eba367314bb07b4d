namespace ZkStyle.Quantize.Evaluation.Pictures;

/// <summary>How a surface looks at one place.</summary>
/// <param name="Colour">Its colour under white light.</param>
/// <param name="Gloss">Strength of the highlight, 0 to about 1.</param>
/// <param name="Glow">How much of its colour it gives off by itself.</param>
internal readonly record struct Material(Colour Colour, double Gloss = 0, double Glow = 0);
