namespace ZkStyle.Quantize.Calibration;

/// <summary>What quantization found.</summary>
/// <param name="ActivationScales">For each layer, the real value of one integer step of its output; 1/255 for the image.</param>
/// <param name="Coarsening">For each layer, the factor by which its activations were made coarser than measured to fit the lookup table; 1 where none was needed.</param>
/// <param name="Bounds">The worst-case requantized values and the lookup rows they take.</param>
public sealed record QuantizationReport(IReadOnlyList<double> ActivationScales, IReadOnlyList<double> Coarsening, DecoderBounds Bounds);
