using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Benchmarks.Circuits;

/// <summary>A circuit to measure the prover with, of a kind, a size and a seed.</summary>
internal abstract class BenchmarkCircuit
{
    /// <summary>The system it belongs to.</summary>
    public abstract ConstraintSystem System { get; }

    /// <summary>Makes the key's numbers.</summary>
    /// <returns>The numbers.</returns>
    public abstract FixedAssignment CreateAssignment();

    /// <summary>Gets ready to make witnesses, as a prover does once.</summary>
    /// <param name="key">The circuit's proving key.</param>
    /// <returns>Makes a witness; each call's work is part of a proof.</returns>
    public abstract Func<IWitness> PrepareWitness(ProvingKey key);

    /// <summary>Finds a circuit.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="logSize">log2 of its rows.</param>
    /// <param name="seed">Fixes every number.</param>
    /// <returns>The circuit; nothing large is made yet.</returns>
    public static BenchmarkCircuit Create(CircuitKind kind, int logSize, ulong seed) => kind switch
    {
        CircuitKind.Synthetic => new SyntheticBenchmarkCircuit(logSize, seed),
        CircuitKind.Decoder => new DecoderBenchmarkCircuit(logSize, seed),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of circuit."),
    };
}
