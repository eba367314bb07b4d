namespace ZkStyle.Quantize.Datasets;

/// <summary>One part of a Noun, drawn on the whole canvas.</summary>
/// <param name="Indices">Palette index of each of 32x32 pixels, line by line; 0 leaves the canvas as it is.</param>
/// <param name="IsHeldOut">Whether training must not see the part.</param>
internal sealed record NounsPart(byte[] Indices, bool IsHeldOut);
