using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Cli.Benchmarks.Kernels;

/// <summary>Number-theoretic transforms in place.</summary>
internal static class TransformOperations
{
    /// <summary>The sizes measured unless others are asked for.</summary>
    public static IReadOnlyList<int> StandardSizes { get; } = [14, 15, 16, 17, 18, 19, 20];

    /// <summary>The operations to measure, on scalar code and on this machine's vectors if it has any.</summary>
    /// <param name="logSizes">log2 of the elements of a transform.</param>
    /// <param name="threadCounts">Threads to measure with.</param>
    /// <returns>One row each.</returns>
    public static IEnumerable<MeasuredOperation> List(IReadOnlyList<int> logSizes, IReadOnlyList<int> threadCounts) =>
        from logSize in logSizes
        from threads in threadCounts
        from operation in Scalar(logSize, threads).Concat(
            FrVector512.IsSupported ? Blocks<FrVector512>(logSize, threads)
            : FrVector256.IsSupported ? Blocks<FrVector256>(logSize, threads) : [])
        select operation;

    private static IEnumerable<MeasuredOperation> Scalar(int logSize, int threads)
    {
        yield return Of("forward transform", (domain, values) => domain.Forward(values, threads));
        yield return Of("inverse transform", (domain, values) => domain.Inverse(values, threads));
        yield return Of("coset transform", (domain, values) => domain.ForwardCoset(values, EvaluationDomain.CosetShift, threads));

        MeasuredOperation Of(string name, Action<EvaluationDomain, Fr[]> transform) =>
            new(name, MeasuredOperation.Scalar, logSize, threads, () =>
            {
                var domain = new EvaluationDomain(logSize);
                var values = domain.Elements();
                return () => transform(domain, values);
            });
    }

    private static IEnumerable<MeasuredOperation> Blocks<TField>(int logSize, int threads)
        where TField : struct, IBlockField<ScalarFieldModulus>
    {
        yield return Of("forward transform", (transform, from, to) => transform.Forward(from, to, Fr.One, threads));
        yield return Of("inverse transform", (transform, from, to) => transform.Inverse(from, to, Fr.One, threads));
        yield return Of("coset transform", (transform, from, to) => transform.Forward(from, to, EvaluationDomain.CosetShift, threads));

        MeasuredOperation Of(string name, Action<BlockTransform<TField>, BlockBuffer, BlockBuffer> call) =>
            new(name, TField.Name, logSize, threads, () =>
            {
                var transform = new BlockTransform<TField>(logSize);
                var from = BlockOperands.Create<TField, ScalarFieldModulus>(1 << logSize, seed: 0);
                var to = new BlockBuffer(1 << logSize);
                call(transform, from, to);
                return () => call(transform, from, to);
            });
    }
}
