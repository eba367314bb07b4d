using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Curves.Bulk;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// The proving key as bytes (docs/key-files.md): the verifying key, then the coefficients of the fixed columns and the SRS
/// points in the form that proofs are computed from, so that a file mapped into memory serves as it is. It is
/// a local file: its length, its verifying key and the circuit it belongs to are checked, its points are not; a
/// damaged one gives proofs that do not verify.
/// </summary>
public static class ProvingKeyFile
{
    private const int HeaderLength = 64;

    private const int Alignment = 64;

    private const int MaxVerifyingKeyLength = 1 << 20;

    private const long BytesPerBlock = BlockLayout.Doubles * sizeof(double);

    private static readonly byte[] s_magic = Encoding.ASCII.GetBytes("ZkStylePK2\0\0\0\0\0\0");

    /// <summary>Writes a proving key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="destination">Receives the bytes.</param>
    public static void Write(ProvingKey key, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(destination);
        var verifyingKey = key.VerifyingKey.ToBytes();
        var start = new byte[ColumnsOffset(verifyingKey.Length)];
        s_magic.CopyTo(start, 0);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(s_magic.Length), verifyingKey.Length);
        Fingerprint(key.Assignment).CopyTo(start, HeaderLength - SHA256.HashSizeInBytes);
        verifyingKey.CopyTo(start, HeaderLength);
        destination.Write(start);
        foreach (var column in key.FixedCoefficients)
            destination.Write(MemoryMarshal.AsBytes(column.Span));
        WritePoints(key.CommitmentKey.Powers, destination);
        WritePoints(key.CommitmentKey.Lagrange, destination);
    }

    /// <summary>Reads a proving key into memory.</summary>
    /// <param name="assignment">The circuit it must belong to.</param>
    /// <param name="source">The bytes; a stream that knows its length.</param>
    /// <returns>The key.</returns>
    /// <exception cref="InvalidDataException">The bytes are no proving key of this circuit, or are cut short.</exception>
    public static unsafe ProvingKey Read(FixedAssignment assignment, Stream source)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        ArgumentNullException.ThrowIfNull(source);
        var length = source.Length - source.Position;
        if (length > MaxLength(assignment))
            throw new InvalidDataException($"The proving key is damaged: it has {length} bytes, this circuit's has at most {MaxLength(assignment)}; make it again with zkstyle keygen.");
        var memory = new BlockBuffer((int)((length + (BytesPerBlock - 1)) / BytesPerBlock) * BlockLayout.Lanes);
        var bytes = (byte*)memory.Data;
        for (long done = 0; done < length;)
        {
            var read = source.Read(new Span<byte>(bytes + done, (int)Math.Min(length - done, 1 << 20)));
            if (read == 0)
                throw new InvalidDataException("The proving key is cut short; make it again with zkstyle keygen.");
            done += read;
        }

        return FromMemory(assignment, bytes, length, memory);
    }

    /// <summary>Uses a proving key where it lies, as in a mapped file; only its verifying key is copied.</summary>
    /// <param name="assignment">The circuit it must belong to.</param>
    /// <param name="bytes">The key's first byte, aligned to 64 bytes.</param>
    /// <param name="length">Its number of bytes.</param>
    /// <param name="owner">What keeps the memory valid; it is referenced as long as the key is.</param>
    /// <returns>The key.</returns>
    /// <exception cref="InvalidDataException">The bytes are no proving key of this circuit, or are cut short.</exception>
    public static unsafe ProvingKey FromMemory(FixedAssignment assignment, byte* bytes, long length, object owner)
    {
        ArgumentNullException.ThrowIfNull(assignment);
        ArgumentNullException.ThrowIfNull(owner);
        if (length < HeaderLength || !new ReadOnlySpan<byte>(bytes, s_magic.Length).SequenceEqual(s_magic))
            throw new InvalidDataException("This is not a ZkStyle proving key of this version; make one with zkstyle keygen.");
        var header = new ReadOnlySpan<byte>(bytes, HeaderLength);
        var keyLength = BinaryPrimitives.ReadInt32LittleEndian(header[s_magic.Length..]);
        if (keyLength is < 0 or > MaxVerifyingKeyLength || HeaderLength + keyLength > length)
            throw new InvalidDataException("The proving key is damaged: its verifying key has an impossible length; make it again with zkstyle keygen.");
        var keyBytes = new ReadOnlySpan<byte>(bytes + HeaderLength, keyLength);
        if (!VerifyingKey.TryRead(assignment.System, keyBytes, out var verifyingKey, out var error))
            throw new InvalidDataException($"The proving key is damaged: {error}; make it again with zkstyle keygen.");

        var isOwn = verifyingKey.LogSize == assignment.LogSize
            && verifyingKey.Parameters.SequenceEqual(assignment.Parameters)
            && verifyingKey.PublicInputLengths.SequenceEqual(assignment.PublicInputLengths)
            && header[(HeaderLength - SHA256.HashSizeInBytes)..].SequenceEqual(Fingerprint(assignment));
        if (!isOwn)
            throw new InvalidDataException("The proving key belongs to another model; make this model's with zkstyle keygen.");
        var expected = ColumnsOffset(keyLength) + RestLength(assignment);
        if (length != expected)
            throw new InvalidDataException($"The proving key is damaged: {expected} bytes expected, got {length}; make it again with zkstyle keygen.");

        var columns = (Fr*)(bytes + ColumnsOffset(keyLength));
        var coefficients = new List<ReadOnlyMemory<Fr>>();
        for (var i = 0; i < assignment.Columns.Count; i++, columns += assignment.Size)
            coefficients.Add(new NativeElements(columns, assignment.Size, owner).Memory);
        var points = (byte*)columns;
        var powers = MsmBases.FromPacked(points, assignment.Size, owner);
        var lagrange = MsmBases.FromPacked(points + ((long)assignment.Size * MsmBases.PackedByteLength), assignment.Size, owner);
        return new ProvingKey(assignment, coefficients, new CommitmentKey(powers, lagrange), verifyingKey);
    }

    private static int ColumnsOffset(int verifyingKeyLength) =>
        (HeaderLength + verifyingKeyLength + Alignment - 1) / Alignment * Alignment;

    private static long RestLength(FixedAssignment assignment) =>
        (long)assignment.Size * ((assignment.Columns.Count * Fr.ByteLength) + (2 * MsmBases.PackedByteLength));

    private static long MaxLength(FixedAssignment assignment) => ColumnsOffset(MaxVerifyingKeyLength) + RestLength(assignment);

    /// <summary>SHA-256 of the SHA-256 hashes of the fixed columns' values: what tells one model's circuit from another's.</summary>
    private static byte[] Fingerprint(FixedAssignment assignment)
    {
        var hashes = new byte[assignment.Columns.Count * SHA256.HashSizeInBytes];
        ParallelLoop.For(assignment.Columns.Count, Environment.ProcessorCount, i =>
            SHA256.HashData(MemoryMarshal.AsBytes(assignment.Columns[i].AsSpan()), hashes.AsSpan(i * SHA256.HashSizeInBytes, SHA256.HashSizeInBytes)));
        return SHA256.HashData(hashes);
    }

    private static void WritePoints(MsmBases points, Stream destination)
    {
        const int Chunk = 1_024;
        var bytes = new byte[Chunk * MsmBases.PackedByteLength];
        for (var start = 0; start < points.Count; start += Chunk)
        {
            var count = Math.Min(Chunk, points.Count - start);
            points.CopyPacked(start, count, bytes);
            destination.Write(bytes, 0, count * MsmBases.PackedByteLength);
        }
    }
}
