using System.Globalization;

namespace ZkStyle.Quantize.Onnx;

/// <summary>The values that decoders use for black and white.</summary>
internal static class PictureRange
{
    private const double Tolerance = 0.01;

    private static readonly (double Black, double White)[] s_ranges = [(0, 1), (0, 255), (-1, 1)];

    /// <summary>Refuses a range that is none of a picture's.</summary>
    /// <param name="a">One end.</param>
    /// <param name="b">The other.</param>
    /// <returns>Black and white as meant: 0 and 1, 0 and 255, or -1 and 1.</returns>
    /// <exception cref="InvalidDataException">The range is not 0 to 1, 0 to 255 or -1 to 1.</exception>
    public static (double Black, double White) Require(double a, double b)
    {
        var (low, high) = (Math.Min(a, b), Math.Max(a, b));
        foreach (var (black, white) in s_ranges)
        {
            if (Math.Abs(low - black) <= Tolerance * (white - black) && Math.Abs(high - white) <= Tolerance * (white - black))
                return (black, white);
        }

        throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The decoder's output goes from {low:G4} to {high:G4}; pictures go from 0 to 1, 0 to 255 or -1 to 1."));
    }
}
