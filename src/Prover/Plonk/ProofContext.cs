using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Plonk;

/// <summary>What all parts of one proof share.</summary>
/// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
internal sealed class ProofContext<TField> : IDisposable
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    /// <summary>Blocks that a thread takes at least, in loops of one operation a block.</summary>
    private const int MinimumBlocks = 512;

    public ProofContext(ProvingKey key, ProverOptions options)
    {
        Key = key;
        Options = options;
        KeyColumns = key.Columns<TField>();
        KeepsCosets = KeyColumns.BeginProof();
    }

    public ProvingKey Key { get; }

    public ProverOptions Options { get; }

    public BlockPool Pool { get; } = new();

    public KeyColumns<TField> KeyColumns { get; }

    /// <summary>Whether the fixed columns' values on cosets come from the key and stay with it.</summary>
    public bool KeepsCosets { get; }

    public BlockTransform<TField> Transform => KeyColumns.Transform;

    public int Size => Key.Assignment.Size;

    /// <summary>A buffer of n elements.</summary>
    public BlockBuffer Rent() => Pool.Rent(Size);

    /// <summary>Runs an operation on every block.</summary>
    public void ForBlocks(Action<int> body) =>
        ParallelLoop.ForRanges(
            BlockLayout.Blocks(Size), MinimumBlocks, Options.MaxThreads,
            (start, end) =>
            {
                for (var block = start; block < end; block++)
                    body(block);
            },
            Options.CancellationToken);

    /// <inheritdoc />
    public void Dispose() => Pool.Dispose();
}
