using System.Runtime.InteropServices;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Curves.Bulk;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Curves.Bulk;

public unsafe class MsmBasesTests
{
    [Theory]
    [InlineData(1)]
    public void Prepared_bases_and_those_in_given_memory_give_the_sum_of_the_points(int seed)
    {
        var random = new RandomElements(seed);
        var (points, logs) = MsmInputs.Line(random, 700);
        (points[5], logs[5]) = (G1Affine.Infinity, 0);
        var scalars = random.NextFrs(650);
        var expected = MsmInputs.Expected(logs[..650], scalars);
        long[] integers = [.. Enumerable.Range(0, 650).Select(_ => random.Random.NextInt64(-1000, 1000))];
        var expectedSmall = MsmInputs.Expected(logs[..650], [.. integers.Select(Fr.FromInt64)]);

        var bytes = new byte[points.Length * MsmBases.PackedByteLength];
        MsmBases.WritePacked(points, bytes);
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)bytes.Length + 1, 64);
        try
        {
            // One byte off every alignment.
            bytes.CopyTo(new Span<byte>(memory + 1, bytes.Length));
            using var prepared = MsmBases.Prepare(points);
            using var given = MsmBases.FromPacked(memory + 1, points.Length, this);
            foreach (var bases in new[] { prepared, given })
            {
                Assert.Equal(points.Length, bases.Count);
                Assert.Equal(points, Enumerable.Range(0, bases.Count).Select(i => bases[i]));
                foreach (var threads in new[] { 1, 2 })
                {
                    Assert.Equal(expected, Msm.Compute(bases, scalars, threads));
                    Assert.Equal(expectedSmall, Msm.ComputeSmall(bases, integers, threads));
                    Assert.Equal(expected, InBlocks<FrScalar>(bases, scalars, threads));
                    Assert.Equal(expected, InBlocks<FrVector256>(bases, scalars, threads));
                    Assert.Equal(expected, InBlocks<FrVector512>(bases, scalars, threads));
                }
            }
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    [Fact]
    public void Long_integers_and_no_scalars_are_taken()
    {
        var random = new RandomElements(2);
        var (points, logs) = MsmInputs.Line(random, 3);
        using var bases = MsmBases.Prepare(points);
        long[] integers = [long.MinValue, long.MaxValue, -1];
        Assert.Equal(MsmInputs.Expected(logs, [.. integers.Select(Fr.FromInt64)]), Msm.ComputeSmall(bases, integers));
        Assert.True(Msm.ComputeSmall(bases, new long[3]).IsInfinity);
        Assert.True(Msm.ComputeSmall(bases, ReadOnlyMemory<long>.Empty).IsInfinity);
        Assert.True(Msm.Compute(bases, ReadOnlyMemory<Fr>.Empty).IsInfinity);
        using var buffer = new BlockBuffer(8);
        Assert.True(Msm.Compute<FrScalar>(bases, buffer, 0).IsInfinity);
        using var none = MsmBases.Prepare(ReadOnlyMemory<G1Affine>.Empty);
        Assert.True(Msm.Compute(none, ReadOnlyMemory<Fr>.Empty).IsInfinity);
    }

    /// <summary>Memory from a file may hold anything: its sum means nothing, but it ends.</summary>
    [Theory]
    [InlineData(3)]
    public void Bytes_that_are_no_points_give_some_sum(int seed)
    {
        var random = new RandomElements(seed);
        var bytes = new byte[300 * MsmBases.PackedByteLength];
        random.Random.NextBytes(bytes);
        bytes.AsSpan(0, 64 * MsmBases.PackedByteLength).Fill(0xFF);
        fixed (byte* packed = bytes)
        {
            using var bases = MsmBases.FromPacked(packed, 300);
            var exception = Record.Exception(() => Msm.Compute(bases, random.NextFrs(300), 2));
            Assert.Null(exception);
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        using var bases = MsmBases.Prepare(new G1Affine[2]);
        using var buffer = new BlockBuffer(1);
        Assert.Throws<ArgumentException>(() => Msm.Compute(bases, new Fr[3]));
        Assert.Throws<ArgumentException>(() => Msm.ComputeSmall(bases, new long[3]));
        Assert.Throws<ArgumentException>(() => Msm.Compute<FrScalar>(bases, buffer, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Msm.Compute<FrScalar>(bases, buffer, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MsmBases.FromPacked(null, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => bases[2]);
        Assert.Throws<ArgumentException>(() => MsmBases.WritePacked(new G1Affine[2], new byte[127]));
        bases.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Msm.Compute(bases, new Fr[1]));
        Assert.Throws<ObjectDisposedException>(() => bases[0]);
    }

    private static G1Jacobian InBlocks<TField>(MsmBases bases, Fr[] scalars, int threads)
        where TField : struct, IBlockField<ScalarFieldModulus>
    {
        using var buffer = new BlockBuffer(scalars.Length);
        var padded = new Fr[buffer.Blocks * BlockLayout.Lanes];
        scalars.CopyTo(padded, 0);
        fixed (Fr* source = padded)
        {
            for (var block = 0; block < buffer.Blocks; block++)
                TField.FromElements(source + (block * BlockLayout.Lanes), buffer.Block(block));
        }

        return Msm.Compute<TField>(bases, buffer, scalars.Length, threads);
    }
}
