using System.Runtime.CompilerServices;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>
/// Blocks of eight ordinary elements, for machines without fused multiply-add vectors and as the oracle of those with
/// them. The elements lie one after another at the start of the block, always fully reduced, so every magnitude is one.
/// </summary>
public readonly unsafe struct ScalarBlocks<TModulus> : IBlockField<TModulus>
    where TModulus : struct, IFieldModulus
{
    /// <inheritdoc />
    public static string Name => "scalar";

    /// <inheritdoc />
    public static bool IsSupported => true;

    /// <inheritdoc />
    public static void Multiply(double* left, double* right, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            PrimeField<TModulus>.Multiply(in Element(left, lane), in Element(right, lane), out Element(result, lane));
    }

    /// <inheritdoc />
    public static void MultiplyScalar(double* left, double* scalar, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            PrimeField<TModulus>.Multiply(in Element(left, lane), in Element(scalar, 0), out Element(result, lane));
    }

    /// <inheritdoc />
    public static void Square(double* value, double* result) => Multiply(value, value, result);

    /// <inheritdoc />
    public static void Add(double* left, double* right, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            Element(result, lane) = Element(left, lane) + Element(right, lane);
    }

    /// <inheritdoc />
    public static void Subtract(double* left, double* right, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            Element(result, lane) = Element(left, lane) - Element(right, lane);
    }

    /// <inheritdoc />
    public static void SubtractLazy(double* left, double* right, double* result) => Subtract(left, right, result);

    /// <inheritdoc />
    public static void Reduce(double* value, double* result)
    {
        if (value != result)
            Buffer.MemoryCopy(value, result, BlockLayout.Doubles * sizeof(double), BlockLayout.Doubles * sizeof(double));
    }

    /// <inheritdoc />
    public static int ZeroLanes(double* value)
    {
        var mask = 0;
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            mask |= Element(value, lane).IsZero ? 1 << lane : 0;
        return mask;
    }

    /// <inheritdoc />
    public static void SetLanes(double* value, int mask, PrimeField<TModulus> element)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
        {
            if ((mask >> lane & 1) != 0)
                Element(value, lane) = element;
        }
    }

    /// <inheritdoc />
    public static void FromElements(PrimeField<TModulus>* elements, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            Element(result, lane) = elements[lane];
    }

    /// <inheritdoc />
    public static void ToElements(double* value, PrimeField<TModulus>* elements)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            elements[lane] = Element(value, lane);
    }

    /// <inheritdoc />
    public static void ToWords(double* value, ulong* words)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            Element(value, lane).WriteCanonicalLimbs(new Span<ulong>(words + (4 * lane), 4));
    }

    /// <inheritdoc />
    public static void FromIntegers(long* integers, double* result)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            Element(result, lane) = PrimeField<TModulus>.FromInt64(integers[lane]);
    }

    /// <inheritdoc />
    public static void ToScalar(PrimeField<TModulus> element, double* scalar) => Element(scalar, 0) = element;

    /// <inheritdoc />
    public static void Transpose(double* source, nint sourceStride, double* destination, nint destinationStride)
    {
        for (var i = 0; i < BlockLayout.Lanes; i++)
        {
            for (var j = 0; j < BlockLayout.Lanes; j++)
                Element(destination + (j * destinationStride), i) = Element(source + (i * sourceStride), j);
        }
    }

    /// <inheritdoc />
    public static void Straddle(double* first, double* second, int lane, double* result)
    {
        for (var i = 0; i < BlockLayout.Lanes; i++)
            Element(result, i) = i + lane < BlockLayout.Lanes ? Element(first, i + lane) : Element(second, i + lane - BlockLayout.Lanes);
    }

    /// <inheritdoc />
    public static void Prepare(double* values, double* prepared)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            Element(prepared + (BlockLayout.PreparedDoubles * lane), 0) = Element(values, lane);
    }

    /// <inheritdoc />
    public static void MultiplyPrepared(double* left, double* prepared, double* result) => MultiplyScalar(left, prepared, result);

    /// <inheritdoc />
    public static void SumAndDifference(double* left, double* right, double* sum, double* difference)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
        {
            var (a, b) = (Element(left, lane), Element(right, lane));
            Element(sum, lane) = a + b;
            Element(difference, lane) = a - b;
        }
    }

    /// <inheritdoc />
    public static void SumAndDifferenceLazy(double* left, double* right, double* sum, double* difference) =>
        SumAndDifference(left, right, sum, difference);

    /// <inheritdoc />
    public static void SplitQuad(double* x, double* a, double* b, double* c, double* y0, double* y1, double* y2, double* y3)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
        {
            var (sum, difference) = (Element(x, lane) + Element(a, lane), Element(x, lane) - Element(a, lane));
            var (upper, lower) = (Element(b, lane), Element(c, lane));
            Element(y0, lane) = sum + upper;
            Element(y1, lane) = sum - upper;
            Element(y2, lane) = difference + lower;
            Element(y3, lane) = difference - lower;
        }
    }

    /// <inheritdoc />
    public static void JoinQuad(
        double* y0, double* y1, double* y2, double* y3, double* sum, double* difference, double* first, double* second)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane++)
        {
            var (a, b, c, d) = (Element(y0, lane), Element(y1, lane), Element(y2, lane), Element(y3, lane));
            Element(sum, lane) = a + b + c + d;
            Element(difference, lane) = a + b - c - d;
            Element(first, lane) = a - b;
            Element(second, lane) = c - d;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref PrimeField<TModulus> Element(double* block, int lane) => ref ((PrimeField<TModulus>*)block)[lane];
}
