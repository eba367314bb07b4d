using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Cli.Benchmarks.Kernels;

/// <summary>Operands of kernels on blocks.</summary>
internal static class BlockOperands
{
    /// <summary>Full-width elements: powers of one of large order.</summary>
    /// <typeparam name="TField">The arithmetic.</typeparam>
    /// <typeparam name="TModulus">The prime.</typeparam>
    /// <param name="count">How many, a multiple of eight.</param>
    /// <param name="seed">Another seed gives other elements.</param>
    /// <returns>The elements in bulk form.</returns>
    public static unsafe BlockBuffer Create<TField, TModulus>(int count, int seed)
        where TField : struct, IBlockField<TModulus>
        where TModulus : struct, IFieldModulus
    {
        var factor = PrimeField<TModulus>.FromInt64(3).Pow(1000 + seed);
        var element = factor;
        var buffer = new BlockBuffer(count);
        var elements = stackalloc PrimeField<TModulus>[BlockLayout.Lanes];
        for (var block = 0; block < buffer.Blocks; block++)
        {
            for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            {
                elements[lane] = element;
                element *= factor;
            }

            TField.FromElements(elements, buffer.Block(block));
        }

        return buffer;
    }
}
