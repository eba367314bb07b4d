using System.Numerics;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Cli.Benchmarks.Kernels;

/// <summary>Operations on field elements: as many as a call has, over operands that stay in the first-level cache.</summary>
internal static class FieldOperations
{
    // 512 elements of 32 bytes twice are 32 KiB, a first-level cache.
    private const int CachedElements = 512;

    /// <summary>log2 of the elements of a call: long enough that a second thread's start does not count.</summary>
    public static IReadOnlyList<int> StandardSizes { get; } = [18];

    /// <summary>The operations to measure.</summary>
    /// <param name="logSizes">log2 of the elements of a call.</param>
    /// <param name="threadCounts">Threads to measure with.</param>
    /// <returns>One row each.</returns>
    public static IEnumerable<MeasuredOperation> List(IReadOnlyList<int> logSizes, IReadOnlyList<int> threadCounts) =>
        from logSize in logSizes
        from threads in threadCounts
        from operation in (MeasuredOperation[])
        [
            Of<Fr>("multiply Fr", logSize, threads, Multiply),
            Of<Fp>("multiply Fp", logSize, threads, Multiply),
            Of<Fr>("add Fr", logSize, threads, Add),
            Of<Fr>("batch inversion Fr", logSize, threads, Invert),
            .. FrVector512.IsSupported ? Blocks<FrVector512, ScalarFieldModulus>("Fr", logSize, threads)
                : FrVector256.IsSupported ? Blocks<FrVector256, ScalarFieldModulus>("Fr", logSize, threads) : [],
            .. FpVector512.IsSupported ? Blocks<FpVector512, BaseFieldModulus>("Fp", logSize, threads)
                : FpVector256.IsSupported ? Blocks<FpVector256, BaseFieldModulus>("Fp", logSize, threads) : [],
        ]
        select operation;

    private static unsafe MeasuredOperation[] Blocks<TField, TModulus>(string field, int logSize, int threads)
        where TField : struct, IBlockField<TModulus>
        where TModulus : struct, IFieldModulus =>
    [
        OfBlocks<TField, TModulus>($"multiply {field}", logSize, threads, (left, right, result) =>
        {
            for (var block = 0; block < result.Blocks; block++)
                TField.Multiply(left.Block(block), right.Block(block), result.Block(block));
        }),
        OfBlocks<TField, TModulus>($"square {field}", logSize, threads, (left, _, result) =>
        {
            for (var block = 0; block < result.Blocks; block++)
                TField.Square(left.Block(block), result.Block(block));
        }),
        OfBlocks<TField, TModulus>($"multiply {field} by a prepared constant", logSize, threads, (left, right, result) =>
        {
            for (var block = 0; block < result.Blocks; block++)
                TField.MultiplyPrepared(left.Block(block), right.Data, result.Block(block));
        }),
        OfBlocks<TField, TModulus>($"add {field}", logSize, threads, (left, right, result) =>
        {
            for (var block = 0; block < result.Blocks; block++)
                TField.Add(left.Block(block), right.Block(block), result.Block(block));
        }),
    ];

    private static MeasuredOperation OfBlocks<TField, TModulus>(
        string name, int logSize, int threads, Action<BlockBuffer, BlockBuffer, BlockBuffer> operation)
        where TField : struct, IBlockField<TModulus>
        where TModulus : struct, IFieldModulus =>
        new(name, TField.Name, logSize, threads, () =>
        {
            var count = Math.Min(CachedElements, 1 << logSize);
            var turns = (1 << logSize) / count;
            var operands = Enumerable.Range(0, threads).Select(thread => (
                Left: BlockOperands.Create<TField, TModulus>(count, 2 * thread),
                Right: BlockOperands.Create<TField, TModulus>(count, (2 * thread) + 1),
                Result: new BlockBuffer(count))).ToArray();
            return () => Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
            {
                for (var turn = turns * thread / threads; turn < turns * (thread + 1) / threads; turn++)
                    operation(operands[thread].Left, operands[thread].Right, operands[thread].Result);
            });
        });

    private static MeasuredOperation Of<T>(string name, int logSize, int threads, Operation<T> operation)
        where T : unmanaged, IField<T> =>
        new(name, MeasuredOperation.Scalar, logSize, threads, () =>
        {
            var block = Math.Min(CachedElements, 1 << logSize);
            var turns = (1 << logSize) / block;
            var operands = Enumerable.Range(0, threads)
                .Select(thread => new Operands<T>(Elements<T>(block, 2 * thread), Elements<T>(block, (2 * thread) + 1), new T[block])).ToArray();
            return () => Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
            {
                for (var turn = turns * thread / threads; turn < turns * (thread + 1) / threads; turn++)
                    operation(operands[thread].Left, operands[thread].Right, operands[thread].Result);
            });
        });

    private static void Multiply<T>(T[] left, T[] right, T[] result)
        where T : IMultiplyOperators<T, T, T>
    {
        for (var i = 0; i < result.Length; i++)
            result[i] = left[i] * right[i];
    }

    private static void Add<T>(T[] left, T[] right, T[] result)
        where T : IAdditionOperators<T, T, T>
    {
        for (var i = 0; i < result.Length; i++)
            result[i] = left[i] + right[i];
    }

    private static void Invert<T>(T[] left, T[] right, T[] result)
        where T : unmanaged, IField<T>
    {
        left.CopyTo(result, 0);
        FieldExtensions.BatchInvert(result.AsSpan(), right.AsSpan());
    }

    private static T[] Elements<T>(int count, int seed)
        where T : unmanaged, IField<T>
    {
        // Powers of an element of large order: full-width values at one multiplication each.
        var elements = new T[count];
        var factor = FieldExtensions.Pow(T.One + T.One + T.One, 1000 + seed);
        var element = factor;
        for (var i = 0; i < count; i++)
        {
            elements[i] = element;
            element *= factor;
        }

        return elements;
    }

    private delegate void Operation<T>(T[] left, T[] right, T[] result);

    private sealed record Operands<T>(T[] Left, T[] Right, T[] Result);
}
