using System.Runtime.CompilerServices;

namespace ZkStyle.Prover.Fields.Bulk;

internal static unsafe partial class VectorKernel<TModulus, TLanes, TDouble, TLong>
{
    /// <summary>result = left + right, carried.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(double* left, double* right, double* result) =>
        Carry(
            TLanes.Add(TLanes.Load(left), TLanes.Load(right)),
            TLanes.Add(TLanes.Load(left + 8), TLanes.Load(right + 8)),
            TLanes.Add(TLanes.Load(left + 16), TLanes.Load(right + 16)),
            TLanes.Add(TLanes.Load(left + 24), TLanes.Load(right + 24)),
            TLanes.Add(TLanes.Load(left + 32), TLanes.Load(right + 32)),
            result);

    /// <summary>result = left - right, carried.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(double* left, double* right, double* result) =>
        Carry(
            TLanes.Subtract(TLanes.Load(left), TLanes.Load(right)),
            TLanes.Subtract(TLanes.Load(left + 8), TLanes.Load(right + 8)),
            TLanes.Subtract(TLanes.Load(left + 16), TLanes.Load(right + 16)),
            TLanes.Subtract(TLanes.Load(left + 24), TLanes.Load(right + 24)),
            TLanes.Subtract(TLanes.Load(left + 32), TLanes.Load(right + 32)),
            result);

    /// <summary>
    /// Subtracts the nearest multiple of p: it is found from limb 4 alone, which differs from value / 2^208 by at most 1/2,
    /// so what is left has magnitude at most 1/2 + 2^-44.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reduce(double* value, double* result)
    {
        var constants = BlockConstants<TModulus>.Table;
        var modulus = constants + BlockConstants<TModulus>.Modulus;
        var top = TLanes.Load(value + 32);
        var magic = TLanes.Broadcast(LanesConstants.DigitMagic);
        var quotient = TLanes.Subtract(
            TLanes.MultiplyAdd(top, TLanes.Broadcast(constants[BlockConstants<TModulus>.TopInverse]), magic), magic);
        var minus = TLanes.Subtract(TLanes.Broadcast(0.0), quotient);

        // |quotient| is at most 65, so the upper halves of its products with limbs of p are below 2^7.
        CarryWide(
            TLanes.Load(value), TLanes.Load(value + 8), TLanes.Load(value + 16), TLanes.Load(value + 24), top, minus, modulus, result);
    }

    /// <summary>
    /// Brings limbs of up to 2^53 into [-2^51, 2^51], from the lowest to the highest: each is rounded to a multiple of
    /// 2^52 by adding and subtracting 3 * 2^103, and the multiple moves up.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Carry(TDouble l0, TDouble l1, TDouble l2, TDouble l3, TDouble l4, double* result)
    {
        var magic = TLanes.Broadcast(LanesConstants.HighMagic);
        var inverse = TLanes.Broadcast(LanesConstants.LimbInverse);
        var carry = TLanes.Subtract(TLanes.Add(l0, magic), magic);
        TLanes.Store(TLanes.Subtract(l0, carry), result);
        l1 = TLanes.MultiplyAdd(carry, inverse, l1);
        carry = TLanes.Subtract(TLanes.Add(l1, magic), magic);
        TLanes.Store(TLanes.Subtract(l1, carry), result + 8);
        l2 = TLanes.MultiplyAdd(carry, inverse, l2);
        carry = TLanes.Subtract(TLanes.Add(l2, magic), magic);
        TLanes.Store(TLanes.Subtract(l2, carry), result + 16);
        l3 = TLanes.MultiplyAdd(carry, inverse, l3);
        carry = TLanes.Subtract(TLanes.Add(l3, magic), magic);
        TLanes.Store(TLanes.Subtract(l3, carry), result + 24);
        TLanes.Store(TLanes.MultiplyAdd(carry, inverse, l4), result + 32);
    }

    /// <summary>
    /// value + factor * modulus, carried, for normal limbs. Products are cut at 2^52, so that every sum is exact, and their upper parts
    /// move up before the carries do: the limbs that are carried in turn are then below 2^52 and a little.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CarryWide(
        TDouble l0, TDouble l1, TDouble l2, TDouble l3, TDouble l4, TDouble factor, double* modulus, double* result)
    {
        l0 = AddWide(l0, factor, modulus[0], ref l1);
        l1 = AddWide(l1, factor, modulus[1], ref l2);
        l2 = AddWide(l2, factor, modulus[2], ref l3);
        l3 = AddWide(l3, factor, modulus[3], ref l4);
        Carry(l0, l1, l2, l3, TLanes.MultiplyAdd(factor, TLanes.Broadcast(modulus[4]), l4), result);
    }

    /// <summary>limb + factor * scalar, but for the product's nearest multiple of 2^52, which goes to the next limb.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TDouble AddWide(TDouble limb, TDouble factor, double scalar, ref TDouble next)
    {
        var magic = TLanes.Broadcast(LanesConstants.HighMagic);
        var right = TLanes.Broadcast(scalar);
        var minusUpper = TLanes.Subtract(magic, TLanes.MultiplyAdd(factor, right, magic));
        next = TLanes.MultiplyAdd(minusUpper, TLanes.Broadcast(-LanesConstants.LimbInverse), next);
        return TLanes.Add(limb, TLanes.MultiplyAdd(factor, right, minusUpper));
    }
}
