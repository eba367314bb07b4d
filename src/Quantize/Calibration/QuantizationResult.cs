using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>A quantized model and what quantization found.</summary>
/// <param name="Model">The model, with encoder and float decoder.</param>
/// <param name="Report">What quantization found.</param>
/// <param name="Comparison">What quantization cost; null when nothing was compared.</param>
public sealed record QuantizationResult(StyleModel Model, QuantizationReport Report, QuantizationComparison? Comparison = null);
