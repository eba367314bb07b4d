using ZkStyle.Circuit.Witnesses;
using ZkStyle.Prover.Constraints;

namespace ZkStyle.Circuit;

/// <summary>One latent decoded, with every column a proof of it needs.</summary>
public sealed class DecoderWitness : IWitness
{
    private readonly DecoderCircuit _circuit;
    private readonly IntegerColumns _columns;

    internal DecoderWitness(DecoderCircuit circuit, ReadOnlySpan<byte> latent)
    {
        if (latent.Length != circuit.Decoder.Latent.Length)
            throw new ArgumentException($"The decoder takes a latent of {circuit.Decoder.Latent.Length} bytes ({circuit.Decoder.Latent}), got {latent.Length}.", nameof(latent));
        _circuit = circuit;
        var trace = DecoderTrace.Run(circuit.Graph, latent);
        _columns = IntegerColumns.Fill(circuit, trace);
        Latent = latent.ToArray();
        Image = Array.ConvertAll(trace.Tensors[^1], static value => (byte)value);
        PublicInputs = [Latent, Image];
    }

    /// <summary>The latent's bytes, CHW; the first public input.</summary>
    public ReadOnlyMemory<byte> Latent { get; }

    /// <summary>The decoded image's bytes, CHW; the second public input. An rgb image is its red, green and blue planes, a palette's one plane of class indices.</summary>
    public ReadOnlyMemory<byte> Image { get; }

    /// <inheritdoc />
    public IReadOnlyList<ReadOnlyMemory<byte>> PublicInputs { get; }

    /// <inheritdoc />
    public IReadOnlyList<AdviceValues> Generate(int phase, ScalarValues scalars)
    {
        ArgumentNullException.ThrowIfNull(scalars);
        var quotients = new AdviceValues(_columns.Quotients);
        var remainders = new AdviceValues(_columns.Remainders);
        var activations = new AdviceValues(_columns.Activations);
        switch (phase)
        {
            case 1:
                return [quotients, remainders, activations, new AdviceValues(_columns.Multiplicities)];
            case 2:
                var chains = ChainColumns.Run(
                    _circuit.Assignment, _circuit.Layout, _circuit.Table.Shift, quotients, remainders, activations, scalars);
                return [new AdviceValues(chains.Sums), new AdviceValues(chains.Inputs), new AdviceValues(chains.Kernels)];
            case 3:
                return [];
            default:
                throw new ArgumentOutOfRangeException(nameof(phase), phase, "A decoder's witness has three phases.");
        }
    }
}
