namespace ZkStyle.Prover.Fields;

/// <summary>Operations on many field elements at once.</summary>
public static class FieldExtensions
{
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
