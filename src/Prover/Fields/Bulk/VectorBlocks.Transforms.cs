using System.Runtime.CompilerServices;

namespace ZkStyle.Prover.Fields.Bulk;

/// <content>What number-theoretic transforms are made of.</content>
public readonly unsafe partial struct VectorBlocks<TModulus, TLanes, TDouble, TLong>
{
    /// <inheritdoc />
    public static void Prepare(double* values, double* prepared)
    {
        var product = stackalloc double[BlockLayout.Doubles];
        for (var row = 0; row < BlockLayout.Limbs; row++)
        {
            MultiplyScalar(values, BlockConstants<TModulus>.Table + BlockConstants<TModulus>.Preparation + (BlockLayout.Limbs * row), product);
            Reduce(product, product);
            for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            {
                var factor = prepared + (BlockLayout.PreparedDoubles * lane) + (BlockLayout.Limbs * row);
                for (var limb = 0; limb < BlockLayout.Limbs; limb++)
                    factor[limb] = product[(BlockLayout.Lanes * limb) + lane];
            }
        }
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyPrepared(double* left, double* prepared, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
            VectorKernel<TModulus, TLanes, TDouble, TLong>.MultiplyPrepared(left + lane, prepared, result + lane);
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SumAndDifference(double* left, double* right, double* sum, double* difference)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
        {
            VectorKernel<TModulus, TLanes, TDouble, TLong>.SumAndDifference(
                left + lane, right + lane, sum + lane, difference + lane);
        }
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SumAndDifferenceLazy(double* left, double* right, double* sum, double* difference)
    {
        for (var i = 0; i < BlockLayout.Doubles; i += TLanes.Count)
        {
            var (a, b) = (TLanes.Load(left + i), TLanes.Load(right + i));
            TLanes.Store(TLanes.Add(a, b), sum + i);
            TLanes.Store(TLanes.Subtract(a, b), difference + i);
        }
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitQuad(double* x, double* a, double* b, double* c, double* y0, double* y1, double* y2, double* y3)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
        {
            VectorKernel<TModulus, TLanes, TDouble, TLong>.SplitQuad(
                x + lane, a + lane, b + lane, c + lane, y0 + lane, y1 + lane, y2 + lane, y3 + lane);
        }
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void JoinQuad(
        double* y0, double* y1, double* y2, double* y3, double* sum, double* difference, double* first, double* second)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
        {
            VectorKernel<TModulus, TLanes, TDouble, TLong>.JoinQuad(
                y0 + lane, y1 + lane, y2 + lane, y3 + lane, sum + lane, difference + lane, first + lane, second + lane);
        }
    }
}
