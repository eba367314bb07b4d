using BenchmarkDotNet.Attributes;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Benchmarks;

/// <summary>Number-theoretic transforms in place.</summary>
public class TransformBenchmarks
{
    private Fr[] _values = [];
    private EvaluationDomain _domain = new(1);

    [Params(15, 17, 19)]
    public int LogSize { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        _domain = new EvaluationDomain(LogSize);
        _values = [.. Enumerable.Range(0, 1 << LogSize).Select(_ => Fr.FromInt64(random.NextInt64()))];
        _domain.Forward(_values);
    }

    [Benchmark]
    public void Forward() => _domain.Forward(_values, Threads);

    [Benchmark]
    public void Inverse() => _domain.Inverse(_values, Threads);

    [Benchmark]
    public void ForwardCoset() => _domain.ForwardCoset(_values, EvaluationDomain.CosetShift, Threads);
}
