using System.Numerics;
using System.Runtime.InteropServices;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>A prime's constants for the vector kernels, in memory that lives as long as the process.</summary>
internal static unsafe class BlockConstants<TModulus>
    where TModulus : struct, IFieldModulus
{
    /// <summary>Where p lies in the table: five limbs. Before it, 2^(52 (k - 4)) mod p in (-p/2, p/2) for k = 0..3, five limbs each.</summary>
    public const int Modulus = 20;

    /// <summary>Where -1/p mod 2^52 lies, in [-2^51, 2^51).</summary>
    public const int MontgomeryFactor = 25;

    /// <summary>Where 2^208 / p lies, rounded.</summary>
    public const int TopInverse = 26;

    /// <summary>Where 2^264 mod p lies: five limbs. A product with it brings 2^256 a to 2^260 a.</summary>
    public const int FromRadix256 = 27;

    /// <summary>Where 2^256 mod p lies: five limbs. A product with it brings 2^260 a to 2^256 a.</summary>
    public const int ToRadix256 = 32;

    /// <summary>Where 2^520 mod p lies: five limbs. A product with it brings a to 2^260 a.</summary>
    public const int FromInteger = 37;

    /// <summary>Where 1 lies: five limbs. A product with it brings 2^260 a to a.</summary>
    public const int ToInteger = 42;

    /// <summary>Where 2^(52 (k + 1)) mod p lie for k = 0..4, five limbs each. Products with them prepare a factor.</summary>
    public const int Preparation = 47;

    private const int Length = Preparation + BlockLayout.PreparedDoubles;

    /// <summary>The constants.</summary>
    public static readonly double* Table = Create();

    /// <summary>Cuts an integer into five signed limbs; the last takes what is left.</summary>
    public static void WriteLimbs(BigInteger value, double* limbs, int stride)
    {
        var radix = BigInteger.One << BlockLayout.LimbBits;
        for (var i = 0; i < BlockLayout.Limbs - 1; i++)
        {
            var limb = value & (radix - 1);
            if (limb >= radix / 2)
                limb -= radix;
            limbs[i * stride] = (double)limb;
            value = (value - limb) >> BlockLayout.LimbBits;
        }

        limbs[(BlockLayout.Limbs - 1) * stride] = (double)value;
    }

    private static double* Create()
    {
        var table = (double*)NativeMemory.AlignedAlloc(Length * sizeof(double), 64);
        var p = PrimeField<TModulus>.Modulus;
        for (var k = 0; k < 4; k++)
        {
            var inverse = BigInteger.ModPow(BigInteger.One << (BlockLayout.LimbBits * (4 - k)), p - 2, p);
            WriteLimbs(Centered(inverse), table + (5 * k), 1);
        }

        WriteLimbs(p, table + Modulus, 1);
        var radix = BigInteger.One << BlockLayout.LimbBits;

        // The odd residues modulo 2^52 have order dividing 2^50, so a power inverts p.
        var factor = radix - BigInteger.ModPow(p, (radix >> 2) - 1, radix);
        table[MontgomeryFactor] = (double)(factor >= radix / 2 ? factor - radix : factor);
        table[TopInverse] = Math.ScaleB(1.0, 4 * BlockLayout.LimbBits) / (double)p;
        WriteLimbs(Centered(BigInteger.ModPow(2, 264, p)), table + FromRadix256, 1);
        WriteLimbs(Centered(BigInteger.ModPow(2, 256, p)), table + ToRadix256, 1);
        WriteLimbs(Centered(BigInteger.ModPow(2, 520, p)), table + FromInteger, 1);
        WriteLimbs(BigInteger.One, table + ToInteger, 1);
        for (var k = 0; k < BlockLayout.Limbs; k++)
        {
            var power = BigInteger.ModPow(2, BlockLayout.LimbBits * (k + 1), p);
            WriteLimbs(Centered(power), table + Preparation + (BlockLayout.Limbs * k), 1);
        }

        return table;

        BigInteger Centered(BigInteger value) => value > p / 2 ? value - p : value;
    }
}
