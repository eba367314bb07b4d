namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>Scalars prepared as factors of many blocks; see <see cref="IBlockField{TModulus}.MultiplyPrepared"/>.</summary>
/// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
internal sealed unsafe class PreparedFactors<TField> : IDisposable
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    private readonly BlockBuffer _memory;

    private PreparedFactors(BlockBuffer memory) => _memory = memory;

    /// <summary>A factor.</summary>
    public double* this[int index] => _memory.Data + (index * BlockLayout.PreparedDoubles);

    /// <summary>Prepares scalars.</summary>
    public static PreparedFactors<TField> Of(IReadOnlyList<Fr> scalars)
    {
        // Eight scalars are prepared at a time, from one block.
        var blocks = BlockLayout.Blocks(scalars.Count);
        var doubles = blocks * BlockLayout.Lanes * BlockLayout.PreparedDoubles;
        var memory = new BlockBuffer((doubles + BlockLayout.Limbs - 1) / BlockLayout.Limbs);
        var elements = stackalloc Fr[BlockLayout.Lanes];
        var values = stackalloc double[BlockLayout.Doubles];
        for (var block = 0; block < blocks; block++)
        {
            for (var lane = 0; lane < BlockLayout.Lanes; lane++)
            {
                var index = (block * BlockLayout.Lanes) + lane;
                elements[lane] = index < scalars.Count ? scalars[index] : Fr.Zero;
            }

            TField.FromElements(elements, values);
            TField.Prepare(values, memory.Data + (block * BlockLayout.Lanes * BlockLayout.PreparedDoubles));
        }

        return new PreparedFactors<TField>(memory);
    }

    /// <inheritdoc />
    public void Dispose() => _memory.Dispose();
}
