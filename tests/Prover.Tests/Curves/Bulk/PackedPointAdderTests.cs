using System.Runtime.Intrinsics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Curves.Bulk;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves.Bulk;

public class PackedPointAdder256Tests : PackedPointAdderTests<Lanes256, Vector256<double>, Vector256<long>>;

public class PackedPointAdder512Tests : PackedPointAdderTests<Lanes512, Vector512<double>, Vector512<long>>;

public abstract unsafe class PackedPointAdderTests<TLanes, TDouble, TLong>
    where TLanes : struct, IVectorLanes<TDouble, TLong>
    where TDouble : struct
    where TLong : struct
{
    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(2, 30, 5)]
    [InlineData(3, 9, 900)]
    [InlineData(4, 900, 9)]
    public void Groups_of_all_kinds_of_points_add_up(int seed, int groups, int maxCount)
    {
        var random = new RandomElements(seed);
        var (points, _) = MsmInputs.Line(random, 40);
        points[1] = -points[0];
        points[2] = G1Affine.Infinity;
        points[4] = (new G1Jacobian(points[0]) + points[3]).ToAffine();
        using var bases = MsmBases.Pack(points, 1);

        var starts = new int[groups + 1];
        var references = new List<uint>();
        var expected = new G1Jacobian[groups];
        for (var g = 0; g < groups; g++)
        {
            var count = random.Random.Next(maxCount + 1);

            // Groups of one point repeated, of a point and its opposite in turn, of exceptional ones, and of everything.
            var kind = random.Random.Next(4);
            var first = random.Random.Next(points.Length);
            for (var i = 0; i < count; i++)
            {
                var index = kind switch
                {
                    < 2 => first,
                    2 => random.Random.Next(5),
                    _ => random.Random.Next(points.Length),
                };
                var isNegated = kind == 1 ? i % 2 == 1 : random.Random.Next(2) == 1;
                references.Add((uint)index | (isNegated ? PointReference.Sign : 0));
                expected[g] += isNegated ? -points[index] : points[index];
            }

            starts[g + 1] = references.Count;
        }

        var sums = new uint[groups];
        var scratch = PointScratch.Rent(references.Count + BlockLayout.Lanes, references.Count);
        var adder = new PackedPointAdder<TLanes, TDouble, TLong>(bases.Packed, scratch);
        references.CopyTo(new Span<uint>(scratch.References, references.Count));
        adder.SumGroups(scratch.References, starts, sums);
        for (var g = 0; g < groups; g++)
        {
            if (starts[g] == starts[g + 1])
                Assert.Equal(PointReference.None, sums[g]);
            else
                Assert.Equal(expected[g].ToAffine(), adder.Read(sums[g]));
        }

        PointScratch.Return(scratch);
    }

    /// <summary>Sizes around a block, the chains and a batch, all of them pairs with a chord but the one at each position.</summary>
    [Theory]
    [InlineData(5)]
    public void An_exceptional_pair_is_found_at_any_place(int seed)
    {
        const int Capacity = PackedPointAdder<Lanes256, Vector256<double>, Vector256<long>>.Capacity;
        var random = new RandomElements(seed);
        var (points, _) = MsmInputs.Line(random, 101);
        points[100] = G1Affine.Infinity;
        using var bases = MsmBases.Pack(points, 1);
        var scratch = PointScratch.Rent((2 * Capacity) + BlockLayout.Lanes, 4 * Capacity);
        foreach (var pairs in new[] { 1, 7, 8, 9, 63, 64, 65, 72, Capacity - 1, Capacity, Capacity + 1 })
        {
            foreach (var place in new[] { 0, pairs / 2, pairs - 1 })
            {
                foreach (var (left, right) in new[] { (3U, 3U), (3U, 3U | PointReference.Sign), (100U, 5U), (5U, 100U), (100U, 100U) })
                {
                    var starts = new int[pairs + 1];
                    for (var i = 0; i < pairs; i++)
                    {
                        var isPlace = i == place;
                        scratch.References[2 * i] = isPlace ? left : (uint)(i % 50);
                        scratch.References[(2 * i) + 1] = isPlace ? right : (uint)(50 + (i % 49));
                        starts[i + 1] = 2 * (i + 1);
                    }

                    var sums = new uint[pairs];
                    var adder = new PackedPointAdder<TLanes, TDouble, TLong>(bases.Packed, scratch);
                    adder.SumGroups(scratch.References, starts, sums);
                    foreach (var i in new[] { 0, pairs / 2, pairs - 1, Math.Max(0, place - 1), Math.Min(pairs - 1, place + 1) })
                    {
                        var isPlace = i == place;
                        var a = isPlace ? adder.Read(left) : points[i % 50];
                        var b = isPlace ? adder.Read(right) : points[50 + (i % 49)];
                        Assert.Equal(new G1Affine(AffineOracle.Add(a.Point, b.Point)), adder.Read(sums[i]));
                    }
                }
            }
        }

        PointScratch.Return(scratch);
    }
}
