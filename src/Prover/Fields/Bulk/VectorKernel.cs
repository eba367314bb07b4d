using System.Runtime.CompilerServices;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>
/// The arithmetic of <see cref="IBlockField{TModulus}"/> on as many lanes as a vector register has, in exact integers
/// held in doubles.
/// </summary>
/// <remarks>
/// A product of two limbs is cut at 2^52 into two halves whose bits are integers plus a known offset
/// (<see cref="IVectorLanes{TDouble, TLong}.High"/>); both are added to 64-bit columns, and the offsets of all terms of a column are
/// taken off its starting value. Starting values also hold 2^62, so that shifts need no sign, and 2^51, so
/// that the lowest 52 bits less 2^51 are the signed digit. A column has at most ten halves of magnitude below 2^52, so it
/// never leaves [0, 2^63).
///
/// Reduction: the product is sum t_k 2^(52 k), k = 0..9. The digits q_k of columns 0 to 3 are replaced, all at once, by
/// q_k (2^(52 (k - 4)) mod p) in columns 4 to 8, and one Montgomery step clears column 4: the value
/// is divided by 2^260 in all. The result is at most |left * right| / 2^260 + 4 (2^51 / 2^52) (p / 2) + (2^51 / 2^52) p, which is
/// (M(left) M(right) p / 2^260 + 1.5) p, and p / 2^260 is less than 1/84.
/// </remarks>
internal static unsafe partial class VectorKernel<TModulus, TLanes, TDouble, TLong>
    where TModulus : struct, IFieldModulus
    where TLanes : struct, IVectorLanes<TDouble, TLong>
    where TDouble : struct
    where TLong : struct
{
    /// <summary>What the upper bits of a column start with, and the offset of its signed digit.</summary>
    private const long ColumnStart = (1L << 62) + (1L << 51);

    /// <summary>Takes 2^62 of the column below off its carry.</summary>
    private const long CarryCorrection = -(1L << 10);

    /// <summary>result = left * right / 2^260; see <see cref="IBlockField{TModulus}.Multiply"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TOperand>(double* left, double* right, double* result)
        where TOperand : struct, IRightOperand
    {
        var a0 = TLanes.Load(left);
        var a1 = TLanes.Load(left + 8);
        var a2 = TLanes.Load(left + 16);
        var a3 = TLanes.Load(left + 24);
        var a4 = TLanes.Load(left + 32);
        var b0 = TOperand.Load(right, 0);
        var b1 = TOperand.Load(right, 1);
        var b2 = TOperand.Load(right, 2);
        var b3 = TOperand.Load(right, 3);
        var b4 = TOperand.Load(right, 4);

        var t0 = Column(1, 0, ColumnStart);
        var t1 = Column(2, 1, ColumnStart + CarryCorrection);
        var t2 = Column(3, 2, ColumnStart + CarryCorrection);
        var t3 = Column(4, 3, ColumnStart + CarryCorrection);
        var t4 = Column(5 + FoldTerms, 4, ColumnStart + CarryCorrection);
        AddProduct(a0, b0, ref t0, ref t1);
        AddProduct(a0, b1, ref t1, ref t2);
        AddProduct(a1, b0, ref t1, ref t2);
        t1 = TLanes.Add(t1, TLanes.ShiftDown(t0));
        AddProduct(a0, b2, ref t2, ref t3);
        AddProduct(a1, b1, ref t2, ref t3);
        AddProduct(a2, b0, ref t2, ref t3);
        t2 = TLanes.Add(t2, TLanes.ShiftDown(t1));
        AddProduct(a0, b3, ref t3, ref t4);
        AddProduct(a1, b2, ref t3, ref t4);
        AddProduct(a2, b1, ref t3, ref t4);
        AddProduct(a3, b0, ref t3, ref t4);
        t3 = TLanes.Add(t3, TLanes.ShiftDown(t2));

        var t5 = Column(4 + FoldTerms, 5 + FoldTerms, ColumnStart + CarryCorrection);
        var t6 = Column(3 + FoldTerms, 4 + FoldTerms, ColumnStart + CarryCorrection);
        var t7 = Column(2 + FoldTerms, 3 + FoldTerms, ColumnStart + CarryCorrection);
        var t8 = Column(1 + FoldTerms, 2 + FoldTerms, ColumnStart + CarryCorrection);
        var t9 = Column(0, 1 + FoldTerms, LanesConstants.NearestLowOffset + CarryCorrection);
        AddProduct(a0, b4, ref t4, ref t5);
        AddProduct(a1, b3, ref t4, ref t5);
        AddProduct(a2, b2, ref t4, ref t5);
        AddProduct(a3, b1, ref t4, ref t5);
        AddProduct(a4, b0, ref t4, ref t5);
        t4 = TLanes.Add(t4, TLanes.ShiftDown(t3));
        AddProduct(a1, b4, ref t5, ref t6);
        AddProduct(a2, b3, ref t5, ref t6);
        AddProduct(a3, b2, ref t5, ref t6);
        AddProduct(a4, b1, ref t5, ref t6);
        AddProduct(a2, b4, ref t6, ref t7);
        AddProduct(a3, b3, ref t6, ref t7);
        AddProduct(a4, b2, ref t6, ref t7);
        AddProduct(a3, b4, ref t7, ref t8);
        AddProduct(a4, b3, ref t7, ref t8);
        AddProduct(a4, b4, ref t8, ref t9);
        Fold(t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, result);
    }

    /// <summary>result = value^2 / 2^260: mixed products count twice, by doubled limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Square(double* value, double* result)
    {
        var a0 = TLanes.Load(value);
        var a1 = TLanes.Load(value + 8);
        var a2 = TLanes.Load(value + 16);
        var a3 = TLanes.Load(value + 24);
        var a4 = TLanes.Load(value + 32);
        var d1 = TLanes.Add(a1, a1);
        var d2 = TLanes.Add(a2, a2);
        var d3 = TLanes.Add(a3, a3);
        var d4 = TLanes.Add(a4, a4);

        var t0 = Column(1, 0, ColumnStart);
        var t1 = Column(1, 1, ColumnStart + CarryCorrection);
        var t2 = Column(2, 1, ColumnStart + CarryCorrection);
        var t3 = Column(2, 2, ColumnStart + CarryCorrection);
        var t4 = Column(3 + FoldTerms, 2, ColumnStart + CarryCorrection);
        AddProduct(a0, a0, ref t0, ref t1);
        AddProduct(a0, d1, ref t1, ref t2);
        t1 = TLanes.Add(t1, TLanes.ShiftDown(t0));
        AddProduct(a0, d2, ref t2, ref t3);
        AddProduct(a1, a1, ref t2, ref t3);
        t2 = TLanes.Add(t2, TLanes.ShiftDown(t1));
        AddProduct(a0, d3, ref t3, ref t4);
        AddProduct(a1, d2, ref t3, ref t4);
        t3 = TLanes.Add(t3, TLanes.ShiftDown(t2));

        var t5 = Column(2 + FoldTerms, 3 + FoldTerms, ColumnStart + CarryCorrection);
        var t6 = Column(2 + FoldTerms, 2 + FoldTerms, ColumnStart + CarryCorrection);
        var t7 = Column(1 + FoldTerms, 2 + FoldTerms, ColumnStart + CarryCorrection);
        var t8 = Column(1 + FoldTerms, 1 + FoldTerms, ColumnStart + CarryCorrection);
        var t9 = Column(0, 1 + FoldTerms, LanesConstants.NearestLowOffset + CarryCorrection);
        AddProduct(a0, d4, ref t4, ref t5);
        AddProduct(a1, d3, ref t4, ref t5);
        AddProduct(a2, a2, ref t4, ref t5);
        t4 = TLanes.Add(t4, TLanes.ShiftDown(t3));
        AddProduct(a1, d4, ref t5, ref t6);
        AddProduct(a2, d3, ref t5, ref t6);
        AddProduct(a2, d4, ref t6, ref t7);
        AddProduct(a3, a3, ref t6, ref t7);
        AddProduct(a3, d4, ref t7, ref t8);
        AddProduct(a4, a4, ref t8, ref t9);
        Fold(t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, result);
    }

    /// <summary>Terms that folding and the Montgomery step add to each of columns 4 to 8.</summary>
    private const int FoldTerms = 5;

    /// <summary>A column's starting value, given how many lower and upper halves will be added to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLong Column(int lows, int highs, long start) =>
        TLanes.Broadcast(unchecked(start - (lows * TLanes.LowOffset) - (highs * TLanes.HighOffset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(TDouble left, TDouble right, ref TLong low, ref TLong high)
    {
        var upper = TLanes.High(left, right);
        high = TLanes.Add(high, TLanes.HighBits(upper));
        low = TLanes.Add(low, TLanes.LowBits(left, right, upper));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct(TDouble left, double* scalar, ref TLong low, ref TLong high) =>
        AddProduct(left, TLanes.Broadcast(*scalar), ref low, ref high);

    /// <summary>Columns 0 to 3 carry into each other already; their digits are folded and column 4 is cleared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Fold(
        TLong t0, TLong t1, TLong t2, TLong t3, TLong t4, TLong t5, TLong t6, TLong t7, TLong t8, TLong t9, double* result)
    {
        var constants = BlockConstants<TModulus>.Table;
        var q0 = TLanes.SignedDigit(t0);
        var q1 = TLanes.SignedDigit(t1);
        var q2 = TLanes.SignedDigit(t2);
        var q3 = TLanes.SignedDigit(t3);
        AddProduct(q0, constants, ref t4, ref t5);
        AddProduct(q1, constants + 5, ref t4, ref t5);
        AddProduct(q2, constants + 10, ref t4, ref t5);
        AddProduct(q3, constants + 15, ref t4, ref t5);

        // The column still lacks the lower half of m p_0, whose offset is off its start already.
        var digit = TLanes.SignedDigit(TLanes.Add(t4, TLanes.Broadcast(TLanes.LowOffset)));
        var m = TLanes.LowHalf(digit, TLanes.Broadcast(constants[BlockConstants<TModulus>.MontgomeryFactor]));
        AddProduct(q0, constants + 1, ref t5, ref t6);
        AddProduct(q1, constants + 6, ref t5, ref t6);
        AddProduct(q2, constants + 11, ref t5, ref t6);
        AddProduct(q3, constants + 16, ref t5, ref t6);
        AddProduct(q0, constants + 2, ref t6, ref t7);
        AddProduct(q1, constants + 7, ref t6, ref t7);
        AddProduct(q2, constants + 12, ref t6, ref t7);
        AddProduct(q3, constants + 17, ref t6, ref t7);
        AddProduct(q0, constants + 3, ref t7, ref t8);
        AddProduct(q1, constants + 8, ref t7, ref t8);
        AddProduct(q2, constants + 13, ref t7, ref t8);
        AddProduct(q3, constants + 18, ref t7, ref t8);
        AddProduct(q0, constants + 4, ref t8, ref t9);
        AddProduct(q1, constants + 9, ref t8, ref t9);
        AddProduct(q2, constants + 14, ref t8, ref t9);
        AddProduct(q3, constants + 19, ref t8, ref t9);

        var modulus = constants + BlockConstants<TModulus>.Modulus;
        AddProduct(m, modulus, ref t4, ref t5);
        AddProduct(m, modulus + 1, ref t5, ref t6);
        AddProduct(m, modulus + 2, ref t6, ref t7);
        AddProduct(m, modulus + 3, ref t7, ref t8);
        AddProduct(m, modulus + 4, ref t8, ref t9);

        t5 = TLanes.Add(t5, TLanes.ShiftDown(t4));
        t6 = TLanes.Add(t6, TLanes.ShiftDown(t5));
        t7 = TLanes.Add(t7, TLanes.ShiftDown(t6));
        t8 = TLanes.Add(t8, TLanes.ShiftDown(t7));
        t9 = TLanes.Add(t9, TLanes.ShiftDown(t8));
        TLanes.Store(TLanes.SignedDigit(t5), result);
        TLanes.Store(TLanes.SignedDigit(t6), result + 8);
        TLanes.Store(TLanes.SignedDigit(t7), result + 16);
        TLanes.Store(TLanes.SignedDigit(t8), result + 24);
        TLanes.Store(TLanes.FromOffset(t9), result + 32);
    }

    /// <summary>How the right factor's limbs are read.</summary>
    internal interface IRightOperand
    {
        /// <summary>A limb in every lane.</summary>
        static abstract TDouble Load(double* source, int limb);
    }

    /// <summary>A factor per lane.</summary>
    internal readonly struct BlockOperand : IRightOperand
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TDouble Load(double* source, int limb) => TLanes.Load(source + (BlockLayout.Lanes * limb));
    }

    /// <summary>One factor for all lanes.</summary>
    internal readonly struct ScalarOperand : IRightOperand
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TDouble Load(double* source, int limb) => TLanes.Broadcast(source[limb]);
    }
}
