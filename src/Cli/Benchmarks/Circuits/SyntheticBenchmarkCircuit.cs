using ZkStyle.Cli.Benchmarks.Synthetic;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Benchmarks.Circuits;

/// <summary>The synthetic circuit of a size.</summary>
/// <param name="logSize">log2 of its rows.</param>
/// <param name="seed">Fixes every number.</param>
internal sealed class SyntheticBenchmarkCircuit(int logSize, ulong seed) : BenchmarkCircuit
{
    /// <inheritdoc />
    public override ConstraintSystem System => SyntheticConstraints.System;

    /// <inheritdoc />
    public override FixedAssignment CreateAssignment() => SyntheticCircuit.Create(logSize, seed);

    /// <inheritdoc />
    public override Func<IWitness> PrepareWitness(ProvingKey key) => () => new SyntheticWitness(key.Assignment, seed);
}
