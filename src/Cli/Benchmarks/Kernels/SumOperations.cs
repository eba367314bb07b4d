using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Curves;
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

    /// <summary>The operations to measure.</summary>
    /// <param name="logSizes">log2 of the terms of a sum.</param>
    /// <param name="threadCounts">Threads to measure with.</param>
    /// <returns>One row each.</returns>
    public IEnumerable<MeasuredOperation> List(IReadOnlyList<int> logSizes, IReadOnlyList<int> threadCounts) =>
        from logSize in logSizes
        from threads in threadCounts
        from operation in (MeasuredOperation[])
        [
            Full(logSize, threads),
            Small("sum, 8-bit scalars", 8, logSize, threads),
            Small("sum, 24-bit scalars", 24, logSize, threads),
        ]
        select operation;

    private MeasuredOperation Full(int logSize, int threads) => new("sum, full scalars", MeasuredOperation.Scalar, logSize, threads, () =>
    {
        var scalars = new EvaluationDomain(logSize).Elements();
        return () => Msm.Compute(bases[..scalars.Length], scalars, threads);
    });

    private MeasuredOperation Small(string name, int bits, int logSize, int threads) => new(name, MeasuredOperation.Scalar, logSize, threads, () =>
    {
        var random = new Random(bits);
        var bound = 1L << (bits - 1);
        var scalars = new long[1 << logSize];
        for (var i = 0; i < scalars.Length; i++)
            scalars[i] = random.NextInt64(-bound, bound);
        return () => Msm.ComputeSmall(bases[..scalars.Length], scalars, threads);
    });
}
