namespace ZkStyle.Prover.Constraints;

/// <summary>
/// Values at one point of polynomials with integer coefficients read from bytes. Horner's rule in steps of several coefficients:
/// within a step one sum of products with one reduction, and no coefficient is brought into Montgomery form.
/// </summary>
internal sealed class IntegerPolynomial
{
    /// <summary>The longest coefficient in bytes: the most that stay below the field's order.</summary>
    public const int MaxCoefficientLength = 31;

    private const int Step = Fr.MaxProducts;

    private readonly Fr[] _scaledPowers = new Fr[Step];
    private readonly Fr _stepPower;

    /// <summary>Prepares a point.</summary>
    /// <param name="point">Where polynomials will be evaluated.</param>
    public IntegerPolynomial(Fr point)
    {
        // The powers carry the 2^256 that the coefficients lack.
        var power = Fr.Radix;
        for (var i = 0; i < Step; i++)
        {
            _scaledPowers[i] = power;
            power *= point;
        }

        _stepPower = _scaledPowers[^1] * point * Fr.IntegerOverRadix([1]);
    }

    /// <summary>The value of the polynomial whose coefficients, lowest power first, are the bytes' consecutive big-endian words.</summary>
    /// <param name="bytes">The words; the last one is filled with zero bytes on the right.</param>
    /// <param name="coefficientLength">Bytes of a word, 1 to 31.</param>
    /// <returns>The value.</returns>
    public Fr Evaluate(ReadOnlySpan<byte> bytes, int coefficientLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(coefficientLength, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(coefficientLength, MaxCoefficientLength);
        Span<Fr> coefficients = stackalloc Fr[Step];
        Span<byte> padded = stackalloc byte[MaxCoefficientLength];
        var sum = Fr.Zero;
        var stepLength = Step * coefficientLength;
        for (var start = (bytes.Length - 1) / stepLength * stepLength; start >= 0; start -= stepLength)
        {
            var rest = bytes[start..Math.Min(start + stepLength, bytes.Length)];
            var count = 0;
            for (; rest.Length >= coefficientLength; rest = rest[coefficientLength..])
                coefficients[count++] = Fr.IntegerOverRadix(rest[..coefficientLength]);
            if (!rest.IsEmpty)
            {
                var last = padded[..coefficientLength];
                last.Clear();
                rest.CopyTo(last);
                coefficients[count++] = Fr.IntegerOverRadix(last);
            }

            Fr.SumOfProducts(coefficients[..count], _scaledPowers.AsSpan(0, count), out var value);
            sum = (sum * _stepPower) + value;
        }

        return sum;
    }
}
