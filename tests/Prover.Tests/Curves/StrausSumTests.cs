using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves;

/// <summary>Tables and sums beside single products.</summary>
public class StrausSumTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Tables_hold_all_multiples_of_all_points(int width)
    {
        var random = new RandomElements(width);
        G1Affine[] points = [random.NextG1(), G1Affine.Infinity, G1Affine.Generator, -G1Affine.Generator];
        var table = new PointMultiples(points, width, new BatchAffineAdder());
        Assert.Equal(width, table.Width);
        Assert.Equal(points.Length, table.Count);
        for (var i = 0; i < points.Length; i++)
        {
            for (var digit = 1; digit <= 1 << (width - 1); digit++)
            {
                var expected = (new G1Jacobian(points[i]) * digit).ToAffine();
                Assert.Equal(expected, table.Product(i, digit));
                Assert.Equal(-expected, table.Product(i, -digit));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    public void Sums_agree_with_single_products(int seed)
    {
        var random = new RandomElements(seed);
        foreach (var (many, once) in new[] { (0, 0), (1, 0), (0, 1), (1, 1), (11, 13), (3, 40) })
        {
            Check(Points(random, many), random.NextFrs(many), Points(random, once), random.NextFrs(once));
            Check(Points(random, many), new Fr[many], Points(random, once), [.. random.NextFrs(once).Select((s, i) => i % 2 == 0 ? s : 0)]);
        }
    }

    [Theory]
    [InlineData(2)]
    public void Equal_opposite_and_infinite_points_and_edge_scalars_are_no_exception(int seed)
    {
        var random = new RandomElements(seed);
        var p = random.NextG1();
        Fr[] edges = [0, 1, -1, 8, -8, 128, -128, 127, 1L << 62, Fr.FromBigInteger(Fr.Modulus / 2), Fr.FromBigInteger((Fr.Modulus / 2) + 1)];
        foreach (var points in new G1Affine[][]
        {
            [p, p, p, p],
            [p, -p, p, -p],
            [G1Affine.Infinity, p, G1Affine.Infinity, G1Affine.Infinity],
            [p, (new G1Jacobian(p) * 2).ToAffine(), (new G1Jacobian(p) * 16).ToAffine(), (new G1Jacobian(p) * -256).ToAffine()],
        })
        {
            foreach (var a in edges)
            {
                foreach (var b in edges)
                    Check(points, [a, b, a, b], points, [b, a, -b, a]);
            }
        }
    }

    [Fact]
    public void A_table_needs_a_scalar_for_each_point()
    {
        var adder = new BatchAffineAdder();
        var table = new PointMultiples([G1Affine.Generator], StrausSum.WidthForOnce, adder);
        Assert.Contains("1 points need as many scalars, got 2", Assert.Throws<ArgumentException>(
            () => StrausSum.Compute([(table, new Fr[2])], adder)).Message, StringComparison.Ordinal);
    }

    private static void Check(G1Affine[] many, Fr[] manyScalars, G1Affine[] once, Fr[] onceScalars)
    {
        var expected = G1Jacobian.Infinity;
        foreach (var (point, scalar) in many.Zip(manyScalars).Concat(once.Zip(onceScalars)))
            expected += new G1Jacobian(point) * scalar;
        var adder = new BatchAffineAdder();
        var forMany = new PointMultiples(many, StrausSum.WidthForMany, adder);
        var forOnce = new PointMultiples(once, StrausSum.WidthForOnce, adder);
        Assert.Equal(expected, StrausSum.Compute([(forMany, manyScalars), (forOnce, onceScalars)], adder));
    }

    private static G1Affine[] Points(RandomElements random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextG1())];
}
