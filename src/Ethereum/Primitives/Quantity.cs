using System.Globalization;
using System.Numerics;

namespace ZkStyle.Ethereum.Primitives;

/// <summary>
/// Numbers as the JSON-RPC interface writes them, called QUANTITY there: <c>0x</c>, then hexadecimal
/// digits without leading zeros, zero as <c>0x0</c>.
/// </summary>
/// <remarks>Source: Ethereum execution APIs, "Hex value encoding".</remarks>
public static class Quantity
{
    /// <summary>Writes a number.</summary>
    /// <param name="value">A value in [0, 2^256).</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the range.</exception>
    public static string Format(BigInteger value)
    {
        Uint256.Require(value, nameof(value));
        // "x" writes a sign digit; without it and other zeros the text is the minimal one.
        var digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return digits.Length == 0 ? "0x0" : "0x" + digits;
    }

    /// <summary>Reads a number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="bits">The number must be below 2^bits; at most 256.</param>
    /// <returns>The number.</returns>
    /// <exception cref="FormatException">The text is not a quantity, or the number is too large.</exception>
    public static BigInteger Parse(string text, int bits = 256)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var value, bits)
            ? value
            : throw new FormatException($"'{Excerpt.Of(text)}' is not a quantity of at most {bits} bits: 0x and hexadecimal digits without leading zeros.");
    }

    /// <summary>Reads a number without throwing.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number, when the text is one.</param>
    /// <param name="bits">The number must be below 2^bits; at most 256.</param>
    /// <returns>Whether the text is a quantity in range.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out BigInteger value, int bits = 256)
    {
        value = default;
        if (!text.StartsWith("0x", StringComparison.Ordinal) || text.Length is < 3 or > 2 + 64)
            return false;
        var digits = text[2..];
        if (digits[0] == '0' && digits.Length > 1)
            return false;
        foreach (var c in digits)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }

        // The leading zero keeps the first digit from being read as a sign.
        value = BigInteger.Parse("0" + digits.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return Uint256.Fits(value, bits);
    }
}
