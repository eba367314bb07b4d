using System.Runtime.InteropServices;

namespace ZkStyle.Prover.Fields.Bulk;

/// <summary>
/// A column of elements in bulk form, in memory outside the managed heap, aligned to cache lines. Its contents are
/// undefined until written. Dispose it, or return it to the <see cref="BlockPool"/> it came from.
/// </summary>
public sealed unsafe class BlockBuffer : IDisposable
{
    /// <summary>Allocates space.</summary>
    /// <param name="length">Number of elements; rounded up to whole blocks.</param>
    public BlockBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Blocks = BlockLayout.Blocks(length);
        Length = length;
        Data = (double*)AlignedMemory.Allocate((nuint)Blocks * BlockLayout.Doubles * sizeof(double));
    }

    /// <summary>Frees memory that nobody disposed of.</summary>
    ~BlockBuffer() => Free();

    /// <summary>The first block; null after disposal.</summary>
    public double* Data { get; private set; }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>Number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>A block.</summary>
    /// <param name="index">Its position.</param>
    /// <returns>Its first double.</returns>
    public double* Block(int index) => Data + ((nint)index * BlockLayout.Doubles);

    /// <summary>Sets everything to zero.</summary>
    public void Clear() => NativeMemory.Clear(Data, (nuint)Blocks * BlockLayout.Doubles * sizeof(double));

    /// <summary>Copies the contents of another buffer of as many blocks.</summary>
    public void CopyFrom(BlockBuffer source)
    {
        if (source.Blocks != Blocks)
            throw new ArgumentException($"{source.Blocks} blocks do not fit {Blocks}.", nameof(source));
        var bytes = (nuint)Blocks * BlockLayout.Doubles * sizeof(double);
        NativeMemory.Copy(source.Data, Data, bytes);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Data);
        Data = null;
    }
}
