using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Calibration;

/// <summary>A quantized decoder and what quantization found.</summary>
/// <param name="Decoder">The INT8 decoder.</param>
/// <param name="Report">What quantization found.</param>
/// <param name="Steps">For each node of the float graph that ends a layer, the real value of one integer step of its result.</param>
internal sealed record DecoderQuantization(QuantizedDecoder Decoder, QuantizationReport Report, IReadOnlyDictionary<string, double> Steps);
