using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

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

    /// <summary>Four words each of: the bias, the bias less p, minus the bias, p; modulo 2^256.</summary>
    private static readonly ulong* s_constants = CreateConstants();

    private static readonly Fp s_sixteen = Fp.FromUInt64(16);

    private static readonly Fp s_sixteenth = Fp.FromUInt64(16).Inverse();

    /// <summary>Writes a point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteCoordinate(Fp value, ulong* destination)
    {
        Fp.Multiply(in value, in s_sixteen, out value);
        var words = (ulong*)&value;
        Add(words, IsAboveHalf(words) ? s_constants + 4 : s_constants, destination);
    }

    /// <summary>Without the bias the number is signed; a negative one gets p added.</summary>
    private static Fp ReadCoordinate(ulong* source)
    {
        var words = stackalloc ulong[4];
        Add(source, s_constants + 8, words);
        if ((long)words[3] < 0)
            Add(words, s_constants + 12, words);
        return *(Fp*)words * s_sixteenth;
    }

    /// <summary>result = left + right modulo 2^256.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ulong* left, ulong* right, ulong* result)
    {
        var sum = (UInt128)left[0] + right[0];
        result[0] = (ulong)sum;
        sum = (sum >> 64) + left[1] + right[1];
        result[1] = (ulong)sum;
        sum = (sum >> 64) + left[2] + right[2];
        result[2] = (ulong)sum;
        result[3] = left[3] + right[3] + (ulong)(sum >> 64);
    }

    /// <summary>Whether twice a canonical number exceeds p, which is odd: whether the number is above p/2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

    private static ulong* CreateConstants()
    {
        var bias = BigInteger.One << (BlockLayout.LimbBits * (BlockLayout.Limbs - 1) + TopBiasBits);
        for (var limb = 0; limb < BlockLayout.Limbs - 1; limb++)
            bias += BigInteger.One << (BlockLayout.LimbBits * limb + BlockLayout.LimbBits - 1);
        BigInteger[] constants = [bias, bias - Fp.Modulus, -bias, Fp.Modulus];
        var table = (ulong*)NativeMemory.AlignedAlloc((nuint)(constants.Length * ByteLength / 2), ByteLength);
        for (var i = 0; i < 4 * constants.Length; i++)
            table[i] = (ulong)((constants[i / 4] >> (64 * (i % 4))) & ulong.MaxValue);
        return table;
    }
}
