using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves;

public class BatchAffineAdderTests
{
    /// <summary>
    /// A point whose x is zero, which only a look at y tells from infinity. No such point lies on y^2 = x^3 + 3, as 3 is
    /// no square, but chord and tangent know nothing of the 3.
    /// </summary>
    private static readonly G1Affine s_zeroX = new(0, 7);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Pairs_of_all_kinds_agree_with_chord_and_tangent(int seed)
    {
        G1Affine[] points = [.. Points(seed), s_zeroX, -s_zeroX];
        var adder = new BatchAffineAdder();

        // Every ordered pair of kinds, with the right one as it is and negated, enough for more than one batch.
        var pairs = new List<AffinePair>();
        while (pairs.Count < BatchAffineAdder.Capacity + 100)
        {
            for (var i = 0; i < points.Length; i++)
            {
                for (var j = 0; j < points.Length; j++)
                {
                    pairs.Add(new AffinePair(i, j, pairs.Count));
                    pairs.Add(new AffinePair(i, ~j, pairs.Count));
                }
            }
        }

        foreach (var count in new[] { 0, 1, 2, 3, BatchAffineAdder.Capacity - 1, BatchAffineAdder.Capacity, BatchAffineAdder.Capacity + 1, pairs.Count })
        {
            var sums = new G1Affine[count];
            adder.Add(points, points, sums, pairs.ToArray().AsSpan(0, count));
            for (var i = 0; i < count; i++)
            {
                var pair = pairs[i];
                var right = pair.Right < 0 ? -points[~pair.Right] : points[pair.Right];
                Assert.Equal(new G1Affine(AffineOracle.Add(points[pair.Left].Point, right.Point)), sums[i]);
            }
        }
    }

    [Fact]
    public void Sums_may_take_the_place_of_terms()
    {
        var points = Points(3);
        var expected = points.Select((p, i) => new G1Affine(AffineOracle.Add(p.Point, points[^(i + 1)].Point))).ToArray();
        var inPlace = (G1Affine[])points.Clone();
        var pairs = points.Select((_, i) => new AffinePair(i, points.Length - 1 - i, i)).ToArray();
        new BatchAffineAdder().Add(inPlace, points, inPlace, pairs);
        Assert.Equal(expected, inPlace);
    }

    [Theory]
    [InlineData(4, 50, 9)]
    [InlineData(5, 3, 1500)]
    [InlineData(6, 1200, 5)]
    public void Groups_add_up(int seed, int groups, int maxCount)
    {
        var random = new RandomElements(seed);
        var kinds = Points(seed);
        var starts = new int[groups];
        var counts = new int[groups];
        var points = new List<G1Affine>();
        var expected = new G1Jacobian[groups];
        for (var g = 0; g < groups; g++)
        {
            starts[g] = points.Count;
            counts[g] = random.Random.Next(maxCount + 1);

            // Groups of one point repeated, of a point and its opposite in turn, and of everything.
            var kind = random.Random.Next(3);
            var fixedPoint = kinds[random.Random.Next(kinds.Length)];
            for (var i = 0; i < counts[g]; i++)
            {
                var point = kind switch
                {
                    0 => fixedPoint,
                    1 => i % 2 == 0 ? fixedPoint : -fixedPoint,
                    _ => kinds[random.Random.Next(kinds.Length)],
                };
                points.Add(point);
                expected[g] += point;
            }
        }

        var work = points.ToArray();
        var isEmpty = counts.Select(c => c == 0).ToArray();
        new BatchAffineAdder().SumGroups(work, starts, counts);
        for (var g = 0; g < groups; g++)
        {
            if (!isEmpty[g])
                Assert.Equal(expected[g].ToAffine(), work[starts[g]]);
        }
    }

    private static G1Affine[] Points(int seed)
    {
        var random = new RandomElements(seed);
        var points = new List<G1Affine> { G1Affine.Infinity, G1Affine.Generator, G1Jacobian.Generator.Double().ToAffine() };
        for (var i = 0; i < 3; i++)
            points.Add(random.NextG1());
        points.Add(-points[^1]);
        points.Add((new G1Jacobian(points[3]) + points[4]).ToAffine());
        points.Add(points[3]);
        return [.. points];
    }
}
