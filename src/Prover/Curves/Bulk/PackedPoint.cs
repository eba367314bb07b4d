using System.Runtime.CompilerServices;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>
/// Points of G1 in 64 bytes, ready for the vector kernels; <see cref="MsmBases"/> describes the format. The conversions here
/// are the scalar ones: exact, and the same on every machine.
/// </summary>
internal static unsafe class PackedPoint
{
    /// <summary>Bytes of a point: a cache line.</summary>
    public const int ByteLength = 64;

    /// <summary>64-bit words of a point: four of x, then four of y.</summary>
    public const int Words = 8;

    /// <summary>Bits of the highest digit's bias; the bulk form's other digits are biased by half their radix.</summary>
    public const int TopBiasBits = 47;

    // The bias of a coordinate: 2^51 (1 + 2^52 + 2^104 + 2^156) + 2^255.
    private const ulong Bias0 = 1UL << 51;
    private const ulong Bias1 = 1UL << 39;
    private const ulong Bias2 = 1UL << 27;
    private const ulong Bias3 = (1UL << 15) | (1UL << 63);

    private static readonly Fp s_sixteenth = Fp.FromUInt64(16).Inverse();

    /// <summary>Writes a point.</summary>
    public static void Write(in G1Affine point, ulong* destination)
    {
        if (point.IsInfinity)
        {
            new Span<ulong>(destination, Words).Clear();
            return;
        }

        WriteCoordinate(point.X, destination);
        WriteCoordinate(point.Y, destination + 4);
    }

    /// <summary>Reads a point. Words that no writer produced give some pair of coordinates.</summary>
    public static G1Affine Read(ulong* source) =>
        IsInfinity(source) ? G1Affine.Infinity : new G1Affine(ReadCoordinate(source), ReadCoordinate(source + 4));

    private static bool IsInfinity(ulong* source)
    {
        ulong union = 0;
        for (var i = 0; i < Words; i++)
            union |= source[i];
        return union == 0;
    }

    /// <summary>The element's own words hold 2^256 a, so those of 16 a hold the 2^260 a of the bulk form.</summary>
    private static void WriteCoordinate(Fp value, ulong* destination)
    {
        value = value.Double().Double().Double().Double();
        var words = (ulong*)&value;

        // p is odd, so a canonical number exceeds p/2 exactly when its double exceeds p.
        var (m0, m1, m2, m3) = IsAboveHalf(words)
            ? (BaseFieldModulus.P0, BaseFieldModulus.P1, BaseFieldModulus.P2, BaseFieldModulus.P3)
            : (0UL, 0UL, 0UL, 0UL);
        ulong carry = 0;
        destination[0] = AddLess(words[0], Bias0, m0, ref carry);
        destination[1] = AddLess(words[1], Bias1, m1, ref carry);
        destination[2] = AddLess(words[2], Bias2, m2, ref carry);
        destination[3] = AddLess(words[3], Bias3, m3, ref carry);
    }

    private static Fp ReadCoordinate(ulong* source)
    {
        // Without the bias the number is signed; a negative one gets p added.
        ulong carry = 0;
        var w0 = AddLess(source[0], 0, Bias0, ref carry);
        var w1 = AddLess(source[1], 0, Bias1, ref carry);
        var w2 = AddLess(source[2], 0, Bias2, ref carry);
        var w3 = AddLess(source[3], 0, Bias3, ref carry);
        var add = (ulong)((long)w3 >> 63);
        carry = 0;
        var words = stackalloc ulong[4];
        words[0] = AddLess(w0, BaseFieldModulus.P0 & add, 0, ref carry);
        words[1] = AddLess(w1, BaseFieldModulus.P1 & add, 0, ref carry);
        words[2] = AddLess(w2, BaseFieldModulus.P2 & add, 0, ref carry);
        words[3] = AddLess(w3, BaseFieldModulus.P3 & add, 0, ref carry);
        return *(Fp*)words * s_sixteenth;
    }

    /// <summary>One word of plus - minus, where the carry is a signed number in two's complement.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddLess(ulong value, ulong plus, ulong minus, ref ulong carry)
    {
        var sum = (Int128)value + plus - minus + (long)carry;
        carry = (ulong)(long)(sum >> 64);
        return (ulong)sum;
    }

    private static bool IsAboveHalf(ulong* words)
    {
        var d3 = (words[3] << 1) | (words[2] >> 63);
        if (d3 != BaseFieldModulus.P3)
            return d3 > BaseFieldModulus.P3;
        var d2 = (words[2] << 1) | (words[1] >> 63);
        if (d2 != BaseFieldModulus.P2)
            return d2 > BaseFieldModulus.P2;
        var d1 = (words[1] << 1) | (words[0] >> 63);
        return d1 != BaseFieldModulus.P1 ? d1 > BaseFieldModulus.P1 : words[0] << 1 > BaseFieldModulus.P0;
    }
}
