using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Polynomials;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// What every proof with one key computes alike: transforms with their tables, the fixed columns in bulk form and, from the second
/// proof on, their values on the quotient's cosets. Made when first needed and kept with the key. Safe for use by several threads.
/// </summary>
/// <remarks>
/// Ten fixed columns on three cosets are thirty transforms of a decoder's proof; keeping the values takes 40 bytes an element,
/// column and coset. A process that makes one proof would only pay for the memory.
/// </remarks>
/// <typeparam name="TField">Arithmetic on blocks of scalars.</typeparam>
internal sealed class KeyColumns<TField>
    where TField : struct, IBlockField<ScalarFieldModulus>
{
    private readonly FixedAssignment _assignment;
    private readonly IReadOnlyList<ReadOnlyMemory<Fr>> _coefficients;
    private readonly Lazy<BlockBuffer>[] _values;
    private readonly Lazy<BlockBuffer>[] _blocks;
    private readonly Lazy<BlockBuffer>[,] _cosets;
    private int _proofs;

    public KeyColumns(FixedAssignment assignment, IReadOnlyList<ReadOnlyMemory<Fr>> coefficients)
    {
        _assignment = assignment;
        _coefficients = coefficients;
        Transform = new BlockTransform<TField>(assignment.LogSize);
        var count = coefficients.Count;
        _values = [.. Enumerable.Range(0, count).Select(i => new Lazy<BlockBuffer>(() => ToBlocks(assignment.Columns[i])))];
        _blocks = [.. Enumerable.Range(0, count).Select(i => new Lazy<BlockBuffer>(() => ToBlocks(_coefficients[i])))];
        _cosets = new Lazy<BlockBuffer>[assignment.System.QuotientPieces, count];
        for (var coset = 0; coset < assignment.System.QuotientPieces; coset++)
        {
            var shift = QuotientArgument<TField>.Shift(coset);
            for (var i = 0; i < count; i++)
            {
                var column = i;
                _cosets[coset, i] = new Lazy<BlockBuffer>(() =>
                {
                    var values = new BlockBuffer(_assignment.Size);
                    Transform.Forward(Coefficients(column), values, shift, maxThreads: 1);
                    return values;
                });
            }
        }
    }

    /// <summary>The transform of the domain's size.</summary>
    public BlockTransform<TField> Transform { get; }

    /// <summary>Counts a proof.</summary>
    /// <returns>Whether it uses and keeps the values on the cosets.</returns>
    public bool BeginProof() => Interlocked.Increment(ref _proofs) > 1;

    /// <summary>Values of a fixed column on the domain.</summary>
    public BlockBuffer Values(int column) => _values[column].Value;

    /// <summary>Coefficients of a fixed column.</summary>
    public BlockBuffer Coefficients(int column) => _blocks[column].Value;

    /// <summary>Values of a fixed column on a coset of the quotient.</summary>
    public BlockBuffer CosetValues(int column, int coset) => _cosets[coset, column].Value;

    private BlockBuffer ToBlocks(ReadOnlyMemory<Fr> elements)
    {
        var blocks = new BlockBuffer(_assignment.Size);
        BlockConversion<TField>.FromElements(elements, blocks, maxThreads: 1);
        return blocks;
    }
}
