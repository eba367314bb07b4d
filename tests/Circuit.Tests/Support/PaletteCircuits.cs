using ZkStyle.Circuit.Compilation;
using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Tables;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit.Tests.Support;

/// <summary>Palette circuits that a careless compiler could make.</summary>
internal static class PaletteCircuits
{
    public const int Shift = 8;

    /// <summary>The bench's small palette decoder with a changed graph or table, unchecked.</summary>
    public static DecoderCircuit Assemble(Func<CircuitGraph, CircuitGraph> change, Func<CircuitGraph, IReadOnlyList<LayerRange>, LookupTable>? table = null) =>
        Assemble(CircuitBench.Palette.Decoder, change, table);

    public static DecoderCircuit Assemble(
        QuantizedDecoder decoder, Func<CircuitGraph, CircuitGraph> change, Func<CircuitGraph, IReadOnlyList<LayerRange>, LookupTable>? table = null) =>
        DecoderCompiler.Assemble(decoder, new CompilerOptions(Shift, CircuitBench.Palette.Layout.LogSize)
        {
            Graph = (d, shift) => change(CircuitGraphBuilder.Build(d, shift)),
            Table = table ?? LookupTable.SideBySide,
        });

    /// <summary>A graph with one tensor changed.</summary>
    public static CircuitGraph With(this CircuitGraph graph, int tensor, Func<CircuitTensor, CircuitTensor> change) =>
        graph with { Tensors = [.. graph.Tensors.Select((t, i) => i == tensor ? change(t) : t)] };

    /// <summary>Regions side by side, without room for q that a tensor reaches but does not list.</summary>
    public static LookupTable WithoutGaps(CircuitGraph graph, IReadOnlyList<LayerRange> ranges)
    {
        QuantizedRange[] listed = [.. ranges.Select((range, i) => graph.Tensors[i + 1].Listed ?? range.Interior)];
        return LookupTable.Create(graph, listed, listed, LookupTable.ZeroReach(ranges), tags: null);
    }
}
