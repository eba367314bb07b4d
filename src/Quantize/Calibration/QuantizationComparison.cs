namespace ZkStyle.Quantize.Calibration;

/// <summary>
/// What quantization cost a trained style, measured on members that training may see: the peak signal-to-noise ratio of all of them together,
/// in decibels.
/// </summary>
/// <param name="Float">Of the decoder in floats, before any step of training was quantization-aware.</param>
/// <param name="PostTraining">Of that decoder, quantized.</param>
/// <param name="Tuned">Of the decoder that went on training quantization-aware; null when no step was.</param>
public sealed record QuantizationComparison(double Float, double PostTraining, double? Tuned);
