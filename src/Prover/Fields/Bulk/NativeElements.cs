using System.Buffers;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>Field elements in memory outside the managed heap, as a mapped file, seen as <see cref="Memory{T}"/>.</summary>
internal sealed unsafe class NativeElements : MemoryManager<Fr>
{
    private readonly Fr* _elements;
    private readonly int _count;
    private readonly object _owner;

    /// <summary>Looks at memory that <paramref name="owner"/> keeps valid.</summary>
    public NativeElements(Fr* elements, int count, object owner)
    {
        _elements = elements;
        _count = count;
        _owner = owner;
    }

    /// <inheritdoc />
    public override Span<Fr> GetSpan() => new(_elements, _count);

    /// <inheritdoc />
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(elementIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(elementIndex, _count);
        return new MemoryHandle(_elements + elementIndex, pinnable: this);
    }

    /// <inheritdoc />
    public override void Unpin() => GC.KeepAlive(_owner);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
    }
}
