using System.Numerics;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>
/// Inverts whole columns in place with one field inversion a lane (Montgomery's trick: prefix products forth, inverses
/// back); zeros stay zero.
/// </summary>
/// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
internal static unsafe class BlockInversion<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    /// <summary>Chains of products that run side by side, so that one waits for the multiplier while others use it.</summary>
    private const int Chains = 4;

    /// <summary>Blocks that a thread inverts at least: an inversion costs about 320 products.</summary>
    private const int MinimumBlocks = 4_096;

    private static readonly BigInteger s_exponent = Fr.Modulus - 2;

    /// <summary>Replaces every element by its inverse.</summary>
    /// <param name="values">Normal blocks of magnitude at most 16.</param>
    /// <param name="scratch">As many blocks; overwritten.</param>
    /// <param name="maxThreads">Threads at most.</param>
    public static void Invert(BlockBuffer values, BlockBuffer scratch, int maxThreads)
    {
        if (scratch.Blocks < values.Blocks)
            throw new ArgumentException($"Scratch space for {values.Blocks} blocks needed, got {scratch.Blocks}.", nameof(scratch));
        ParallelLoop.ForRanges(values.Blocks, MinimumBlocks, maxThreads, (start, end) => InvertRange(values, scratch, start, end));
    }

    private static void InvertRange(BlockBuffer values, BlockBuffer scratch, int start, int end)
    {
        var products = stackalloc double[Chains * BlockLayout.Doubles];
        var zeroMasks = default(byte[]);
        Accumulate(values, scratch, start, end, products);
        if (HasZero(products))
        {
            // Some element is zero: put one in the place of each, and zero back at the end.
            zeroMasks = new byte[end - start];
            for (var block = start; block < end; block++)
            {
                zeroMasks[block - start] = (byte)TField.ZeroLanes(values.Block(block));
                TField.SetLanes(values.Block(block), zeroMasks[block - start], Fr.One);
            }

            Accumulate(values, scratch, start, end, products);
        }

        InvertChains(products);
        for (var block = end - 1; block >= start; block--)
        {
            var chain = products + ((block & (Chains - 1)) * BlockLayout.Doubles);
            var value = values.Block(block);
            var prefix = scratch.Block(block);
            TField.Multiply(prefix, chain, prefix);
            TField.Multiply(chain, value, chain);
            Copy(prefix, value);
        }

        for (var block = start; zeroMasks is not null && block < end; block++)
            TField.SetLanes(values.Block(block), zeroMasks[block - start], Fr.Zero);
    }

    /// <summary>Stores in scratch, for each block, the product of the earlier ones of its chain.</summary>
    private static void Accumulate(BlockBuffer values, BlockBuffer scratch, int start, int end, double* products)
    {
        for (var chain = 0; chain < Chains; chain++)
            TField.SetLanes(products + (chain * BlockLayout.Doubles), (1 << BlockLayout.Lanes) - 1, Fr.One);
        for (var block = start; block < end; block++)
        {
            var chain = products + ((block & (Chains - 1)) * BlockLayout.Doubles);
            Copy(chain, scratch.Block(block));
            TField.Multiply(chain, values.Block(block), chain);
        }
    }

    private static bool HasZero(double* products)
    {
        var mask = 0;
        for (var chain = 0; chain < Chains; chain++)
            mask |= TField.ZeroLanes(products + (chain * BlockLayout.Doubles));
        return mask != 0;
    }

    /// <summary>Replaces the chains' products by their inverses, by one power to p - 2 of the product of all.</summary>
    private static void InvertChains(double* products)
    {
        var prefixes = stackalloc double[Chains * BlockLayout.Doubles];
        Copy(products, prefixes);
        for (var chain = 1; chain < Chains; chain++)
        {
            TField.Multiply(
                prefixes + ((chain - 1) * BlockLayout.Doubles), products + (chain * BlockLayout.Doubles),
                prefixes + (chain * BlockLayout.Doubles));
        }

        var inverse = stackalloc double[BlockLayout.Doubles];
        Invert(prefixes + ((Chains - 1) * BlockLayout.Doubles), inverse);
        for (var chain = Chains - 1; chain > 0; chain--)
        {
            var product = products + (chain * BlockLayout.Doubles);
            var rest = prefixes + ((chain - 1) * BlockLayout.Doubles);
            TField.Multiply(rest, inverse, rest);
            TField.Multiply(inverse, product, inverse);
            Copy(rest, product);
        }

        Copy(inverse, products);
    }

    /// <summary>a^(p-2) by fixed windows of four bits.</summary>
    private static void Invert(double* value, double* result)
    {
        const int Window = 16;
        var powers = stackalloc double[Window * BlockLayout.Doubles];
        TField.SetLanes(powers, (1 << BlockLayout.Lanes) - 1, Fr.One);
        for (var i = 1; i < Window; i++)
            TField.Multiply(powers + ((i - 1) * BlockLayout.Doubles), value, powers + (i * BlockLayout.Doubles));
        Copy(powers, result);
        for (var shift = 252; shift >= 0; shift -= 4)
        {
            for (var i = 0; i < 4; i++)
                TField.Square(result, result);
            TField.Multiply(result, powers + ((int)((s_exponent >> shift) & 15) * BlockLayout.Doubles), result);
        }
    }

    private static void Copy(double* source, double* destination) =>
        new ReadOnlySpan<double>(source, BlockLayout.Doubles).CopyTo(new Span<double>(destination, BlockLayout.Doubles));
}
