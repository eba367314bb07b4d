using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Polynomials;

/// <summary>Operations on polynomials whose coefficients, lowest degree first, are in bulk form; blocks are normal.</summary>
/// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
internal static unsafe class BlockPolynomial<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    /// <summary>Parts of a polynomial evaluated side by side, so that Horner's chain does not wait for the multiplier.</summary>
    private const int Chains = 4;

    /// <summary>Blocks a thread takes at least.</summary>
    private const int MinimumBlocks = 256;

    /// <summary>Terms added before a sum is reduced: each is a product of magnitude below 2.</summary>
    private const int TermsPerReduction = 24;

    /// <summary>The value at a point.</summary>
    /// <param name="coefficients">The coefficients, of magnitude at most 8.</param>
    /// <param name="point">The point.</param>
    /// <returns>The value.</returns>
    public static Fr Evaluate(BlockBuffer coefficients, Fr point)
    {
        // Lane l of part c collects sum over b of coefficient 8 b + l times point^(8 b), b counted from the part's start.
        var parts = coefficients.Blocks % Chains == 0 ? Chains : 1;
        var length = coefficients.Blocks / parts;
        var sums = stackalloc double[Chains * BlockLayout.Doubles];
        using var step = PreparedFactors<TField>.Of([point.Pow(BlockLayout.Lanes)]);
        for (var part = 0; part < parts; part++)
            TField.SetLanes(sums + (part * BlockLayout.Doubles), (1 << BlockLayout.Lanes) - 1, Fr.Zero);
        for (var block = length - 1; block >= 0; block--)
        {
            for (var part = 0; part < parts; part++)
            {
                var sum = sums + (part * BlockLayout.Doubles);
                TField.MultiplyPrepared(sum, step[0], sum);
                TField.Add(sum, coefficients.Block((part * length) + block), sum);
            }
        }

        var lanes = stackalloc Fr[BlockLayout.Lanes];
        var partStep = point.Pow((long)length * BlockLayout.Lanes);
        var value = Fr.Zero;
        for (var part = parts - 1; part >= 0; part--)
        {
            TField.ToElements(sums + (part * BlockLayout.Doubles), lanes);
            var partValue = Fr.Zero;
            for (var lane = BlockLayout.Lanes - 1; lane >= 0; lane--)
                partValue = (partValue * point) + lanes[lane];
            value = (value * partStep) + partValue;
        }

        return value;
    }

    /// <summary>destination = sum of factor_i * source_i, of magnitude at most 0.51.</summary>
    /// <param name="factors">The factors.</param>
    /// <param name="sources">As many polynomials, of magnitude at most 8 and as long as the destination.</param>
    /// <param name="destination">Receives the sum; may be one of the sources.</param>
    /// <param name="maxThreads">Threads at most.</param>
    public static void Combine(
        IReadOnlyList<Fr> factors, IReadOnlyList<BlockBuffer> sources, BlockBuffer destination, int maxThreads)
    {
        using var prepared = PreparedFactors<TField>.Of(factors);
        ParallelLoop.ForRanges(destination.Blocks, MinimumBlocks, maxThreads, (start, end) =>
        {
            var sum = stackalloc double[BlockLayout.Doubles];
            var term = stackalloc double[BlockLayout.Doubles];
            for (var block = start; block < end; block++)
            {
                TField.SetLanes(sum, (1 << BlockLayout.Lanes) - 1, Fr.Zero);
                for (var i = 0; i < sources.Count; i++)
                {
                    TField.MultiplyPrepared(sources[i].Block(block), prepared[i], term);
                    TField.Add(sum, term, sum);
                    if (i % TermsPerReduction == TermsPerReduction - 1)
                        TField.Reduce(sum, sum);
                }

                TField.Reduce(sum, destination.Block(block));
            }
        });
        GC.KeepAlive(sources);
    }

    /// <summary>
    /// Divides by X - point in place and drops the remainder. The highest coefficient of the result is zero.
    /// </summary>
    /// <param name="coefficients">The dividend, of magnitude at most 8; replaced by the quotient, of magnitude at most 10.</param>
    /// <param name="point">The root of the divisor.</param>
    /// <param name="maxThreads">Threads at most.</param>
    /// <returns>The remainder: the dividend's value at the point.</returns>
    public static Fr DivideByLinear(BlockBuffer coefficients, Fr point, int maxThreads)
    {
        // Coefficient i of the quotient is the Horner sum of the coefficients above i. The coefficients are cut into runs,
        // eight of which go side by side in the lanes; a first pass finds what each run contributes to those
        // below it, a second one, begun with what comes from above, writes the sums.
        var groups = Math.Max(1, ParallelLoop.Threads(maxThreads));
        while (groups > 1 && coefficients.Blocks % (groups * BlockLayout.Lanes) != 0)
            groups--;
        if (coefficients.Blocks % (groups * BlockLayout.Lanes) != 0)
            return DivideSmall(coefficients, point);
        var runs = groups * BlockLayout.Lanes;
        var runBlocks = coefficients.Blocks / runs;
        var carries = new Fr[runs];
        ParallelLoop.For(groups, maxThreads, group => Horner(coefficients, group, runBlocks, point, carries, store: false));

        var step = point.Pow((long)runBlocks * BlockLayout.Lanes);
        var carry = Fr.Zero;
        for (var run = runs - 1; run >= 0; run--)
            (carries[run], carry) = (carry, carries[run] + (carry * step));
        ParallelLoop.For(groups, maxThreads, group => Horner(coefficients, group, runBlocks, point, carries, store: true));
        return carry;
    }

    /// <summary>
    /// One pass over a group of eight runs. Without <paramref name="store"/> it begins with zero and leaves in carries each run's
    /// value; with it, it begins with the carries and replaces every coefficient by the sum of those above it.
    /// </summary>
    private static void Horner(BlockBuffer coefficients, int group, int runBlocks, Fr point, Fr[] carries, bool store)
    {
        const int Lanes = BlockLayout.Lanes;
        const int Doubles = BlockLayout.Doubles;
        var square = stackalloc double[Lanes * Doubles];
        var sums = stackalloc double[Lanes * Doubles];
        var sum = stackalloc double[Doubles];
        using var factor = PreparedFactors<TField>.Of([point]);
        fixed (Fr* carry = &carries[group * Lanes])
        {
            TField.SetLanes(sum, (1 << Lanes) - 1, Fr.Zero);
            if (store)
                TField.FromElements(carry, sum);
            var start = coefficients.Block(group * Lanes * runBlocks);
            var stride = (nint)runBlocks * Doubles;
            for (var block = runBlocks - 1; block >= 0; block--)
            {
                TField.Transpose(start + (block * Doubles), stride, square, Doubles);
                for (var i = Lanes - 1; i >= 0; i--)
                {
                    new ReadOnlySpan<double>(sum, Doubles).CopyTo(new Span<double>(sums + (i * Doubles), Doubles));
                    TField.MultiplyPrepared(sum, factor[0], sum);
                    TField.Add(sum, square + (i * Doubles), sum);
                }

                if (store)
                    TField.Transpose(sums, Doubles, start + (block * Doubles), stride);
            }

            if (!store)
                TField.ToElements(sum, carry);
        }
    }

    /// <summary>Synthetic division in plain elements, for polynomials too short to be cut into runs.</summary>
    private static Fr DivideSmall(BlockBuffer coefficients, Fr point)
    {
        var elements = new Fr[coefficients.Length];
        BlockConversion<TField>.ToElements(coefficients, elements, maxThreads: 1);
        var carry = Fr.Zero;
        for (var i = elements.Length - 1; i >= 0; i--)
            (elements[i], carry) = (carry, elements[i] + (carry * point));
        BlockConversion<TField>.FromElements(elements, coefficients, maxThreads: 1);
        return carry;
    }
}
