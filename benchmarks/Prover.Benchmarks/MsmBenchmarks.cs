using BenchmarkDotNet.Attributes;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Curves.Bulk;

namespace ZkStyle.Prover.Benchmarks;

/// <summary>Multi-scalar sums: full scalars, and small signed integers as the first-phase columns hold them.</summary>
public class MsmBenchmarks
{
    private MsmBases _bases = MsmBases.Unpacked(default);
    private Fr[] _scalars = [];
    private long[] _bytes = [];
    private long[] _words = [];

    [Params(13, 17)]
    public int LogSize { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [Params(false, true)]
    public bool Packed { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var size = 1 << LogSize;
        var points = UnsafeSrs.Generate(LogSize, seed: [1]).G1Powers;
        _bases = Packed ? MsmBases.Prepare(points) : MsmBases.Unpacked(points);
        _scalars = [.. Enumerable.Range(0, size).Select(_ => Fr.FromInt64(random.NextInt64()).Pow(5))];
        _bytes = [.. Enumerable.Range(0, size).Select(_ => random.NextInt64(-128, 128))];
        _words = [.. Enumerable.Range(0, size).Select(_ => random.NextInt64(-(1 << 23), 1 << 23))];
    }

    [Benchmark]
    public G1Jacobian FullScalars() => Msm.Compute(_bases, _scalars, Threads);

    [Benchmark]
    public G1Jacobian SignedBytes() => Msm.ComputeSmall(_bases, _bytes, Threads);

    [Benchmark]
    public G1Jacobian Signed24Bits() => Msm.ComputeSmall(_bases, _words, Threads);
}
