using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>
/// What one thread needs to add up points: an arena for sums and space for lists of references. Instances are kept for use
/// again and grow as needed; their memory lies outside the managed heap.
/// </summary>
internal sealed unsafe class PointScratch : IDisposable
{
    /// <summary>Slots of the arena that hold two different points, for the pairs that fill a batch's last block.</summary>
    public const int ReservedSlots = 2;

    private static readonly ConcurrentBag<PointScratch> s_free = [];

    private nuint _slots;
    private nuint _references;

    private PointScratch() => Work = (double*)NativeMemory.AlignedAlloc(
        PackedPointAdder<Lanes256, Vector256<double>, Vector256<long>>.WorkDoubles * sizeof(double), PackedPoint.ByteLength);

    ~PointScratch() => Free();

    /// <summary>The arena: packed points, the first of them the generator and its double.</summary>
    public byte* Arena { get; private set; }

    /// <summary>References to points, in buckets.</summary>
    public uint* References { get; private set; }

    /// <summary>What a <see cref="PackedPointAdder{TLanes, TDouble, TLong}"/> computes with.</summary>
    public double* Work { get; private set; }

    /// <summary>Adds exceptional pairs.</summary>
    public BatchAffineAdder ExceptionalAdder { get; } = new();

    /// <summary>Scratch space with room for a number of sums and references.</summary>
    public static PointScratch Rent(int slots, int references)
    {
        if (!s_free.TryTake(out var scratch))
            scratch = new PointScratch();
        scratch.Reserve((nuint)slots + ReservedSlots, (nuint)references);
        return scratch;
    }

    /// <summary>Gives scratch space back; more than a thread per processor is freed.</summary>
    public static void Return(PointScratch scratch)
    {
        if (s_free.Count < Environment.ProcessorCount)
            s_free.Add(scratch);
        else
            scratch.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Reserve(nuint slots, nuint references)
    {
        if (slots > _slots)
        {
            NativeMemory.AlignedFree(Arena);
            Arena = (byte*)NativeMemory.AlignedAlloc(slots * PackedPoint.ByteLength, PackedPoint.ByteLength);
            _slots = slots;
            PackedPoint.Write(G1Affine.Generator, (ulong*)Arena);
            PackedPoint.Write(G1Jacobian.Generator.Double().ToAffine(), (ulong*)(Arena + PackedPoint.ByteLength));
        }

        if (references > _references)
        {
            NativeMemory.AlignedFree(References);
            References = (uint*)NativeMemory.AlignedAlloc(references * sizeof(uint), PackedPoint.ByteLength);
            _references = references;
        }
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Arena);
        NativeMemory.AlignedFree(References);
        NativeMemory.AlignedFree(Work);
        Work = null;
        Arena = null;
        References = null;
        (_slots, _references) = (0, 0);
    }
}
