using System.Runtime.CompilerServices;

namespace ZkStyle.Prover.Fields.Bulk;

/// <content>What number-theoretic transforms are made of: products with constants and the sums of butterflies.</content>
internal static unsafe partial class VectorKernel<TModulus, TLanes, TDouble, TLong>
{
    /// <summary>
    /// result = left * w for a prepared w: row i of the table has w 2^(52 (i + 1)) mod p, at most 0.501 p, so that sum_i left_i row_i
    /// is 2^52 left w and one Montgomery step is the whole reduction. Five columns take 25 products and
    /// the step five, against the 51 of <see cref="Multiply"/>.
    /// </summary>
    /// <remarks>
    /// With limbs 0 to 3 at most 2^51 the result is at most 4 * 2^51 / 2^52 * 0.501 p for them, M p / 2^260 of 0.501 p for the top limb,
    /// and p / 2 for the Montgomery step: 1.502 + M / 168 times p. Limbs of up to 2^52 double the first part.
    /// The top limb is below 2^52 for M up to 84, so all products are exact. A column has at most six lower and
    /// six upper halves.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyPrepared(double* left, double* prepared, double* result)
    {
        const int Terms = BlockLayout.Limbs + 1;
        var t0 = Column(Terms, 0, ColumnStart);
        var t1 = Column(Terms, Terms, ColumnStart + CarryCorrection);
        var t2 = Column(Terms, Terms, ColumnStart + CarryCorrection);
        var t3 = Column(Terms, Terms, ColumnStart + CarryCorrection);
        var t4 = Column(Terms, Terms, ColumnStart + CarryCorrection);
        var t5 = Column(0, Terms, LanesConstants.NearestLowOffset + CarryCorrection);
        AddRow(TLanes.Load(left), prepared, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
        AddRow(TLanes.Load(left + 8), prepared + 5, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
        AddRow(TLanes.Load(left + 16), prepared + 10, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
        AddRow(TLanes.Load(left + 24), prepared + 15, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);
        AddRow(TLanes.Load(left + 32), prepared + 20, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);

        // The lowest column still lacks the lower half of m p_0, whose offset is off its start already.
        var constants = BlockConstants<TModulus>.Table;
        var digit = TLanes.SignedDigit(TLanes.Add(t0, TLanes.Broadcast(TLanes.LowOffset)));
        var m = TLanes.LowHalf(digit, TLanes.Broadcast(constants[BlockConstants<TModulus>.MontgomeryFactor]));
        AddRow(m, constants + BlockConstants<TModulus>.Modulus, ref t0, ref t1, ref t2, ref t3, ref t4, ref t5);

        t1 = TLanes.Add(t1, TLanes.ShiftDown(t0));
        t2 = TLanes.Add(t2, TLanes.ShiftDown(t1));
        t3 = TLanes.Add(t3, TLanes.ShiftDown(t2));
        t4 = TLanes.Add(t4, TLanes.ShiftDown(t3));
        t5 = TLanes.Add(t5, TLanes.ShiftDown(t4));
        TLanes.Store(TLanes.SignedDigit(t1), result);
        TLanes.Store(TLanes.SignedDigit(t2), result + 8);
        TLanes.Store(TLanes.SignedDigit(t3), result + 16);
        TLanes.Store(TLanes.SignedDigit(t4), result + 24);
        TLanes.Store(TLanes.FromOffset(t5), result + 32);
    }

    /// <summary>sum = left + right, difference = left - right, carried.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumAndDifference(double* left, double* right, double* sum, double* difference)
    {
        TDouble carry0 = TLanes.Broadcast(0.0), carry1 = carry0;
        for (var limb = 0; limb < 32; limb += 8)
        {
            var (a, b) = (TLanes.Load(left + limb), TLanes.Load(right + limb));
            TLanes.Store(Digit(TLanes.Add(a, b), ref carry0), sum + limb);
            TLanes.Store(Digit(TLanes.Subtract(a, b), ref carry1), difference + limb);
        }

        var (x, y) = (TLanes.Load(left + 32), TLanes.Load(right + 32));
        TLanes.Store(Carried(TLanes.Add(x, y), carry0), sum + 32);
        TLanes.Store(Carried(TLanes.Subtract(x, y), carry1), difference + 32);
    }

    /// <summary>
    /// y0 = x + a + b, y1 = x + a - b, y2 = x - a + c, y3 = x - a - c, carried, limb by limb so that results may be
    /// operands. A sum of three normal limbs and a carry is less than 2^53.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SplitQuad(double* x, double* a, double* b, double* c, double* y0, double* y1, double* y2, double* y3)
    {
        TDouble carry0 = TLanes.Broadcast(0.0), carry1 = carry0, carry2 = carry0, carry3 = carry0;
        TDouble sum, difference, upper, lower;
        for (var limb = 0; limb < 32; limb += 8)
        {
            (sum, difference) = (TLanes.Load(x + limb), TLanes.Load(a + limb));
            (sum, difference) = (TLanes.Add(sum, difference), TLanes.Subtract(sum, difference));
            (upper, lower) = (TLanes.Load(b + limb), TLanes.Load(c + limb));
            TLanes.Store(Digit(TLanes.Add(sum, upper), ref carry0), y0 + limb);
            TLanes.Store(Digit(TLanes.Subtract(sum, upper), ref carry1), y1 + limb);
            TLanes.Store(Digit(TLanes.Add(difference, lower), ref carry2), y2 + limb);
            TLanes.Store(Digit(TLanes.Subtract(difference, lower), ref carry3), y3 + limb);
        }

        (sum, difference) = (TLanes.Load(x + 32), TLanes.Load(a + 32));
        (sum, difference) = (TLanes.Add(sum, difference), TLanes.Subtract(sum, difference));
        (upper, lower) = (TLanes.Load(b + 32), TLanes.Load(c + 32));
        TLanes.Store(Carried(TLanes.Add(sum, upper), carry0), y0 + 32);
        TLanes.Store(Carried(TLanes.Subtract(sum, upper), carry1), y1 + 32);
        TLanes.Store(Carried(TLanes.Add(difference, lower), carry2), y2 + 32);
        TLanes.Store(Carried(TLanes.Subtract(difference, lower), carry3), y3 + 32);
    }

    /// <summary>
    /// sum = y0 + y1 + y2 + y3 and difference = y0 + y1 - y2 - y3, carried; first = y0 - y1 and second = y2 - y3, not. The
    /// digits of y0 + y1 are carried before y2 + y3 meets them: four limbs of 2^51 and a carry might not fit a double.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void JoinQuad(
        double* y0, double* y1, double* y2, double* y3, double* sum, double* difference, double* first, double* second)
    {
        TDouble carry0 = TLanes.Broadcast(0.0), carry1 = carry0, carry2 = carry0;
        TDouble a, b, c, d;
        for (var limb = 0; limb < 32; limb += 8)
        {
            (a, b) = (TLanes.Load(y0 + limb), TLanes.Load(y1 + limb));
            (c, d) = (TLanes.Load(y2 + limb), TLanes.Load(y3 + limb));
            TLanes.Store(TLanes.Subtract(a, b), first + limb);
            TLanes.Store(TLanes.Subtract(c, d), second + limb);
            a = Digit(TLanes.Add(a, b), ref carry0);
            c = TLanes.Add(c, d);
            TLanes.Store(Digit(TLanes.Add(a, c), ref carry1), sum + limb);
            TLanes.Store(Digit(TLanes.Subtract(a, c), ref carry2), difference + limb);
        }

        (a, b) = (TLanes.Load(y0 + 32), TLanes.Load(y1 + 32));
        (c, d) = (TLanes.Load(y2 + 32), TLanes.Load(y3 + 32));
        TLanes.Store(TLanes.Subtract(a, b), first + 32);
        TLanes.Store(TLanes.Subtract(c, d), second + 32);
        a = Carried(TLanes.Add(a, b), carry0);
        c = TLanes.Add(c, d);
        TLanes.Store(Carried(TLanes.Add(a, c), carry1), sum + 32);
        TLanes.Store(Carried(TLanes.Subtract(a, c), carry2), difference + 32);
    }

    /// <summary>Adds a factor's products with five limbs to the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow(
        TDouble factor, double* row, ref TLong t0, ref TLong t1, ref TLong t2, ref TLong t3, ref TLong t4, ref TLong t5)
    {
        AddProduct(factor, row, ref t0, ref t1);
        AddProduct(factor, row + 1, ref t1, ref t2);
        AddProduct(factor, row + 2, ref t2, ref t3);
        AddProduct(factor, row + 3, ref t3, ref t4);
        AddProduct(factor, row + 4, ref t4, ref t5);
    }

    /// <summary>The signed digit of limb + carry / 2^52; the multiple of 2^52 that is left becomes the next carry.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble Digit(TDouble limb, ref TDouble carry)
    {
        var magic = TLanes.Broadcast(LanesConstants.HighMagic);
        limb = Carried(limb, carry);
        carry = TLanes.Subtract(TLanes.Add(limb, magic), magic);
        return TLanes.Subtract(limb, carry);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble Carried(TDouble limb, TDouble carry) =>
        TLanes.MultiplyAdd(carry, TLanes.Broadcast(LanesConstants.LimbInverse), limb);
}
