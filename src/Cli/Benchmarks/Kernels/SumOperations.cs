using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Curves.Bulk;
using ZkStyle.Prover.Plonk;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Cli.Benchmarks.Kernels;

/// <summary>Multi-scalar sums: full scalars, and signed integers as first-phase columns hold them.</summary>
/// <param name="bases">Points, as many as the largest sum has terms.</param>
internal sealed class SumOperations(ReadOnlyMemory<G1Affine> bases)
{
    /// <summary>The sizes measured unless others are asked for.</summary>
    public static IReadOnlyList<int> StandardSizes { get; } = [14, 15, 16, 17];

    /// <summary>Makes points for sums of a size.</summary>
    /// <param name="logSize">log2 of the terms of the largest sum.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The operations on those points.</returns>
    public static SumOperations Create(int logSize, IProgress<double> progress, CancellationToken cancellationToken) =>
        new(UnsafeSrs.Generate(logSize, progress: progress, cancellationToken: cancellationToken).G1Powers);

    /// <summary>The operations to measure, on scalar code and on this machine's vectors if it has any.</summary>
    /// <param name="logSizes">log2 of the terms of a sum.</param>
    /// <param name="threadCounts">Threads to measure with.</param>
    /// <returns>One row each.</returns>
    public IEnumerable<MeasuredOperation> List(IReadOnlyList<int> logSizes, IReadOnlyList<int> threadCounts) =>
        from logSize in logSizes
        from threads in threadCounts
        from kernel in MsmBases.UsesPacked ? (string[])[MeasuredOperation.Scalar, PlonkProver.Arithmetic] : [MeasuredOperation.Scalar]
        from operation in (MeasuredOperation[])
        [
            Full(kernel, logSize, threads),
            Small("sum, 8-bit scalars", kernel, 8, logSize, threads),
            Small("sum, 24-bit scalars", kernel, 24, logSize, threads),
        ]
        select operation;

    private MeasuredOperation Full(string kernel, int logSize, int threads) => new("sum, full scalars", kernel, logSize, threads, () =>
    {
        var scalars = new EvaluationDomain(logSize).Elements();
        var points = Points(kernel, scalars.Length);
        return () => Msm.Compute(points, scalars, threads);
    });

    private MeasuredOperation Small(string name, string kernel, int bits, int logSize, int threads) => new(name, kernel, logSize, threads, () =>
    {
        var random = new Random(bits);
        var bound = 1L << (bits - 1);
        var scalars = new long[1 << logSize];
        for (var i = 0; i < scalars.Length; i++)
            scalars[i] = random.NextInt64(-bound, bound);
        var points = Points(kernel, scalars.Length);
        return () => Msm.ComputeSmall(points, scalars, threads);
    });

    private MsmBases Points(string kernel, int count) =>
        kernel == MeasuredOperation.Scalar ? MsmBases.Unpacked(bases[..count]) : MsmBases.Prepare(bases[..count]);
}
