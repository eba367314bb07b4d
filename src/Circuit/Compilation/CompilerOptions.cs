using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Tables;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Compilation;

/// <summary>What tests may choose; products are compiled with <see cref="Default"/> only.</summary>
/// <param name="Shift">Bits of the requantization's remainder.</param>
/// <param name="MinimumLogSize">log2 of the fewest rows.</param>
internal sealed record CompilerOptions(int Shift, int MinimumLogSize)
{
    /// <summary>Requantization by 2^16 and at least 2^17 rows (A9).</summary>
    public static CompilerOptions Default { get; } = new(QuantizedLayer.Shift, QuantizedLayer.Shift + 1);

    /// <summary>Makes the graph from decoder and shift.</summary>
    public Func<QuantizedDecoder, int, CircuitGraph> Graph { get; init; } = CircuitGraphBuilder.Build;

    /// <summary>Makes the lookup table from the graph and its ranges.</summary>
    public Func<CircuitGraph, IReadOnlyList<LayerRange>, LookupTable> Table { get; init; } = LookupTable.SideBySide;
}
