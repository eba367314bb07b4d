using System.Runtime.CompilerServices;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>Blocks computed by vector registers of one width; a block takes one or two of them a limb.</summary>
public readonly unsafe partial struct VectorBlocks<TModulus, TLanes, TDouble, TLong> : IBlockField<TModulus>
    where TModulus : struct, IFieldModulus
    where TLanes : struct, IVectorLanes<TDouble, TLong>
    where TDouble : struct
    where TLong : struct
{
    /// <inheritdoc />
    public static string Name => TLanes.Name;

    /// <inheritdoc />
    public static bool IsSupported => TLanes.IsSupported;

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(double* left, double* right, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
        {
            VectorKernel<TModulus, TLanes, TDouble, TLong>.Multiply<VectorKernel<TModulus, TLanes, TDouble, TLong>.BlockOperand>(
                left + lane, right + lane, result + lane);
        }
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void MultiplyScalar(double* left, double* scalar, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
        {
            VectorKernel<TModulus, TLanes, TDouble, TLong>.Multiply<VectorKernel<TModulus, TLanes, TDouble, TLong>.ScalarOperand>(
                left + lane, scalar, result + lane);
        }
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Square(double* value, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
            VectorKernel<TModulus, TLanes, TDouble, TLong>.Square(value + lane, result + lane);
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(double* left, double* right, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
            VectorKernel<TModulus, TLanes, TDouble, TLong>.Add(left + lane, right + lane, result + lane);
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Subtract(double* left, double* right, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
            VectorKernel<TModulus, TLanes, TDouble, TLong>.Subtract(left + lane, right + lane, result + lane);
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SubtractLazy(double* left, double* right, double* result)
    {
        for (var i = 0; i < BlockLayout.Doubles; i += TLanes.Count)
            TLanes.Store(TLanes.Subtract(TLanes.Load(left + i), TLanes.Load(right + i)), result + i);
    }

    /// <inheritdoc />
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Reduce(double* value, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
            VectorKernel<TModulus, TLanes, TDouble, TLong>.Reduce(value + lane, result + lane);
    }

    /// <inheritdoc />
    public static int ZeroLanes(double* value)
    {
        var reduced = stackalloc double[BlockLayout.Doubles];
        Reduce(value, reduced);
        var mask = 0;
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
        {
            // A lane is zero exactly when all its limbs are: they are then no sum that cancels.
            var isZero = reduced[lane] == 0 && reduced[8 + lane] == 0 && reduced[16 + lane] == 0
                && reduced[24 + lane] == 0 && reduced[32 + lane] == 0;
            mask |= isZero ? 1 << lane : 0;
        }

        return mask;
    }

    /// <inheritdoc />
    public static void SetLanes(double* value, int mask, PrimeField<TModulus> element)
    {
        var scalar = stackalloc double[BlockLayout.ScalarDoubles];
        ToScalar(element, scalar);
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
        {
            for (var limb = 0; limb < BlockLayout.Limbs && (mask >> lane & 1) != 0; limb++)
                value[(BlockLayout.Lanes * limb) + lane] = scalar[limb];
        }
    }

    /// <inheritdoc />
    public static void FromElements(PrimeField<TModulus>* elements, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            BlockWords.ToLimbs((ulong*)(elements + lane), result + lane);
        MultiplyScalar(result, BlockConstants<TModulus>.Table + BlockConstants<TModulus>.FromRadix256, result);
    }

    /// <inheritdoc />
    public static void ToElements(double* value, PrimeField<TModulus>* elements) =>
        ToWords(value, BlockConstants<TModulus>.ToRadix256, (ulong*)elements);

    /// <inheritdoc />
    public static void ToWords(double* value, ulong* words) => ToWords(value, BlockConstants<TModulus>.ToInteger, words);

    /// <inheritdoc />
    public static void FromIntegers(long* integers, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            BlockWords.ToLimbs(integers[lane], result + lane);
        MultiplyScalar(result, BlockConstants<TModulus>.Table + BlockConstants<TModulus>.FromInteger, result);
    }

    /// <inheritdoc />
    public static void ToScalar(PrimeField<TModulus> element, double* scalar)
    {
        var block = stackalloc double[BlockLayout.Doubles];
        new Span<double>(block, BlockLayout.Doubles).Clear();
        BlockWords.ToLimbs((ulong*)&element, block);
        MultiplyScalar(block, BlockConstants<TModulus>.Table + BlockConstants<TModulus>.FromRadix256, block);
        for (var limb = 0; limb < BlockLayout.Limbs; limb++)
            scalar[limb] = block[BlockLayout.Lanes * limb];
    }

    /// <inheritdoc />
    public static void Transpose(double* source, nint sourceStride, double* destination, nint destinationStride)
    {
        for (var limb = 0; limb < BlockLayout.Doubles; limb += BlockLayout.Lanes)
            LaneTranspose.Square8(source + limb, sourceStride, destination + limb, destinationStride);
    }

    /// <inheritdoc />
    public static void Straddle(double* first, double* second, int lane, double* result)
    {
        for (var limb = 0; limb < BlockLayout.Doubles; limb += BlockLayout.Lanes)
        {
            for (var i = lane; i < BlockLayout.Lanes; i++)
                result[limb + i - lane] = first[limb + i];
            for (var i = 0; i < lane; i++)
                result[limb + BlockLayout.Lanes - lane + i] = second[limb + i];
        }
    }

    private static void ToWords(double* value, int factor, ulong* words)
    {
        var block = stackalloc double[BlockLayout.Doubles];
        MultiplyScalar(value, BlockConstants<TModulus>.Table + factor, block);
        Reduce(block, block);
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            BlockWords.FromLimbs<TModulus>(block + lane, words + (4 * lane));
    }
}
