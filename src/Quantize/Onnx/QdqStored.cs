using ZkStyle.Quantize.Model;

namespace ZkStyle.Quantize.Onnx;

/// <summary>
/// Integers that a QuantizeLinear gave, or the graph's input. They become a layer of ours only when something reads
/// them, so that the last ones can become the image.
/// </summary>
/// <param name="Shape">The shape of the integers as the file has them.</param>
/// <param name="Name">What the layer is to be called.</param>
/// <param name="Source">The sum that was quantized; null for the graph's input.</param>
/// <param name="Range">Which reals the integers stand for.</param>
internal sealed record QdqStored(TensorShape Shape, string Name, QdqSum? Source, QdqRange Range) : QdqFlow(Shape)
{
    /// <summary>Where the QuantizeLinear only restated what had been quantized so already: what it restated.</summary>
    public QdqRead? Alias { get; init; }
}
