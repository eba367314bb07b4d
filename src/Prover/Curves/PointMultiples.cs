namespace ZkStyle.Prover.Curves;

/// <summary>
/// The multiples 1 to 2^(width-1) of some points, which their products by signed digits of that width are read from.
/// Immutable; a wide table is worth keeping for points that many sums share.
/// </summary>
internal sealed class PointMultiples
{
    private readonly G1Affine[] _multiples;
    private readonly int _perPoint;

    /// <summary>Computes the table, with one inversion for each doubling of its length.</summary>
    /// <param name="points">The points.</param>
    /// <param name="width">Bits of a digit, 2 to 15.</param>
    /// <param name="adder">Scratch space of the calling thread.</param>
    public PointMultiples(ReadOnlySpan<G1Affine> points, int width, BatchAffineAdder adder)
    {
        Width = width;
        Count = points.Length;
        _perPoint = 1 << (width - 1);
        _multiples = new G1Affine[points.Length * _perPoint];
        for (var i = 0; i < points.Length; i++)
            _multiples[i * _perPoint] = points[i];

        // From 1 to known the multiples are there; adding the last one of them to all gives those up to 2 known.
        for (var known = 1; known < _perPoint; known *= 2)
        {
            var pairs = new AffinePair[points.Length * known];
            for (var i = 0; i < pairs.Length; i++)
            {
                var first = i / known * _perPoint;
                pairs[i] = new AffinePair(first + (i % known), first + known - 1, first + (i % known) + known);
            }

            adder.Add(_multiples, _multiples, _multiples, pairs);
        }
    }

    /// <summary>Bits of a digit.</summary>
    public int Width { get; }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>A point times a digit of at most 2^(width-1) in magnitude that is not zero.</summary>
    public G1Affine Product(int point, int digit)
    {
        var positive = _multiples[(point * _perPoint) + Math.Abs(digit) - 1];
        return digit < 0 ? -positive : positive;
    }
}
