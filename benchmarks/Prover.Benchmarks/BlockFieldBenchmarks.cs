using BenchmarkDotNet.Attributes;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Benchmarks;

/// <summary>Operations on 1024 scalar field elements in blocks; divide by 1024 for one.</summary>
[GenericTypeArguments(typeof(FrScalar))]
[GenericTypeArguments(typeof(FrVector256))]
[GenericTypeArguments(typeof(FrVector512))]
public unsafe class BlockFieldBenchmarks<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    private const int Count = 1024;

    private static readonly BlockBuffer s_left = new(Count);
    private static readonly BlockBuffer s_right = new(Count);
    private static readonly BlockBuffer s_result = new(Count);

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        foreach (var buffer in new[] { s_left, s_right })
        {
            var elements = Enumerable.Range(0, Count).Select(_ => Fr.FromInt64(random.NextInt64()).Pow(5)).ToArray();
            fixed (Fr* source = elements)
            {
                for (var block = 0; block < buffer.Blocks; block++)
                    TField.FromElements(source + (BlockLayout.Lanes * block), buffer.Block(block));
            }
        }
    }

    [Benchmark]
    public void Multiply()
    {
        for (var block = 0; block < s_result.Blocks; block++)
            TField.Multiply(s_left.Block(block), s_right.Block(block), s_result.Block(block));
    }

    [Benchmark]
    public void Square()
    {
        for (var block = 0; block < s_result.Blocks; block++)
            TField.Square(s_left.Block(block), s_result.Block(block));
    }

    [Benchmark]
    public void Add()
    {
        for (var block = 0; block < s_result.Blocks; block++)
            TField.Add(s_left.Block(block), s_right.Block(block), s_result.Block(block));
    }
}
