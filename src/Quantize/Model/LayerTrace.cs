namespace ZkStyle.Quantize.Model;

/// <summary>What one layer computed for one latent.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Shape">Shape of the three tensors.</param>
/// <param name="Accumulators">The sums of products, without offset, CHW.</param>
/// <param name="Requantized">q = (multiplier * accumulator + offset) >> 16, CHW.</param>
/// <param name="Activations">The activation of q, CHW: 0 to 127 for hidden layers, 0 to 255 for the image.</param>
public sealed record LayerTrace(QuantizedConvolution Layer, TensorShape Shape, int[] Accumulators, long[] Requantized, byte[] Activations);
