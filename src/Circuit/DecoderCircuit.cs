using ZkStyle.Circuit.Graphs;
using ZkStyle.Circuit.Layout;
using ZkStyle.Circuit.Reports;
using ZkStyle.Circuit.Tables;
using ZkStyle.Prover.Constraints;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Circuit;

/// <summary>A compiled decoder: what key generation, proving and reports need.</summary>
public sealed class DecoderCircuit
{
    internal DecoderCircuit(
        CircuitGraph graph, FixedAssignment assignment, ChainLayout layout, IReadOnlyList<LayerRange> ranges,
        LookupTable table, CircuitReport report)
    {
        Graph = graph;
        Assignment = assignment;
        Layout = layout;
        Ranges = ranges;
        Table = table;
        Report = report;
    }

    /// <summary>The decoder.</summary>
    public QuantizedDecoder Decoder => Graph.Decoder;

    /// <summary>The fixed columns, key parameters and sparse entries, for key generation and proving.</summary>
    public FixedAssignment Assignment { get; }

    /// <summary>Rows and costs.</summary>
    public CircuitReport Report { get; }

    internal CircuitGraph Graph { get; }

    internal ChainLayout Layout { get; }

    internal IReadOnlyList<LayerRange> Ranges { get; }

    internal LookupTable Table { get; }

    /// <summary>Decodes a latent and keeps what a proof of it needs.</summary>
    /// <param name="latent">Stored latent bytes, CHW; byte b means the value b - 128.</param>
    /// <returns>The witness; <see cref="DecoderWitness.Image"/> is the decoded image.</returns>
    /// <exception cref="ArgumentException">The latent has the wrong length.</exception>
    public DecoderWitness CreateWitness(ReadOnlySpan<byte> latent) => new(this, latent);
}
