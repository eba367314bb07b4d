using System.Numerics;

namespace ZkStyle.Prover.Fields;

/// <summary>Operations that every field shares.</summary>
public static class FieldExtensions
{
    /// <summary>An element raised to a power by squaring and multiplying.</summary>
    /// <typeparam name="T">The field.</typeparam>
    /// <param name="value">The element.</param>
    /// <param name="exponent">The exponent; a negative one inverts first.</param>
    /// <returns>The power; zero to the power zero is one, zero to a negative power zero.</returns>
    public static T Pow<T>(T value, BigInteger exponent)
        where T : unmanaged, IField<T>
    {
        var factor = exponent.Sign < 0 ? value.Inverse() : value;
        var bits = BigInteger.Abs(exponent).ToByteArray(isUnsigned: true, isBigEndian: true);
        var result = T.One;
        foreach (var bits8 in bits)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                result = result.Square();
                if ((bits8 >> bit & 1) != 0)
                    result *= factor;
            }
        }

        return result;
    }

    /// <summary>
    /// Inverts every element in place with one field inversion (Montgomery's trick); zeros stay zero.
    /// </summary>
    /// <typeparam name="T">The field.</typeparam>
    /// <param name="values">The elements; replaced by their inverses.</param>
    /// <param name="scratch">At least as long as <paramref name="values"/>; overwritten.</param>
    /// <exception cref="ArgumentException">The scratch space is too short.</exception>
    public static void BatchInvert<T>(Span<T> values, Span<T> scratch)
        where T : unmanaged, IField<T>
    {
        if (scratch.Length < values.Length)
            throw new ArgumentException($"Scratch space for {values.Length} elements needed, got {scratch.Length}.", nameof(scratch));

        var product = T.One;
        for (var i = 0; i < values.Length; i++)
        {
            scratch[i] = product;
            if (!values[i].IsZero)
                product *= values[i];
        }

        var inverse = product.Inverse();
        for (var i = values.Length - 1; i >= 0; i--)
        {
            if (values[i].IsZero)
                continue;
            var value = values[i];
            values[i] = inverse * scratch[i];
            inverse *= value;
        }
    }

    /// <summary>Inverts every element in place with one field inversion; zeros stay zero.</summary>
    /// <typeparam name="T">The field.</typeparam>
    /// <param name="values">The elements; replaced by their inverses.</param>
    public static void BatchInvert<T>(Span<T> values)
        where T : unmanaged, IField<T> => BatchInvert(values, new T[values.Length]);
}
