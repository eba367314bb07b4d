namespace ZkStyle.Quantize.Training;

/// <summary>Draws one training pair. Safe to call for different pairs at the same time.</summary>
/// <param name="n">Which pair of the batch.</param>
/// <param name="picture">Receives the picture, CHW in [0, 1]: 3 * 64 * 64 floats.</param>
/// <param name="target">Receives the picture in the style, likewise.</param>
internal delegate void PairSource(int n, Span<float> picture, Span<float> target);
