using System.Runtime.Intrinsics;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Curves.Bulk;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves.Bulk;

public class PackedMsm256Tests : PackedMsmTests<Lanes256, Vector256<double>, Vector256<long>>;

public class PackedMsm512Tests : PackedMsmTests<Lanes512, Vector512<double>, Vector512<long>>;

/// <summary>Sums over packed points with vectors of one width, whether or not the machine has them.</summary>
public abstract unsafe class PackedMsmTests<TLanes, TDouble, TLong>
    where TLanes : struct, IVectorLanes<TDouble, TLong>
    where TDouble : struct
    where TLong : struct
{
    [Theory]
    [InlineData(1)]
    public void Sizes_agree_with_the_logarithms_and_with_single_products(int seed)
    {
        var random = new RandomElements(seed);
        foreach (var size in new[] { 1, 2, 3, 7, 8, 9, 16, 31, 64, 65, 300 })
        {
            var (bases, logs) = MsmInputs.Line(random, size);
            var scalars = random.NextFrs(size);
            var expected = MsmInputs.Expected(logs, scalars);
            if (size <= 16)
                Assert.Equal(MsmInputs.Naive(bases, scalars), expected);
            foreach (var threads in new[] { 1, 3 })
                Assert.Equal(expected, Compute(bases, scalars, threads));
        }
    }

    [Theory]
    [InlineData(2)]
    public void Adversarial_bases_and_scalars_agree_with_the_logarithms(int seed)
    {
        var random = new RandomElements(seed);
        foreach (var size in new[] { 1, 9, 150 })
        {
            foreach (var (bases, logs) in MsmInputs.AdversarialBases(random, size))
            {
                foreach (var scalars in MsmInputs.AdversarialScalars(random, size))
                    Assert.Equal(MsmInputs.Expected(logs, scalars), Compute(bases, scalars, 1 + (size % 2)));
                foreach (var integers in MsmInputs.AdversarialIntegers(random, size).Where(i => i.Any(v => v != 0)))
                    Assert.Equal(MsmInputs.Expected(logs, [.. integers.Select(Fr.FromInt64)]), ComputeSmall(bases, integers, 1 + (size % 3)));
            }
        }
    }

    /// <summary>A sum that leaves the exact range by a bit goes wrong once in many hundred additions: only size shows it.</summary>
    [Theory]
    [InlineData(3)]
    public void Many_points_agree_with_one_product(int seed)
    {
        // Where even FMA is emulated, this takes fewer to be done in time.
        var size = Vector256.IsHardwareAccelerated ? 45_000 : 3_000;
        var random = new RandomElements(seed);
        var (bases, logs) = MsmInputs.Line(random, size);
        var scalars = random.NextFrs(size);
        Assert.Equal(MsmInputs.Expected(logs, scalars), Compute(bases, scalars, 2));

        // Some bases repeated, some opposite and some infinite among ordinary ones.
        for (var i = 0; i < size; i += 1 + random.Random.Next(400))
        {
            var other = random.Random.Next(size);
            (bases[i], logs[i]) = random.Random.Next(3) switch
            {
                0 => (bases[other], logs[other]),
                1 => (-bases[other], -logs[other]),
                _ => (G1Affine.Infinity, Fr.Zero),
            };
        }

        foreach (var bits in new[] { 8, 24 })
        {
            var integers = Enumerable.Range(0, size).Select(_ => random.Random.NextInt64(-(1L << (bits - 1)), 1L << (bits - 1))).ToArray();
            Assert.Equal(MsmInputs.Expected(logs, [.. integers.Select(Fr.FromInt64)]), ComputeSmall(bases, integers, 1));
        }

        Array.Fill(scalars, scalars[0]);
        Assert.Equal(MsmInputs.Expected(logs, scalars), Compute(bases, scalars, 1));
        Array.Fill(bases, bases[1], 0, size / 4);
        Array.Fill(logs, logs[1], 0, size / 4);
        var same = Enumerable.Repeat(201L, size).ToArray();
        Assert.Equal(MsmInputs.Expected(logs, [.. same.Select(Fr.FromInt64)]), ComputeSmall(bases, same, 2));
    }

    private static G1Jacobian Compute(G1Affine[] points, Fr[] scalars, int threads)
    {
        using var bases = MsmBases.Pack(points, threads);
        using var digits = MsmDigits.FromElements(scalars, threads);
        return PackedMsm<TLanes, TDouble, TLong>.Compute(bases.Packed, digits, threads);
    }

    private static G1Jacobian ComputeSmall(G1Affine[] points, long[] scalars, int threads)
    {
        using var bases = MsmBases.Pack(points, threads);
        var (bits, nonZero) = MsmDigits.Measure(scalars);
        using var digits = MsmDigits.FromIntegers(scalars, bits, nonZero, threads);
        return PackedMsm<TLanes, TDouble, TLong>.Compute(bases.Packed, digits, threads);
    }
}
