namespace ZkStyle.Quantize.Model;

/// <summary>What one layer computed for one latent.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Shape">Shape of the three tensors.</param>
/// <param name="Sums">Each input's sums of products times its multiplier, added over the inputs, without offset, CHW.</param>
/// <param name="Requantized">q = (sum + offset) >> 16, CHW.</param>
/// <param name="Activations">The activation of q, CHW: 0 to 127 after a rectifier, -127 to 127 for signed sums, 0 to 255 for image bytes, any 32-bit score.</param>
public sealed record LayerTrace(QuantizedLayer Layer, TensorShape Shape, long[] Sums, long[] Requantized, int[] Activations);
