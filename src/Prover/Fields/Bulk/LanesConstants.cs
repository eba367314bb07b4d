namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>The constants that move parts of a product to where the bits of a double are an integer.</summary>
internal static class LanesConstants
{
    /// <summary>3 * 2^103: doubles in [2^104, 2^105) are 2^52 apart.</summary>
    public const double HighMagic = 1.5 * (1L << 52) * (1L << 52);

    /// <summary>The bits of <see cref="HighMagic"/>.</summary>
    public const long HighOffset = 0x4678000000000000;

    /// <summary>3 * 2^103 + 2^52: less a half rounded down, it is the addend that puts the lower half into [2^52, 2^53).</summary>
    public const double FloorLowMagic = HighMagic + (1L << 52);

    /// <summary>The bits of 2^52.</summary>
    public const long FloorLowOffset = DigitExponent;

    /// <summary>3 * 2^51: the middle of [2^52, 2^53), where doubles are the integers.</summary>
    public const double DigitMagic = 1.5 * (1L << 52);

    /// <summary>The bits of <see cref="DigitMagic"/>.</summary>
    public const long NearestLowOffset = 0x4338000000000000;

    /// <summary>The exponent bits of a double in [2^52, 2^53).</summary>
    public const long DigitExponent = 0x4330000000000000;

    /// <summary>The lowest 52 bits.</summary>
    public const long DigitMask = (1L << 52) - 1;

    /// <summary>2^-52.</summary>
    public const double LimbInverse = 1.0 / (1L << 52);
}
