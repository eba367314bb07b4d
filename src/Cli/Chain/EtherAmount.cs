using System.Globalization;
using System.Numerics;

namespace ZkStyle.Cli.Chain;

/// <summary>Amounts of ether, as people write them and as chains count them: 1 ether is 10^18 wei.</summary>
internal static class EtherAmount
{
    private const int Decimals = 18;

    // A collection's price has 96 bits.
    private const int MaxBits = 96;

    private static readonly BigInteger s_weiPerEther = BigInteger.Pow(10, Decimals);

    /// <summary>Reads an amount.</summary>
    /// <param name="text">Such as 0.05: digits, and after a point at most 18 more.</param>
    /// <param name="wei">The amount in wei, below 2^96.</param>
    /// <returns>Whether the text is such an amount.</returns>
    public static bool TryParse(string text, out BigInteger wei)
    {
        wei = default;
        var parts = text.Split('.');
        if (text.Length > 64 || parts.Length > 2 || parts.Any(part => part.Length == 0 || !part.All(char.IsAsciiDigit)))
            return false;
        var fraction = parts.Length == 2 ? parts[1] : "";
        if (fraction.Length > Decimals)
            return false;
        wei = BigInteger.Parse(parts[0] + fraction.PadRight(Decimals, '0'), NumberStyles.None, CultureInfo.InvariantCulture);
        return wei.GetBitLength() <= MaxBits;
    }

    /// <summary>Writes an amount.</summary>
    /// <param name="wei">At least 0.</param>
    /// <returns>Such as "0.05 ETH", exactly.</returns>
    public static string Format(BigInteger wei)
    {
        var whole = BigInteger.DivRem(wei, s_weiPerEther, out var rest);
        var fraction = rest.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals, '0').TrimEnd('0');
        return $"{whole.ToString(CultureInfo.InvariantCulture)}{(fraction.Length > 0 ? "." + fraction : "")} ETH";
    }
}
