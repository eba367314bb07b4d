using System.Runtime.CompilerServices;

namespace ZkStyle.Prover.Curves;

/// <summary>
/// Adds many pairs of affine points of G1 with one field inversion for all (Montgomery's trick): six multiplications
/// an addition where Jacobian coordinates take eleven. Complete: equal, opposite and infinite points are
/// found while the differences are formed and take their own formulas. An instance holds scratch space and serves
/// one thread.
/// </summary>
internal sealed class BatchAffineAdder
{
    /// <summary>Pairs that share an inversion, which costs as much as some dozens of multiplications; the scratch space stays in a level-2 cache.</summary>
    public const int Capacity = 2048;

    private readonly Fp[] _denominators = new Fp[Capacity];
    private readonly Fp[] _inverses = new Fp[Capacity];
    private readonly PairKind[] _kinds = new PairKind[Capacity];
    private readonly AffinePair[] _pending = new AffinePair[Capacity];

    private enum PairKind : byte
    {
        Sum,
        Double,
        Left,
        Right,
        Opposite,
    }

    /// <summary>
    /// destination[p.Destination] = left[p.Left] + right[p.Right] for every pair. All may be the same memory as long as no
    /// pair reads what an earlier one writes.
    /// </summary>
    public void Add(
        ReadOnlySpan<G1Affine> left, ReadOnlySpan<G1Affine> right, Span<G1Affine> destination, ReadOnlySpan<AffinePair> pairs)
    {
        for (var start = 0; start < pairs.Length; start += Capacity)
            AddBatch(left, right, destination, pairs.Slice(start, Math.Min(Capacity, pairs.Length - start)));
    }

    /// <summary>
    /// Adds up each group of consecutive points, by halving all groups together until one point is left of each.
    /// Group g has counts[g] points from position starts[g]; its sum ends there. The rest of the points and
    /// the counts are overwritten; an empty group's position is left as it is.
    /// </summary>
    public void SumGroups(Span<G1Affine> points, ReadOnlySpan<int> starts, Span<int> counts)
    {
        var pending = 0;
        bool again;
        do
        {
            again = false;
            for (var g = 0; g < starts.Length; g++)
            {
                var count = counts[g];
                if (count < 2)
                    continue;

                // The upper half is added onto the lower; the middle point of an odd group waits a round.
                var half = (count + 1) / 2;
                var start = starts[g];
                for (var i = 0; i < count - half; i++)
                {
                    _pending[pending++] = new AffinePair(start + i, start + half + i, start + i);
                    if (pending == Capacity)
                    {
                        AddBatch(points, points, points, _pending);
                        pending = 0;
                    }
                }

                counts[g] = half;
                again |= half > 1;
            }

            // The next round reads this one's results.
            AddBatch(points, points, points, _pending.AsSpan(0, pending));
            pending = 0;
        }
        while (again);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBatch(
        ReadOnlySpan<G1Affine> left, ReadOnlySpan<G1Affine> right, Span<G1Affine> destination, ReadOnlySpan<AffinePair> pairs)
    {
        if (pairs.IsEmpty)
            return;

        var product = Fp.One;
        for (var i = 0; i < pairs.Length; i++)
        {
            var pair = pairs[i];
            var isOpposite = pair.Right < 0;
            ref readonly var a = ref left[pair.Left];
            ref readonly var b = ref right[isOpposite ? ~pair.Right : pair.Right];
            var denominator = b.X - a.X;
            _kinds[i] = PairKind.Sum;
            if (denominator.IsZero || a.X.IsZero || b.X.IsZero)
                denominator = ClassifyExceptional(a, isOpposite ? -b : b, denominator, out _kinds[i]);
            _denominators[i] = denominator;
            _inverses[i] = product;
            Fp.Multiply(in product, in denominator, out product);
        }

        var inverse = product.Inverse();
        for (var i = pairs.Length - 1; i >= 0; i--)
        {
            Fp.Multiply(in inverse, in _inverses[i], out _inverses[i]);
            Fp.Multiply(in inverse, in _denominators[i], out inverse);
        }

        for (var i = 0; i < pairs.Length; i++)
        {
            var pair = pairs[i];
            var isOpposite = pair.Right < 0;
            ref readonly var a = ref left[pair.Left];
            ref readonly var b = ref right[isOpposite ? ~pair.Right : pair.Right];
            var bY = isOpposite ? -b.Y : b.Y;
            if (_kinds[i] == PairKind.Sum)
                destination[pair.Destination] = Chord(a, b.X, bY, _inverses[i]);
            else
                destination[pair.Destination] = Exceptional(a, new G1Affine(b.X, bY), _inverses[i], _kinds[i]);
        }
    }

    /// <summary>The sum along the line through both points, given the inverse of x2 - x1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static G1Affine Chord(in G1Affine a, in Fp bX, in Fp bY, in Fp inverse)
    {
        var slope = (bY - a.Y) * inverse;
        return Third(a, bX, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static G1Affine Third(in G1Affine a, in Fp bX, in Fp slope)
    {
        var x = slope.Square() - a.X - bX;
        var y = (slope * (a.X - x)) - a.Y;
        return new G1Affine(x, y);
    }

    /// <summary>
    /// Decides a pair that may have no chord: the difference of the x is zero, or an x is zero, as that of the
    /// point at infinity. Returns what is to be inverted, never zero: one where nothing needs to be.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Fp ClassifyExceptional(in G1Affine a, in G1Affine b, in Fp difference, out PairKind kind)
    {
        kind = PairKind.Sum;
        if (a.IsInfinity)
            kind = PairKind.Right;
        else if (b.IsInfinity)
            kind = PairKind.Left;
        else if (!difference.IsZero)
            return difference;
        else if (a.Y == b.Y)
            kind = PairKind.Double;
        else
            kind = PairKind.Opposite;

        // No point of odd order has y = 0, so the tangent's denominator is never zero.
        return kind == PairKind.Double ? a.Y.Double() : Fp.One;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static G1Affine Exceptional(in G1Affine a, in G1Affine b, in Fp inverse, PairKind kind)
    {
        switch (kind)
        {
            case PairKind.Left:
                return a;
            case PairKind.Right:
                return b;
            case PairKind.Double:
                var square = a.X.Square();
                return Third(a, b.X, (square.Double() + square) * inverse);
            default:
                return G1Affine.Infinity;
        }
    }
}
