using System.Runtime.CompilerServices;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>
/// The steps of affine additions that are no field products: packed coordinates to limbs and back, on as many lanes as a
/// vector register has. Packed words lie word by word: word i of lane j at 8 i + j.
/// </summary>
internal static unsafe class PointKernel<TLanes, TDouble, TLong>
    where TLanes : struct, IVectorLanes<TDouble, TLong>
    where TDouble : struct
    where TLong : struct
{
    /// <summary>Added to a highest limb, it puts the limb plus its bias where the bits of a double are an integer.</summary>
    private const double TopMagic = (1L << 52) + (1L << PackedPoint.TopBiasBits);

    /// <summary>Unpacks the first points of eight pairs.</summary>
    /// <param name="words">Eight words a lane.</param>
    /// <param name="signs">Per lane the sign bit of a double where the point is to be negated.</param>
    /// <param name="pair">Receives x and y.</param>
    /// <param name="least">Per lane the lowest top limb of any x so far; lowered.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadLeft(double* words, double* signs, double* pair, double* least)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
        {
            Unpack(words + lane, out var l0, out var l1, out var l2, out var l3, out var l4);
            var x = pair + PairLayout.X + lane;
            TLanes.Store(l0, x);
            TLanes.Store(l1, x + 8);
            TLanes.Store(l2, x + 16);
            TLanes.Store(l3, x + 24);
            TLanes.Store(l4, x + 32);
            TLanes.Store(TLanes.Min(l4, TLanes.Load(least + lane)), least + lane);
            Unpack(words + 32 + lane, out l0, out l1, out l2, out l3, out l4);
            var y = pair + PairLayout.Y + lane;
            var sign = TLanes.LoadBits(signs + lane);
            TLanes.Store(Negate(l0, sign), y);
            TLanes.Store(Negate(l1, sign), y + 8);
            TLanes.Store(Negate(l2, sign), y + 16);
            TLanes.Store(Negate(l3, sign), y + 24);
            TLanes.Store(Negate(l4, sign), y + 32);
        }
    }

    /// <summary>Unpacks the second points of eight pairs and keeps their differences from the first: limbs of at most 2^52.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void LoadRight(double* words, double* signs, double* pair, double* least)
    {
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
        {
            Unpack(words + lane, out var l0, out var l1, out var l2, out var l3, out var l4);
            TLanes.Store(TLanes.Min(l4, TLanes.Load(least + lane)), least + lane);
            StoreDifference(l0, l1, l2, l3, l4, pair + PairLayout.X + lane, pair + PairLayout.Run + lane);
            Unpack(words + 32 + lane, out l0, out l1, out l2, out l3, out l4);
            var sign = TLanes.LoadBits(signs + lane);
            StoreDifference(
                Negate(l0, sign), Negate(l1, sign), Negate(l2, sign), Negate(l3, sign), Negate(l4, sign),
                pair + PairLayout.Y + lane, pair + PairLayout.Rise + lane);
        }
    }

    /// <summary>
    /// x of the sums: slope^2 - x1 - x2, packed. Also x1 less it, not carried.
    /// </summary>
    /// <remarks>
    /// The squares are normal with magnitude below 1.6 and each x has 0.51, so the nearest multiple of p is at most 3 p. Limbs
    /// start within 3 * 2^51; the rest of the first carry is within 2^51, so three limbs of p keep it
    /// within 2^53, where every integer is a double, and a second carry makes it a digit.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FinishX(double* square, double* pair, double* words, double* difference)
    {
        var constants = BlockConstants<BaseFieldModulus>.Table;
        var p = constants + BlockConstants<BaseFieldModulus>.Modulus;
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
        {
            var x = pair + PairLayout.X + lane;
            var run = pair + PairLayout.Run + lane;
            var top = Third(square + lane, x, run, 32);
            var minus = MinusQuotient(top);
            var carry = TLanes.Broadcast(0.0);
            var d0 = WideDigit(Third(square + lane, x, run, 0), minus, p[0], ref carry);
            TLanes.Store(TLanes.Subtract(TLanes.Load(x), d0), difference + lane);
            var d1 = WideDigit(Third(square + lane, x, run, 8), minus, p[1], ref carry);
            TLanes.Store(TLanes.Subtract(TLanes.Load(x + 8), d1), difference + lane + 8);
            var d2 = WideDigit(Third(square + lane, x, run, 16), minus, p[2], ref carry);
            TLanes.Store(TLanes.Subtract(TLanes.Load(x + 16), d2), difference + lane + 16);
            var d3 = WideDigit(Third(square + lane, x, run, 24), minus, p[3], ref carry);
            TLanes.Store(TLanes.Subtract(TLanes.Load(x + 24), d3), difference + lane + 24);
            var d4 = LastDigit(top, minus, p[4], carry);
            TLanes.Store(TLanes.Subtract(TLanes.Load(x + 32), d4), difference + lane + 32);
            Pack(d0, d1, d2, d3, d4, words + lane);
        }
    }

    /// <summary>y of the sums: product - y1, packed.</summary>
    /// <remarks>
    /// The products are normal with magnitude below 1.6 and y1 has 0.51, so the nearest multiple is at most 2 p. Limbs start
    /// within 2^52, and those of p stay below 0.9 * 2^51, so one carry suffices: everything is within 2^53.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FinishY(double* product, double* pair, double* words)
    {
        var constants = BlockConstants<BaseFieldModulus>.Table;
        var p = constants + BlockConstants<BaseFieldModulus>.Modulus;
        for (var lane = 0; lane < BlockLayout.Lanes; lane += TLanes.Count)
        {
            var y = pair + PairLayout.Y + lane;
            var source = product + lane;
            var top = TLanes.Subtract(TLanes.Load(source + 32), TLanes.Load(y + 32));
            var minus = MinusQuotient(top);
            var carry = TLanes.Broadcast(0.0);
            var d0 = Digit(TLanes.Subtract(TLanes.Load(source), TLanes.Load(y)), minus, p[0], ref carry);
            var d1 = Digit(TLanes.Subtract(TLanes.Load(source + 8), TLanes.Load(y + 8)), minus, p[1], ref carry);
            var d2 = Digit(TLanes.Subtract(TLanes.Load(source + 16), TLanes.Load(y + 16)), minus, p[2], ref carry);
            var d3 = Digit(TLanes.Subtract(TLanes.Load(source + 24), TLanes.Load(y + 24)), minus, p[3], ref carry);
            Pack(d0, d1, d2, d3, LastDigit(top, minus, p[4], carry), words + lane);
        }
    }

    /// <summary>Four words to five limbs. Digits are never negative in packed form, so shifts and masks cut them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Unpack(double* words, out TDouble l0, out TDouble l1, out TDouble l2, out TDouble l3, out TDouble l4)
    {
        var w0 = TLanes.LoadBits(words);
        var w1 = TLanes.LoadBits(words + 8);
        var w2 = TLanes.LoadBits(words + 16);
        var w3 = TLanes.LoadBits(words + 24);
        l0 = TLanes.SignedDigit(w0);
        l1 = TLanes.SignedDigit(TLanes.Or(TLanes.ShiftRight(w0, 52), TLanes.ShiftLeft(w1, 12)));
        l2 = TLanes.SignedDigit(TLanes.Or(TLanes.ShiftRight(w1, 40), TLanes.ShiftLeft(w2, 24)));
        l3 = TLanes.SignedDigit(TLanes.Or(TLanes.ShiftRight(w2, 28), TLanes.ShiftLeft(w3, 36)));
        var top = TLanes.Or(TLanes.ShiftRight(w3, 16), TLanes.Broadcast(LanesConstants.DigitExponent));
        l4 = TLanes.Subtract(TLanes.FromBits(top), TLanes.Broadcast(TopMagic));
    }

    /// <summary>
    /// Five limbs, the lower ones in [-2^51, 2^51] and the highest within 2^47, to four words. With its bias a digit may be
    /// 2^52, so carries pass once more.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pack(TDouble l0, TDouble l1, TDouble l2, TDouble l3, TDouble l4, double* words)
    {
        var magic = TLanes.Broadcast(LanesConstants.DigitMagic);
        var exponent = TLanes.Broadcast(-LanesConstants.DigitExponent);
        var mask = TLanes.Broadcast(LanesConstants.DigitMask);
        var t0 = TLanes.Add(TLanes.ToBits(TLanes.Add(l0, magic)), exponent);
        var t1 = TLanes.Add(TLanes.Add(TLanes.ToBits(TLanes.Add(l1, magic)), exponent), TLanes.ShiftDown(t0));
        var t2 = TLanes.Add(TLanes.Add(TLanes.ToBits(TLanes.Add(l2, magic)), exponent), TLanes.ShiftDown(t1));
        var t3 = TLanes.Add(TLanes.Add(TLanes.ToBits(TLanes.Add(l3, magic)), exponent), TLanes.ShiftDown(t2));
        var t4 = TLanes.Add(TLanes.ToBits(TLanes.Add(l4, TLanes.Broadcast(TopMagic))), TLanes.ShiftDown(t3));
        t0 = TLanes.And(t0, mask);
        t1 = TLanes.And(t1, mask);
        t2 = TLanes.And(t2, mask);
        t3 = TLanes.And(t3, mask);
        TLanes.StoreBits(TLanes.Or(t0, TLanes.ShiftLeft(t1, 52)), words);
        TLanes.StoreBits(TLanes.Or(TLanes.ShiftRight(t1, 12), TLanes.ShiftLeft(t2, 40)), words + 8);
        TLanes.StoreBits(TLanes.Or(TLanes.ShiftRight(t2, 24), TLanes.ShiftLeft(t3, 28)), words + 16);

        // The exponent bits of the highest digit lie above its 48 and are shifted out.
        TLanes.StoreBits(TLanes.Or(TLanes.ShiftRight(t3, 36), TLanes.ShiftLeft(t4, 16)), words + 24);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble Negate(TDouble limb, TLong sign) => TLanes.FromBits(TLanes.Xor(TLanes.ToBits(limb), sign));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDifference(
        TDouble l0, TDouble l1, TDouble l2, TDouble l3, TDouble l4, double* subtrahend, double* difference)
    {
        TLanes.Store(TLanes.Subtract(l0, TLanes.Load(subtrahend)), difference);
        TLanes.Store(TLanes.Subtract(l1, TLanes.Load(subtrahend + 8)), difference + 8);
        TLanes.Store(TLanes.Subtract(l2, TLanes.Load(subtrahend + 16)), difference + 16);
        TLanes.Store(TLanes.Subtract(l3, TLanes.Load(subtrahend + 24)), difference + 24);
        TLanes.Store(TLanes.Subtract(l4, TLanes.Load(subtrahend + 32)), difference + 32);
    }

    /// <summary>A limb of square - x1 - (x1 + run); the bracket is x2, so every step is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble Third(double* square, double* x, double* run, int limb)
    {
        var first = TLanes.Load(x + limb);
        return TLanes.Subtract(TLanes.Subtract(TLanes.Load(square + limb), first), TLanes.Add(first, TLanes.Load(run + limb)));
    }

    /// <summary>Minus the multiple of p nearest to a value, from its highest limb.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble MinusQuotient(TDouble top)
    {
        var magic = TLanes.Broadcast(LanesConstants.DigitMagic);
        var inverse = BlockConstants<BaseFieldModulus>.Table[BlockConstants<BaseFieldModulus>.TopInverse];
        return TLanes.Subtract(magic, TLanes.MultiplyAdd(top, TLanes.Broadcast(inverse), magic));
    }

    /// <summary>The digit of limb + factor * scalar + carry / 2^52 where that is within 2^53; the carry goes on as a multiple of 2^52.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble Digit(TDouble limb, TDouble factor, double scalar, ref TDouble carry)
    {
        var magic = TLanes.Broadcast(LanesConstants.HighMagic);
        var sum = TLanes.MultiplyAdd(carry, TLanes.Broadcast(LanesConstants.LimbInverse), limb);
        sum = TLanes.MultiplyAdd(factor, TLanes.Broadcast(scalar), sum);
        carry = TLanes.Subtract(TLanes.Add(sum, magic), magic);
        return TLanes.Subtract(sum, carry);
    }

    /// <summary>As <see cref="Digit"/>, where only limb + carry / 2^52 and factor * scalar are each within 2^53: carries twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble WideDigit(TDouble limb, TDouble factor, double scalar, ref TDouble carry)
    {
        var magic = TLanes.Broadcast(LanesConstants.HighMagic);
        var sum = TLanes.MultiplyAdd(carry, TLanes.Broadcast(LanesConstants.LimbInverse), limb);
        var first = TLanes.Subtract(TLanes.Add(sum, magic), magic);
        sum = TLanes.MultiplyAdd(factor, TLanes.Broadcast(scalar), TLanes.Subtract(sum, first));
        var second = TLanes.Subtract(TLanes.Add(sum, magic), magic);
        carry = TLanes.Add(first, second);
        return TLanes.Subtract(sum, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble LastDigit(TDouble limb, TDouble factor, double scalar, TDouble carry) =>
        TLanes.MultiplyAdd(
            carry, TLanes.Broadcast(LanesConstants.LimbInverse), TLanes.MultiplyAdd(factor, TLanes.Broadcast(scalar), limb));
}
