using ZkStyle.Quantize.Files;
using ZkStyle.Quantize.Layers;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>Writes a style's numbers alone, under the names that PyTorch's state dictionaries use.</summary>
public static class SafetensorsExport
{
    /// <summary>Writes <c>NAME.weight</c> and <c>NAME.bias</c> of every convolution of a float network, F32.</summary>
    /// <param name="model">The model.</param>
    /// <param name="encoder">Whether the encoder's and not the decoder's.</param>
    /// <param name="stream">Where to write.</param>
    /// <exception cref="InvalidOperationException">The model has no such network.</exception>
    public static void WriteFloat(StyleModel model, bool encoder, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        var network = (encoder ? model.Encoder : model.FloatDecoder)
            ?? throw new InvalidOperationException($"This model file has no {(encoder ? "encoder" : "float decoder; export the INT8 one with --int8")}.");
        Write(Tensors(network), stream);
    }

    /// <summary>
    /// Writes the INT8 decoder: <c>LAYER.weight</c> I8, <c>LAYER.multiplier</c> I32 of every input (<c>LAYER.1.weight</c> and on
    /// from the second) and <c>LAYER.offset</c> I64.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to write.</param>
    public static void WriteQuantized(StyleModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        foreach (var layer in model.Decoder.Layers)
        {
            for (var e = 0; e < layer.Inputs.Count; e++)
            {
                var input = layer.Inputs[e];
                var name = e == 0 ? layer.Name : $"{layer.Name}.{e}";
                tensors.Add($"{name}.weight", SafetensorsTensor.Of(input.Weights, input.OutputChannels, input.InputChannels, input.Kernel, input.Kernel));
                tensors.Add($"{name}.multiplier", SafetensorsTensor.Of(input.Multipliers, input.OutputChannels));
            }

            tensors.Add($"{layer.Name}.offset", SafetensorsTensor.Of(layer.Offsets, layer.OutputChannels));
        }

        Write(tensors, stream);
    }

    private static Dictionary<string, SafetensorsTensor> Tensors(FloatNetwork network)
    {
        var tensors = new Dictionary<string, SafetensorsTensor>(StringComparer.Ordinal);
        foreach (var node in network.Graph.Convolutions)
        {
            var numbers = network.Weights[node.Name];
            tensors.Add($"{node.Name}.weight", SafetensorsTensor.Of(numbers.Weights, node.OutputChannels, network.Graph.InputChannels(node), node.Kernel, node.Kernel));
            tensors.Add($"{node.Name}.bias", SafetensorsTensor.Of(numbers.Bias, node.OutputChannels));
        }

        return tensors;
    }

    // Loaders of PyTorch look for this format name.
    private static void Write(Dictionary<string, SafetensorsTensor> tensors, Stream stream) =>
        new SafetensorsFile(new Dictionary<string, string> { ["format"] = "pt" }, tensors).Write(stream);
}
