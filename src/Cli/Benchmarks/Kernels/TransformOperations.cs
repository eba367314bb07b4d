using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Cli.Benchmarks.Kernels;

/// <summary>Number-theoretic transforms in place.</summary>
internal static class TransformOperations
{
    /// <summary>The sizes measured unless others are asked for.</summary>
    public static IReadOnlyList<int> StandardSizes { get; } = [14, 15, 16, 17, 18, 19, 20];

    /// <summary>The operations to measure.</summary>
    /// <param name="logSizes">log2 of the elements of a transform.</param>
    /// <param name="threadCounts">Threads to measure with.</param>
    /// <returns>One row each.</returns>
    public static IEnumerable<MeasuredOperation> List(IReadOnlyList<int> logSizes, IReadOnlyList<int> threadCounts) =>
        from logSize in logSizes
        from threads in threadCounts
        from operation in (MeasuredOperation[])
        [
            Of("forward transform", logSize, threads, (domain, values) => domain.Forward(values, threads)),
            Of("inverse transform", logSize, threads, (domain, values) => domain.Inverse(values, threads)),
            Of("coset transform", logSize, threads, (domain, values) => domain.ForwardCoset(values, EvaluationDomain.CosetShift, threads)),
        ]
        select operation;

    private static MeasuredOperation Of(string name, int logSize, int threads, Action<EvaluationDomain, Fr[]> transform) =>
        new(name, MeasuredOperation.Scalar, logSize, threads, () =>
        {
            var domain = new EvaluationDomain(logSize);
            var values = domain.Elements();
            return () => transform(domain, values);
        });
}
