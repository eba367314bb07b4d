namespace ZkStyle.Prover.Tests.Polynomials;

/// <summary>Operations on polynomials as coefficient arrays, lowest degree first: the oracle of those in bulk form.</summary>
internal static class Polynomial
{
    private const int ChunkLength = 1 << 13;

    /// <summary>The value at a point: Horner within chunks, chunks side by side.</summary>
    /// <param name="coefficients">The coefficients.</param>
    /// <param name="point">The point.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <returns>The value.</returns>
    public static Fr Evaluate(Fr[] coefficients, Fr point, int maxThreads = -1)
    {
        ArgumentNullException.ThrowIfNull(coefficients);
        var chunks = new Fr[(coefficients.Length + ChunkLength - 1) / ChunkLength];
        Parallel.For(0, chunks.Length, new ParallelOptions { MaxDegreeOfParallelism = maxThreads }, c =>
        {
            var start = c * ChunkLength;
            var sum = Fr.Zero;
            for (var i = Math.Min(start + ChunkLength, coefficients.Length) - 1; i >= start; i--)
                sum = (sum * point) + coefficients[i];
            chunks[c] = sum;
        });

        var step = point.Pow(ChunkLength);
        var result = Fr.Zero;
        for (var c = chunks.Length - 1; c >= 0; c--)
            result = (result * step) + chunks[c];
        return result;
    }

    /// <summary>target += factor * source.</summary>
    /// <param name="target">Changed in place.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="source">At most as long as the target.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    public static void AddScaled(Fr[] target, Fr factor, Fr[] source, int maxThreads = -1) =>
        ForChunks(target, source, maxThreads, (t, s) =>
        {
            for (var i = 0; i < s.Length; i++)
                t[i] += factor * s[i];
        });

    /// <summary>target = factor * target + source.</summary>
    /// <param name="target">Changed in place.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="source">As long as the target.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    public static void MultiplyAdd(Fr[] target, Fr factor, Fr[] source, int maxThreads = -1) =>
        ForChunks(target, source, maxThreads, (t, s) =>
        {
            for (var i = 0; i < s.Length; i++)
                t[i] = (factor * t[i]) + s[i];
        });

    /// <summary>
    /// Divides by X - point in place and drops the remainder: synthetic division. The highest coefficient of
    /// the result is zero.
    /// </summary>
    /// <param name="coefficients">The dividend; replaced by the quotient.</param>
    /// <param name="point">The root of the divisor.</param>
    /// <returns>The remainder: the dividend's value at the point.</returns>
    public static Fr DivideByLinear(Span<Fr> coefficients, Fr point)
    {
        var carry = Fr.Zero;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            var next = coefficients[i] + (carry * point);
            coefficients[i] = carry;
            carry = next;
        }

        return carry;
    }

    private delegate void ChunkAction(Span<Fr> target, ReadOnlySpan<Fr> source);

    private static void ForChunks(Fr[] target, Fr[] source, int maxThreads, ChunkAction action)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(source);
        if (source.Length > target.Length)
            throw new ArgumentException($"The source has {source.Length} coefficients, the target {target.Length}.", nameof(source));
        var chunks = (source.Length + ChunkLength - 1) / ChunkLength;
        Parallel.For(0, chunks, new ParallelOptions { MaxDegreeOfParallelism = maxThreads }, c =>
        {
            var start = c * ChunkLength;
            var length = Math.Min(ChunkLength, source.Length - start);
            action(target.AsSpan(start, length), source.AsSpan(start, length));
        });
    }
}
