using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Graphs;

/// <summary>
/// A decoder as the circuit sees it: tensors, producers first, and for each pair of tensors one edge of integer kernels.
/// Tensor 0 is the latent, the last one the public image.
/// </summary>
/// <param name="Decoder">The decoder.</param>
/// <param name="Shift">Bits of the requantization's remainder.</param>
/// <param name="Tensors">The tensors.</param>
/// <param name="Edges">The edges, at most one for a pair of tensors.</param>
/// <param name="Palette">The tensors of a palette head; null where the image is bytes.</param>
internal sealed record CircuitGraph(
    QuantizedDecoder Decoder, int Shift, IReadOnlyList<CircuitTensor> Tensors, IReadOnlyList<CircuitEdge> Edges, PaletteHead? Palette)
{
    /// <summary>The public image's tensor.</summary>
    public int ImageTensor => Tensors.Count - 1;

    /// <summary>Shape of the public image.</summary>
    public TensorShape Image => Tensors[^1].Shape;

    /// <summary>The edges that read a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The edges.</returns>
    public IEnumerable<CircuitEdge> From(int tensor) => Edges.Where(e => e.Source == tensor);

    /// <summary>The edges that add to a tensor.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <returns>The edges.</returns>
    public IEnumerable<CircuitEdge> Into(int tensor) => Edges.Where(e => e.Target == tensor);
}
