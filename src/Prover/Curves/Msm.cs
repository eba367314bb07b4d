using ZkStyle.Prover.Curves.Bulk;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// Multi-scalar multiplication in G1: the sum of scalar_i * base_i. Windows of signed digits, a bucket per digit
/// (Pippenger's method), and all additions of buckets in affine coordinates, in batches that share an inversion.
/// Any bases on the curve and any scalars are handled, equal, opposite and infinite ones included. Not constant-time.
/// </summary>
/// <remarks>
/// Sources: Pippenger, "On the evaluation of powers and related problems", 1976; Bernstein, Doumen, Lange,
/// Oosterwijk, "Faster batch forgery identification", Indocrypt 2012, for the method's modern form.
/// </remarks>
public static partial class Msm
{
    /// <summary>Sums shorter than this are added up one product at a time.</summary>
    private const int SmallestBatch = 8;

    /// <summary>Sums from this length on pay for packing their bases.</summary>
    private const int SmallestPacked = 256;

    /// <summary>As <see cref="SmallestPacked"/>, with small scalars, whose sums take less time.</summary>
    private const int SmallestPackedSmall = 1024;

    /// <summary>Small scalars of at most this many bits take signed windows; longer ones are ordinary scalars.</summary>
    private const int MaxSmallBits = MsmDigits.MaxIntegerBits;

    /// <summary>The sum of scalar_i * base_i.</summary>
    /// <param name="bases">Points on the curve.</param>
    /// <param name="scalars">As many scalars.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <returns>The sum; infinity for no points.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static G1Jacobian Compute(ReadOnlyMemory<G1Affine> bases, ReadOnlyMemory<Fr> scalars, int maxThreads = -1)
    {
        CheckLengths(bases.Length, scalars.Length);
        if (!MsmBases.UsesPacked || bases.Length < SmallestPacked)
            return ComputeScalar(bases, scalars, maxThreads);
        using var packed = MsmBases.Prepare(bases, maxThreads);
        return Compute(packed, scalars, maxThreads);
    }

    /// <summary>
    /// The sum of scalar_i * base_i for small signed integers; the cost grows with the bits of the largest, and zeros
    /// are free.
    /// </summary>
    /// <param name="bases">Points on the curve.</param>
    /// <param name="scalars">As many integers.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <returns>The sum; infinity for no points.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static G1Jacobian ComputeSmall(ReadOnlyMemory<G1Affine> bases, ReadOnlyMemory<long> scalars, int maxThreads = -1)
    {
        CheckLengths(bases.Length, scalars.Length);
        if (!MsmBases.UsesPacked || bases.Length < SmallestPackedSmall)
            return ComputeSmallScalar(bases, scalars, maxThreads);
        using var packed = MsmBases.Prepare(bases, maxThreads);
        return ComputeSmall(packed, scalars, maxThreads);
    }

    /// <summary>The sum by scalar arithmetic alone.</summary>
    private static G1Jacobian ComputeScalar(ReadOnlyMemory<G1Affine> bases, ReadOnlyMemory<Fr> scalars, int maxThreads)
    {
        if (bases.Length >= SmallestBatch)
            return new BucketSums(bases, new FieldDigits(scalars, maxThreads), maxThreads).Compute();
        var sum = G1Jacobian.Infinity;
        for (var i = 0; i < bases.Length; i++)
            sum += new G1Jacobian(bases.Span[i]) * scalars.Span[i];
        return sum;
    }

    /// <summary>The sum for small integers by scalar arithmetic alone.</summary>
    private static G1Jacobian ComputeSmallScalar(ReadOnlyMemory<G1Affine> bases, ReadOnlyMemory<long> scalars, int maxThreads)
    {
        var digits = new SmallDigits(scalars);
        if (digits.ScalarBits == 0)
            return G1Jacobian.Infinity;
        return digits.ScalarBits <= MaxSmallBits
            ? new BucketSums(bases, digits, maxThreads).Compute()
            : ComputeScalar(bases, ToElements(scalars.Span), maxThreads);
    }

    private static Fr[] ToElements(ReadOnlySpan<long> scalars)
    {
        var elements = new Fr[scalars.Length];
        for (var i = 0; i < elements.Length; i++)
            elements[i] = Fr.FromInt64(scalars[i]);
        return elements;
    }

    private static void CheckLengths(int bases, int scalars)
    {
        if (bases != scalars)
            throw new ArgumentException($"{bases} bases need as many scalars, got {scalars}.", nameof(scalars));
    }
}
