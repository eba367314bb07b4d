using System.Runtime.CompilerServices;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// Sums of a few dozen products of scalars and points, as a verifier needs them: signed digits of every scalar, tables of
/// multiples instead of buckets, and one chain of doublings for all. What belongs to the same power of two is added up in
/// affine coordinates, all powers side by side, so that they share inversions. Any points on the curve and any
/// scalars are handled, equal, opposite and infinite ones included. Not constant-time.
/// </summary>
/// <remarks>Source: Straus, "Addition chains of vectors", American Mathematical Monthly 70, 1964.</remarks>
internal static class StrausSum
{
    /// <summary>Digits of points seen once: a table of 8 multiples and 64 additions.</summary>
    public const int WidthForOnce = 4;

    /// <summary>Digits of points that many sums share: a table of 128 multiples and 32 additions.</summary>
    public const int WidthForMany = 8;

    /// <summary>The sum of scalar_i * point_i over all tables.</summary>
    /// <param name="terms">Tables of points, and a scalar for each point.</param>
    /// <param name="adder">Scratch space of the calling thread.</param>
    /// <exception cref="ArgumentException">A table has another number of scalars than of points.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static G1Jacobian Compute(ReadOnlySpan<(PointMultiples Points, Fr[] Scalars)> terms, BatchAffineAdder adder)
    {
        // The digits, and how many that are not zero belong to each power of two.
        Span<int> counts = stackalloc int[FieldDigits.Bits + 1];
        counts.Clear();
        var digits = new short[terms.Length][];
        for (var t = 0; t < terms.Length; t++)
        {
            var (points, scalars) = terms[t];
            if (scalars.Length != points.Count)
                throw new ArgumentException($"{points.Count} points need as many scalars, got {scalars.Length}.", nameof(terms));
            digits[t] = ReadDigits(points, scalars);
            for (var i = 0; i < digits[t].Length; i++)
                counts[i / points.Count * points.Width] += digits[t][i] != 0 ? 1 : 0;
        }

        Span<int> starts = stackalloc int[counts.Length];
        var total = 0;
        for (var bit = 0; bit < counts.Length; bit++)
        {
            starts[bit] = total;
            total += counts[bit];
        }

        var products = new G1Affine[total];
        Span<int> next = stackalloc int[starts.Length];
        starts.CopyTo(next);
        for (var t = 0; t < terms.Length; t++)
        {
            var points = terms[t].Points;
            for (var i = 0; i < digits[t].Length; i++)
            {
                if (digits[t][i] != 0)
                    products[next[i / points.Count * points.Width]++] = points.Product(i % points.Count, digits[t][i]);
            }
        }

        adder.SumGroups(products, starts, counts);
        var sum = G1Jacobian.Infinity;
        for (var bit = counts.Length - 1; bit >= 0; bit--)
        {
            sum = sum.Double();
            if (counts[bit] != 0)
                sum += products[starts[bit]];
        }

        return sum;
    }

    /// <summary>The digits of all scalars, window by window.</summary>
    private static short[] ReadDigits(PointMultiples points, Fr[] scalars)
    {
        var reader = new FieldDigits(scalars, maxThreads: 1);
        var windows = reader.SetWidth(points.Width);
        var digits = new short[windows * scalars.Length];
        for (var w = 0; w < windows; w++)
            reader.ReadDigits(w, 0, digits.AsSpan(w * scalars.Length, scalars.Length));
        return digits;
    }
}
