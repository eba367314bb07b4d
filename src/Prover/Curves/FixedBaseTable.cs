using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// Multiples of one point, d * 2^(width * w) * base for every window w and every digit d up to 2^(width-1), so that a
/// product with the base costs one addition a window; made for many products, whose additions go in batches.
/// </summary>
internal sealed class FixedBaseTable
{
    private const int MinimumRange = 256;

    private readonly G1Affine[][] _multiples;
    private readonly int _maxThreads;
    private readonly int _width;

    /// <summary>Builds the table that makes the given number of products cheapest.</summary>
    public FixedBaseTable(G1Affine point, int products, int maxThreads, CancellationToken cancellationToken)
    {
        _maxThreads = maxThreads;
        _width = BucketSums.ChooseWidth(products, FieldDigits.Bits);
        var windows = FieldDigits.WindowCount(_width);

        var shifted = new G1Jacobian[windows];
        var current = new G1Jacobian(point);
        for (var w = 0; w < windows; w++)
        {
            shifted[w] = current;
            for (var i = 0; i < _width; i++)
                current = current.Double();
        }

        var bases = new G1Affine[windows];
        G1Jacobian.Normalize(shifted, bases);
        _multiples = new G1Affine[windows][];
        ParallelLoop.For(windows, maxThreads, w => _multiples[w] = Multiples(bases[w], 1 << (_width - 1)), cancellationToken);
    }

    /// <summary>destination[i] = scalars[i] * base.</summary>
    public void Multiply(ReadOnlyMemory<Fr> scalars, Memory<G1Affine> destination, CancellationToken cancellationToken)
    {
        var digits = new FieldDigits(scalars, _maxThreads);
        digits.SetWidth(_width);
        ParallelLoop.ForRanges(
            scalars.Length,
            MinimumRange,
            _maxThreads,
            (start, end) =>
            {
                var products = destination.Span[start..end];
                products.Clear();
                var windowDigits = new short[products.Length];
                var pairs = new AffinePair[products.Length];
                var adder = new BatchAffineAdder();
                for (var w = 0; w < _multiples.Length; w++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    digits.ReadDigits(w, start, windowDigits);
                    var count = 0;
                    for (var i = 0; i < windowDigits.Length; i++)
                    {
                        int digit = windowDigits[i];
                        if (digit != 0)
                            pairs[count++] = new AffinePair(i, digit > 0 ? digit - 1 : ~(-digit - 1), i);
                    }

                    adder.Add(products, _multiples[w], products, pairs.AsSpan(0, count));
                }
            },
            cancellationToken);
    }

    /// <summary>1, 2, ..., count times a point: the first half plus its last gives the second half, from one point on.</summary>
    private static G1Affine[] Multiples(G1Affine point, int count)
    {
        var multiples = new G1Affine[count];
        multiples[0] = point;
        var adder = new BatchAffineAdder();
        for (var known = 1; known < count; known *= 2)
        {
            var pairs = new AffinePair[known];
            for (var i = 0; i < known; i++)
                pairs[i] = new AffinePair(i, known - 1, known + i);
            adder.Add(multiples, multiples, multiples, pairs);
        }

        return multiples;
    }
}
