using BenchmarkDotNet.Attributes;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Benchmarks;

/// <summary>Number-theoretic transforms on blocks.</summary>
[GenericTypeArguments(typeof(FrVector256))]
[GenericTypeArguments(typeof(FrVector512))]
public unsafe class BlockTransformBenchmarks<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    private static BlockTransform<TField> s_transform = new(0);
    private static BlockBuffer s_from = new(0);
    private static BlockBuffer s_to = new(0);

    [Params(15, 17, 19)]
    public int LogSize { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        s_transform = new BlockTransform<TField>(LogSize);
        s_from = new BlockBuffer(1 << LogSize);
        s_to = new BlockBuffer(1 << LogSize);
        var elements = new EvaluationDomain(LogSize).Elements();
        fixed (Fr* source = elements)
        {
            for (var block = 0; block < s_from.Blocks; block++)
                TField.FromElements(source + (BlockLayout.Lanes * block), s_from.Block(block));
        }
    }

    [Benchmark]
    public void Forward() => s_transform.Forward(s_from, s_to, Fr.One, Threads);

    [Benchmark]
    public void Inverse() => s_transform.Inverse(s_from, s_to, Fr.One, Threads);

    [Benchmark]
    public void ForwardCoset() => s_transform.Forward(s_from, s_to, EvaluationDomain.CosetShift, Threads);
}
