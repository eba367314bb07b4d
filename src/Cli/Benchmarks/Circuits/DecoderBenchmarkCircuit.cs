using ZkStyle.Circuit;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Plonk;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Benchmarks.Circuits;

/// <summary>The reference decoder, and the same network on larger maps.</summary>
/// <param name="logSize">log2 of its rows, <see cref="SmallestLogSize"/> to <see cref="LargestLogSize"/>.</param>
/// <param name="seed">Fixes weights and latents.</param>
internal sealed class DecoderBenchmarkCircuit(int logSize, ulong seed) : BenchmarkCircuit
{
    /// <summary>The reference decoder's size; a smaller circuit has no room for the table.</summary>
    public const int SmallestLogSize = 17;

    /// <summary>The size of the decoder with the largest maps.</summary>
    public const int LargestLogSize = 20;

    private const int LatentChannels = 8;

    // Sides of the latent map; the image's is eight times as long.
    private static readonly int[] s_latentSides = [8, 11, 16, 23];

    private readonly Lazy<DecoderCircuit> _circuit = new(() => DecoderCompiler.CompileForProving(Decoder(logSize, seed)));

    /// <inheritdoc />
    public override ConstraintSystem System => DecoderConstraints.System;

    /// <summary>The decoder of a size.</summary>
    /// <param name="logSize">log2 of its rows.</param>
    /// <param name="seed">Fixes its weights.</param>
    /// <returns>The decoder.</returns>
    public static QuantizedDecoder Decoder(int logSize, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(logSize, SmallestLogSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(logSize, LargestLogSize);
        if (logSize == SmallestLogSize)
            return SampleDecoders.Reference(seed);
        var side = s_latentSides[logSize - SmallestLogSize];
        return SampleDecoders.Random(
            seed, new TensorShape(LatentChannels, side, side), [(64, false), (48, true), (24, true), (12, true), (3, false)]);
    }

    /// <inheritdoc />
    public override FixedAssignment CreateAssignment() => _circuit.Value.Assignment;

    /// <inheritdoc />
    public override Func<IWitness> PrepareWitness(ProvingKey key)
    {
        var circuit = _circuit.Value;
        var latent = new byte[circuit.Decoder.Latent.Length];
        new Random(unchecked((int)seed)).NextBytes(latent);
        return () => circuit.CreateWitness(latent);
    }
}
