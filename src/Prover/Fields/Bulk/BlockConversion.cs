namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>Whole columns into bulk form and back. The number of elements is a multiple of eight.</summary>
/// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
internal static unsafe class BlockConversion<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    /// <summary>Blocks that a thread converts at least.</summary>
    private const int MinimumBlocks = 512;

    /// <summary>Elements to blocks.</summary>
    public static void FromElements(ReadOnlyMemory<Fr> elements, BlockBuffer destination, int maxThreads)
    {
        Check(elements.Length, destination);
        ParallelLoop.ForRanges(destination.Blocks, MinimumBlocks, maxThreads, (start, end) =>
        {
            fixed (Fr* source = elements.Span)
            {
                for (var block = start; block < end; block++)
                    TField.FromElements(source + (BlockLayout.Lanes * block), destination.Block(block));
            }
        });
    }

    /// <summary>Signed integers to blocks.</summary>
    public static void FromIntegers(ReadOnlyMemory<long> integers, BlockBuffer destination, int maxThreads)
    {
        Check(integers.Length, destination);
        ParallelLoop.ForRanges(destination.Blocks, MinimumBlocks, maxThreads, (start, end) =>
        {
            fixed (long* source = integers.Span)
            {
                for (var block = start; block < end; block++)
                    TField.FromIntegers(source + (BlockLayout.Lanes * block), destination.Block(block));
            }
        });
    }

    /// <summary>Blocks to elements.</summary>
    public static void ToElements(BlockBuffer source, Memory<Fr> elements, int maxThreads)
    {
        Check(elements.Length, source);
        ParallelLoop.ForRanges(source.Blocks, MinimumBlocks, maxThreads, (start, end) =>
        {
            fixed (Fr* destination = elements.Span)
            {
                for (var block = start; block < end; block++)
                    TField.ToElements(source.Block(block), destination + (BlockLayout.Lanes * block));
            }
        });
    }

    /// <summary>The element at a position.</summary>
    public static Fr Read(BlockBuffer source, int index)
    {
        var elements = stackalloc Fr[BlockLayout.Lanes];
        TField.ToElements(source.Block(index / BlockLayout.Lanes), elements);
        return elements[index % BlockLayout.Lanes];
    }

    /// <summary>Replaces the element at a position.</summary>
    public static void Write(BlockBuffer destination, int index, Fr value) =>
        TField.SetLanes(destination.Block(index / BlockLayout.Lanes), 1 << (index % BlockLayout.Lanes), value);

    private static void Check(int length, BlockBuffer buffer)
    {
        if (length % BlockLayout.Lanes != 0 || length != buffer.Length)
            throw new ArgumentException($"{length} elements do not fill {buffer.Length} places in blocks of {BlockLayout.Lanes}.", nameof(length));
    }
}
