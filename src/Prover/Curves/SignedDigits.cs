namespace ZkStyle.Prover.Curves;

/// <summary>Signed digits of integers, for powers and multiples where an inverse costs nothing.</summary>
internal static class SignedDigits
{
    /// <summary>
    /// The non-adjacent form of a width: value = sum digit_i 2^i, least significant first, where digits are zero or odd,
    /// below 2^(width-1) in magnitude, and of any width neighbours at most one is not zero.
    /// </summary>
    /// <param name="value">The integer.</param>
    /// <param name="width">At least 2 and at most 8; 2 is the plain non-adjacent form.</param>
    public static sbyte[] NonAdjacent(UInt128 value, int width)
    {
        var digits = new List<sbyte>();
        var modulus = 1 << width;
        for (; value != 0; value >>= 1)
        {
            // An odd value takes the digit that makes the next width - 1 bits zero.
            var digit = 0;
            if ((value & 1) != 0)
            {
                digit = (int)(value & (UInt128)(modulus - 1));
                if (digit >= modulus / 2)
                    digit -= modulus;
                value = digit > 0 ? value - (UInt128)digit : value + (UInt128)(-digit);
            }

            digits.Add((sbyte)digit);
        }

        return [.. digits];
    }
}
