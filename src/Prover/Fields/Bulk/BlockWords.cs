using System.Runtime.CompilerServices;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>Between 64-bit words and the limbs of one lane of a block.</summary>
internal static unsafe class BlockWords
{
    private const ulong Half = 1UL << (BlockLayout.LimbBits - 1);

    private const ulong Mask = LanesConstants.DigitMask;

    /// <summary>Cuts a 256-bit number into signed limbs, a block's lane stride apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToLimbs(ulong* words, double* limbs)
    {
        // Adding 2^51 to every digit, with carries, makes each digit the signed one plus 2^51.
        var d0 = (words[0] & Mask) + Half;
        var d1 = (((words[0] >> 52) | (words[1] << 12)) & Mask) + Half + (d0 >> 52);
        var d2 = (((words[1] >> 40) | (words[2] << 24)) & Mask) + Half + (d1 >> 52);
        var d3 = (((words[2] >> 28) | (words[3] << 36)) & Mask) + Half + (d2 >> 52);
        var d4 = (words[3] >> 16) + (d3 >> 52);
        limbs[0] = Signed(d0);
        limbs[8] = Signed(d1);
        limbs[16] = Signed(d2);
        limbs[24] = Signed(d3);
        limbs[32] = d4;
    }

    /// <summary>Cuts a signed integer of magnitude below 2^62 into limbs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ToLimbs(long integer, double* limbs)
    {
        var low = Signed((ulong)integer + Half);
        limbs[0] = low;
        limbs[8] = (integer - (long)low) >> BlockLayout.LimbBits;
        limbs[16] = 0;
        limbs[24] = 0;
        limbs[32] = 0;
    }

    /// <summary>The number in [0, p) of a lane in (-p, p) as four words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FromLimbs<TModulus>(double* limbs, ulong* words)
        where TModulus : struct, IFieldModulus
    {
        var d0 = (long)limbs[0];
        var d1 = (long)limbs[8] + (d0 >> 52);
        var d2 = (long)limbs[16] + (d1 >> 52);
        var d3 = (long)limbs[24] + (d2 >> 52);
        var d4 = (long)limbs[32] + (d3 >> 52);
        var u0 = (ulong)d0 & Mask;
        var u1 = (ulong)d1 & Mask;
        var u2 = (ulong)d2 & Mask;
        var u3 = (ulong)d3 & Mask;
        var w0 = u0 | (u1 << 52);
        var w1 = (u1 >> 12) | (u2 << 40);
        var w2 = (u2 >> 24) | (u3 << 28);
        var w3 = (u3 >> 36) | ((ulong)d4 << 16);

        // A negative number gets p added, by masking.
        var add = (ulong)(d4 >> 63);
        var sum = (UInt128)w0 + (TModulus.P0 & add);
        words[0] = (ulong)sum;
        sum = (UInt128)w1 + (TModulus.P1 & add) + (ulong)(sum >> 64);
        words[1] = (ulong)sum;
        sum = (UInt128)w2 + (TModulus.P2 & add) + (ulong)(sum >> 64);
        words[2] = (ulong)sum;
        words[3] = w3 + (TModulus.P3 & add) + (ulong)(sum >> 64);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Signed(ulong digit) => (long)(digit & Mask) - (long)Half;
}
