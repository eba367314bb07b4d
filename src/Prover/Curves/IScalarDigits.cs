namespace ZkStyle.Prover.Curves;

/// <summary>
/// Scalars cut into windows of signed digits: scalar_i = sum over w of digit(i, w) * 2^(width * w), every digit
/// at most 2^(width-1) in magnitude.
/// </summary>
internal interface IScalarDigits
{
    /// <summary>Number of scalars.</summary>
    int Count { get; }

    /// <summary>Bits of the largest scalar's magnitude.</summary>
    int ScalarBits { get; }

    /// <summary>Number of scalars that are not zero, or all where counting them does not pay.</summary>
    int NonZeroCount { get; }

    /// <summary>Sets the width, 2 to 15 bits, once before digits are read; sets the number of windows that need.</summary>
    /// <returns>The number of windows.</returns>
    int SetWidth(int width);

    /// <summary>Writes the digits of scalars from the first on; reads by several threads at once are safe.</summary>
    void ReadDigits(int window, int first, Span<short> digits);
}
