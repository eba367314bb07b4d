using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// Writes INT8 decoders as QDQ graphs. All scales are in integer steps, so they are exact: activations have scale 1,
/// the weights of channel o have Multipliers[o] / 2^16, and biases are integers of 2^-17. A bias is
/// (2 (Offsets[o] - 2^15) + 1) / 2^17: the last half unit keeps every sum off a tie, where a QuantizeLinear rounds to
/// the even side and a decoder of ours rounds up, and changes no other result.
/// </summary>
internal static class QdqExporter
{
    private const int BiasBits = QuantizedLayer.Shift + 1;

    /// <summary>A decoder: latent bytes (uint8) to image bytes (uint8), or to the indices of the largest scores.</summary>
    /// <param name="decoder">The decoder.</param>
    /// <param name="metadata">Free text by key.</param>
    /// <returns>The file's content.</returns>
    /// <exception cref="ArgumentException">A bias does not fit 32 bits; the message names layer and channel.</exception>
    public static OnnxModel Decoder(QuantizedDecoder decoder, IReadOnlyDictionary<string, string> metadata)
    {
        var builder = new OnnxGraphBuilder();
        var one = builder.Number("one", 1);
        var zero = builder.Add(OnnxTensor.Of("zero.int8", OnnxDataType.Int8, [0]));
        var values = new string[decoder.Layers.Count + 1];
        values[0] = builder.Add("latent.values", "DequantizeLinear", ["latent", one, builder.Add(OnnxTensor.Of("zero.latent", OnnxDataType.UInt8, [QuantizedDecoder.LatentZero]))]);
        var doubled = new string?[values.Length];
        var y = values[0];
        for (var i = 0; i < decoder.Layers.Count; i++)
        {
            var layer = decoder.Layers[i];
            y = Sum(builder, layer, values, doubled);
            switch (layer.Activation)
            {
                case Activation.Score:
                    y = builder.LargestChannel(builder.Add($"{layer.Name}.floor", "Floor", [y]));
                    break;
                case Activation.ImageByte:
                    y = builder.Add($"{layer.Name}.bytes", "QuantizeLinear", [y, one, builder.Add(OnnxTensor.Of("zero.uint8", OnnxDataType.UInt8, [0]))]);
                    break;
                default:
                    y = layer.Activation == Activation.Relu
                        ? builder.Add($"{layer.Name}.relu", "Relu", [y])
                        : builder.Add($"{layer.Name}.clip", "Clip", [y, builder.Number("lowest", -sbyte.MaxValue), builder.Number("highest", sbyte.MaxValue)]);
                    y = builder.Add($"{layer.Name}.quantize", "QuantizeLinear", [y, one, zero]);
                    values[i + 1] = builder.Add($"{layer.Name}.values", "DequantizeLinear", [y, one, zero]);
                    break;
            }
        }

        var isPalette = decoder.Head == DecoderHead.Palette;
        return builder.Build(
            "decoder", OnnxGraphBuilder.Value("latent", OnnxDataType.UInt8, decoder.Latent),
            OnnxGraphBuilder.Value("image", isPalette ? OnnxDataType.Int64 : OnnxDataType.UInt8, decoder.Image), y, metadata);
    }

    private static string Sum(OnnxGraphBuilder builder, QuantizedLayer layer, string[] values, string?[] doubled)
    {
        var y = "";
        for (var e = 0; e < layer.Inputs.Count; e++)
        {
            var input = layer.Inputs[e];
            var name = e == 0 ? layer.Name : $"{layer.Name}.input{e}";
            var x = values[input.Source];
            if (input.Upsample)
                x = doubled[input.Source] ??= builder.Upsample($"tensor{input.Source}.doubled", x, 2);
            var weights = builder.Add(new OnnxTensor(
                $"{name}.weight", OnnxDataType.Int8, [input.OutputChannels, input.InputChannels, input.Kernel, input.Kernel],
                Array.ConvertAll(input.Weights, weight => (byte)weight)));
            var scales = builder.Add(OnnxTensor.Of($"{name}.scale", [.. input.Multipliers.Select(m => (float)m / (1 << QuantizedLayer.Shift))], input.OutputChannels));
            var floats = builder.Add($"{name}.weights", "DequantizeLinear", [weights, scales], OnnxGraphBuilder.Integer("axis", 0));
            var term = builder.Convolution(name, e == 0 ? [x, floats, Bias(builder, layer)] : [x, floats], input.Kernel, 1);
            y = e == 0 ? term : builder.Add($"{layer.Name}.sum{e}", "Add", [y, term]);
        }

        return y;
    }

    private static string Bias(OnnxGraphBuilder builder, QuantizedLayer layer)
    {
        var biases = new long[layer.OutputChannels];
        for (var o = 0; o < biases.Length; o++)
        {
            // A Floor takes the offset as it is: its half unit moves no sum across a whole number.
            var rounding = layer.Activation == Activation.Score ? 0 : 1L << (QuantizedLayer.Shift - 1);
            biases[o] = (2 * (layer.Offsets[o] - rounding)) + 1;
            if (biases[o] is < int.MinValue or > int.MaxValue)
                throw new ArgumentException($"Layer {layer.Name}, channel {o}: an offset of {layer.Offsets[o]} does not fit the 32-bit bias of an ONNX file.", nameof(layer));
        }

        var integers = builder.Add(OnnxTensor.Of($"{layer.Name}.bias", OnnxDataType.Int32, biases, biases.Length));
        var unit = builder.Number("bias.unit", 1.0 / (1 << BiasBits));
        return builder.Add($"{layer.Name}.biases", "DequantizeLinear", [integers, unit]);
    }
}
