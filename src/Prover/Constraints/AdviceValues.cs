namespace ZkStyle.Prover.Constraints;

/// <summary>
/// The values of one advice column: small signed integers where all are small, which commit many times
/// faster, or field elements.
/// </summary>
public sealed class AdviceValues
{
    private readonly long[]? _integers;
    private readonly Fr[]? _elements;

    /// <summary>A column of signed integers of magnitude below 2^62.</summary>
    /// <param name="integers">One per row; kept, not copied.</param>
    public AdviceValues(long[] integers)
    {
        ArgumentNullException.ThrowIfNull(integers);
        _integers = integers;
    }

    /// <summary>A column of field elements.</summary>
    /// <param name="elements">One per row; kept, not copied.</param>
    public AdviceValues(Fr[] elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        _elements = elements;
    }

    /// <summary>Number of rows.</summary>
    public int Length => _integers?.Length ?? _elements!.Length;

    /// <summary>The integers, if this column holds integers.</summary>
    public ReadOnlyMemory<long>? Integers =>
        _integers is null ? default(ReadOnlyMemory<long>?) : new ReadOnlyMemory<long>(_integers);

    /// <summary>The field elements; of a column of integers, a new array.</summary>
    public ReadOnlyMemory<Fr> Elements => _elements ?? ToElements();

    /// <summary>The value on a row.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The element.</returns>
    public Fr this[int row] => _integers is null ? _elements![row] : Fr.FromInt64(_integers[row]);

    /// <summary>All values as field elements, in a new array.</summary>
    /// <returns>The elements.</returns>
    public Fr[] ToElements() =>
        _integers is null ? [.. _elements!] : Array.ConvertAll(_integers, Fr.FromInt64);
}
