namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>
/// Arithmetic on blocks of eight elements (<see cref="BlockLayout"/>). Implementations are empty structs, so that
/// code generic over them is compiled for each without indirection. Pointers are to whole blocks, aligned to 64 bytes
/// for speed, or to broadcast scalars of <see cref="BlockLayout.ScalarDoubles"/> doubles; a result may be an operand.
/// </summary>
/// <typeparam name="TModulus">The prime.</typeparam>
public unsafe interface IBlockField<TModulus>
    where TModulus : struct, IFieldModulus
{
    /// <summary>The instructions used, for tables of measurements.</summary>
    static abstract string Name { get; }

    /// <summary>Whether this machine runs it at full speed.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>
    /// result = left * right, normal, of magnitude at most 1.5 + M(left) M(right) / 84. The right block is normal; the left may be
    /// a sum or difference of two normal blocks. M(left) and M(right) are at most 64, their product at most 1,024. Where the left
    /// is such a sum, its limbs reach 2^52, and M(right) is at most 42, which keeps the right's highest limb below
    /// 2^51: products of limbs are exact up to 2^103.
    /// </summary>
    static abstract void Multiply(double* left, double* right, double* result);

    /// <summary>As <see cref="Multiply"/>, with the same right factor in every lane.</summary>
    static abstract void MultiplyScalar(double* left, double* scalar, double* result);

    /// <summary>result = value * value for a normal block.</summary>
    static abstract void Square(double* value, double* result);

    /// <summary>result = left + right, normal; magnitudes add up. Operands may each be the sum of several normal blocks.</summary>
    static abstract void Add(double* left, double* right, double* result);

    /// <summary>result = left - right, normal; magnitudes add up. Operands may each be the sum of several normal blocks.</summary>
    static abstract void Subtract(double* left, double* right, double* result);

    /// <summary>result = left - right without normalizing: a left factor of a product, or an operand of a sum.</summary>
    static abstract void SubtractLazy(double* left, double* right, double* result);

    /// <summary>Brings a normal block of magnitude at most 64 to magnitude 0.51; zero becomes all zero limbs.</summary>
    static abstract void Reduce(double* value, double* result);

    /// <summary>One bit per lane, lane 0 lowest: set where the lane is zero. For normal blocks of magnitude at most 64.</summary>
    static abstract int ZeroLanes(double* value);

    /// <summary>Overwrites the lanes whose bit in <paramref name="mask"/> is set with an element.</summary>
    static abstract void SetLanes(double* value, int mask, PrimeField<TModulus> element);

    /// <summary>Brings eight elements into bulk form: normal, magnitude at most 1.6.</summary>
    static abstract void FromElements(PrimeField<TModulus>* elements, double* result);

    /// <summary>Brings a normal block of magnitude at most 64 back to eight elements.</summary>
    static abstract void ToElements(double* value, PrimeField<TModulus>* elements);

    /// <summary>
    /// The canonical values, in [0, p), of a normal block of magnitude at most 64: four 64-bit words a lane, least
    /// significant first, lane after lane.
    /// </summary>
    static abstract void ToWords(double* value, ulong* words);

    /// <summary>Brings eight signed integers of magnitude below 2^62 into bulk form: normal, magnitude at most 1.6.</summary>
    static abstract void FromIntegers(long* integers, double* result);

    /// <summary>Writes an element as a broadcast scalar.</summary>
    static abstract void ToScalar(PrimeField<TModulus> element, double* scalar);

    /// <summary>
    /// Exchanges blocks and lanes of eight blocks: lane j of source block i becomes lane i of destination block j.
    /// Strides are in doubles from one block to the next. Source and destination do not overlap.
    /// </summary>
    static abstract void Transpose(double* source, nint sourceStride, double* destination, nint destinationStride);

    /// <summary>
    /// The eight elements that start at lane <paramref name="lane"/> of <paramref name="first"/> and go on in
    /// <paramref name="second"/>. The result is neither of them.
    /// </summary>
    static abstract void Straddle(double* first, double* second, int lane, double* result);

    /// <summary>
    /// Makes prepared factors of <see cref="BlockLayout.PreparedDoubles"/> doubles, one after another, from the eight
    /// elements of a normal block of magnitude at most 64: a constant that multiplies often is worth it.
    /// </summary>
    static abstract void Prepare(double* values, double* prepared);

    /// <summary>
    /// result = left * factor in every lane, normal. Of a normal left block of magnitude M at most 64 the result has magnitude at
    /// most 1.51 + M / 160; of a sum or difference of two normal blocks, at most 2.51 + M / 160. Takes about 3/5 of the
    /// time of <see cref="MultiplyScalar"/>.
    /// </summary>
    static abstract void MultiplyPrepared(double* left, double* prepared, double* result);

    /// <summary>sum = left + right and difference = left - right, both normal, of normal blocks; magnitudes add up.</summary>
    static abstract void SumAndDifference(double* left, double* right, double* sum, double* difference);

    /// <summary>As <see cref="SumAndDifference"/>, without normalizing.</summary>
    static abstract void SumAndDifferenceLazy(double* left, double* right, double* sum, double* difference);

    /// <summary>
    /// The last sums of a butterfly of four: y0 = x + a + b, y1 = x + a - b, y2 = x - a + c, y3 = x - a - c, normal, of normal
    /// blocks; magnitudes add up. Results may take the place of operands.
    /// </summary>
    static abstract void SplitQuad(double* x, double* a, double* b, double* c, double* y0, double* y1, double* y2, double* y3);

    /// <summary>
    /// The first sums of an inverse butterfly of four normal blocks: sum = y0 + y1 + y2 + y3 and difference = y0 + y1 - y2 - y3,
    /// normal; first = y0 - y1 and second = y2 - y3, not normalized. Magnitudes add up. Results
    /// may take the place of operands.
    /// </summary>
    static abstract void JoinQuad(
        double* y0, double* y1, double* y2, double* y3, double* sum, double* difference, double* first, double* second);
}
