using System.Runtime.InteropServices;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Curves.Bulk;

/// <summary>
/// Points prepared for multi-scalar multiplications, <see cref="Msm"/>. Where the machine has vectors with fused
/// multiply-add they are packed; elsewhere they stay ordinary points.
/// </summary>
/// <remarks>
/// Packed format: 64 bytes a point, x then y, each a 256-bit little-endian integer. A coordinate a is the signed integer v
/// nearest to zero with v = 2^260 a mod p, |v| below p/2, plus the bias
/// 2^51 (1 + 2^52 + 2^104 + 2^156) + 2^255, so that its five digits of radix 2^52 are those of the bulk form, each moved by a
/// constant to where it is never negative. 64 zero bytes are the point at infinity. The format is the same on every machine.
/// Sums over memory that holds anything else are some point or other; nothing else goes wrong.
/// </remarks>
public sealed unsafe class MsmBases : IDisposable
{
    /// <summary>Bytes of a packed point.</summary>
    public const int PackedByteLength = PackedPoint.ByteLength;

    /// <summary>Points at most, so that a reference to one takes 30 bits.</summary>
    public const int MaxCount = 1 << 28;

    private readonly object? _owner;
    private readonly bool _isOwned;
    private byte* _packed;
    private bool _isDisposed;

    private MsmBases(byte* packed, int count, bool isOwned, object? owner)
    {
        _packed = packed;
        Count = count;
        _isOwned = isOwned;
        _owner = owner;
    }

    private MsmBases(ReadOnlyMemory<G1Affine> points)
    {
        Points = points;
        Count = points.Length;
    }

    /// <summary>Frees memory that nobody disposed of.</summary>
    ~MsmBases() => Free();

    /// <summary>Whether this machine computes with packed points.</summary>
    public static bool UsesPacked => Lanes256.IsSupported || Lanes512.IsSupported;

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>Whether the points are packed.</summary>
    internal bool IsPacked => _packed is not null;

    /// <summary>The packed points, or null.</summary>
    internal byte* Packed => _packed;

    /// <summary>The points, where they are not packed.</summary>
    internal ReadOnlyMemory<G1Affine> Points { get; }

    /// <summary>Prepares points; they are copied where the machine packs them.</summary>
    /// <param name="points">Points on the curve; the point at infinity is allowed.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <returns>The bases; dispose them to free their memory.</returns>
    public static MsmBases Prepare(ReadOnlyMemory<G1Affine> points, int maxThreads = -1) =>
        UsesPacked ? Pack(points, maxThreads) : new MsmBases(points);

    /// <summary>Points as they are: sums over them take the scalar path, as on machines without vectors.</summary>
    /// <param name="points">Points on the curve; kept, not copied.</param>
    /// <returns>The bases.</returns>
    public static MsmBases Unpacked(ReadOnlyMemory<G1Affine> points)
    {
        CheckCount(points.Length);
        return new MsmBases(points);
    }

    /// <summary>Bases over packed points in memory that belongs to others, as a mapped file; nothing is copied where the machine packs.</summary>
    /// <param name="packed">The first point; aligned to 64 bytes for speed.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="owner">What keeps the memory valid; it is referenced as long as the bases are.</param>
    /// <returns>The bases.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative count, or more than <see cref="MaxCount"/>.</exception>
    public static MsmBases FromPacked(byte* packed, int count, object? owner = null)
    {
        CheckCount(count);
        if (UsesPacked && count > 0)
            return new MsmBases(packed, count, false, owner);
        var points = new G1Affine[count];
        for (var i = 0; i < count; i++)
            points[i] = PackedPoint.Read((ulong*)(packed + ((nint)i * PackedByteLength)));
        return new MsmBases(points);
    }

    /// <summary>Writes points in packed form.</summary>
    /// <param name="points">Points on the curve.</param>
    /// <param name="destination">Receives <see cref="PackedByteLength"/> bytes each.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static void WritePacked(ReadOnlySpan<G1Affine> points, Span<byte> destination)
    {
        if (destination.Length / PackedByteLength < points.Length)
            throw new ArgumentException($"{points.Length} points need {(long)points.Length * PackedByteLength} bytes, got {destination.Length}.", nameof(destination));
        fixed (byte* packed = destination)
        {
            for (var i = 0; i < points.Length; i++)
                PackedPoint.Write(points[i], (ulong*)(packed + ((nint)i * PackedByteLength)));
        }
    }

    /// <summary>A point, converted back.</summary>
    /// <param name="index">Its position.</param>
    /// <returns>The point.</returns>
    public G1Affine this[int index]
    {
        get
        {
            ThrowIfDisposed();
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            if (!IsPacked)
                return Points.Span[index];
            var point = PackedPoint.Read((ulong*)(_packed + ((nint)index * PackedByteLength)));
            GC.KeepAlive(this);
            return point;
        }
    }

    /// <summary>Copies points in packed form.</summary>
    /// <param name="start">The first point.</param>
    /// <param name="count">How many.</param>
    /// <param name="destination">Receives <see cref="PackedByteLength"/> bytes each.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no such points, or the destination is too short.</exception>
    public void CopyPacked(int start, int count, Span<byte> destination)
    {
        ThrowIfDisposed();
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, (long)count * PackedByteLength, nameof(destination));
        if (IsPacked)
            new ReadOnlySpan<byte>(_packed + ((nint)start * PackedByteLength), count * PackedByteLength).CopyTo(destination);
        else
            WritePacked(Points.Span.Slice(start, count), destination);
        GC.KeepAlive(this);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Packs points whether or not this machine computes with them.</summary>
    internal static MsmBases Pack(ReadOnlyMemory<G1Affine> points, int maxThreads)
    {
        CheckCount(points.Length);
        var bytes = (nuint)Math.Max(1, points.Length) * PackedByteLength;
        var bases = new MsmBases((byte*)NativeMemory.AlignedAlloc(bytes, PackedByteLength), points.Length, true, null);
        ParallelLoop.ForRanges(points.Length, 1 << 10, maxThreads, (start, end) =>
        {
            var span = points.Span;
            for (var i = start; i < end; i++)
                PackedPoint.Write(span[i], (ulong*)(bases._packed + ((nint)i * PackedByteLength)));
        });
        return bases;
    }

    /// <summary>Stops the use of bases that were disposed of.</summary>
    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_isDisposed, this);

    private static void CheckCount(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MaxCount);
    }

    private void Free()
    {
        if (_isOwned)
            NativeMemory.AlignedFree(_packed);
        _packed = null;
        _isDisposed = true;
        GC.KeepAlive(_owner);
    }
}
