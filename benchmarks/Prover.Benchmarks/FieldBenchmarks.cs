using BenchmarkDotNet.Attributes;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Benchmarks;

/// <summary>Operations on 1024 scalar field elements; divide by 1024 for one.</summary>
public class FieldBenchmarks
{
    private const int Count = 1024;

    private readonly Fr[] _left = new Fr[Count];
    private readonly Fr[] _right = new Fr[Count];
    private readonly Fr[] _result = new Fr[Count];

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < Count; i++)
        {
            _left[i] = Fr.FromInt64(random.NextInt64()).Pow(5);
            _right[i] = Fr.FromInt64(random.NextInt64()).Pow(7);
        }
    }

    [Benchmark]
    public void Multiply()
    {
        for (var i = 0; i < Count; i++)
            _result[i] = _left[i] * _right[i];
    }

    [Benchmark]
    public void Add()
    {
        for (var i = 0; i < Count; i++)
            _result[i] = _left[i] + _right[i];
    }

    [Benchmark]
    public void BatchInvert()
    {
        _left.CopyTo(_result, 0);
        FieldExtensions.BatchInvert(_result.AsSpan());
    }
}
