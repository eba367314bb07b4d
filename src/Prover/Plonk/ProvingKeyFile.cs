using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Curves;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// The proving key as bytes (docs/key-files.md): the verifying key, then the values and the coefficients of
/// the fixed columns and the SRS points, as they lie in memory (Montgomery form, little-endian limbs), so that
/// loading is a copy. It is a local file: its length and verifying key are checked, its points are not; a
/// damaged one gives proofs that do not verify.
/// </summary>
public static class ProvingKeyFile
{
    private static readonly byte[] s_magic = Encoding.ASCII.GetBytes("ZkStylePK1\0\0\0\0\0\0");

    /// <summary>Writes a proving key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="destination">Receives the bytes.</param>
    public static void Write(ProvingKey key, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(destination);
        var verifyingKey = key.VerifyingKey.ToBytes();
        destination.Write(s_magic);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, verifyingKey.Length);
        destination.Write(length);
        destination.Write(verifyingKey);
        foreach (var column in key.Assignment.Columns.Concat(key.FixedCoefficients))
            destination.Write(MemoryMarshal.AsBytes(column.AsSpan()));
        destination.Write(MemoryMarshal.AsBytes(key.CommitmentKey.Powers.Span));
        destination.Write(MemoryMarshal.AsBytes(key.CommitmentKey.Lagrange.Span));
    }

    /// <summary>Reads a proving key.</summary>
    /// <param name="system">The system it must belong to.</param>
    /// <param name="rowLabel">Says what a row is, for failure reports.</param>
    /// <param name="source">The bytes.</param>
    /// <returns>The key.</returns>
    /// <exception cref="InvalidDataException">The bytes are no proving key of this system, or are cut short.</exception>
    public static ProvingKey Read(ConstraintSystem system, Func<int, string> rowLabel, Stream source)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            var magic = new byte[s_magic.Length];
            source.ReadExactly(magic);
            if (!magic.AsSpan().SequenceEqual(s_magic))
                throw new InvalidDataException("This is not a ZkStyle proving key; make one with zkstyle keygen.");
            Span<byte> lengthBytes = stackalloc byte[sizeof(int)];
            source.ReadExactly(lengthBytes);
            var length = BinaryPrimitives.ReadInt32LittleEndian(lengthBytes);
            if (length is < 0 or > 1 << 20)
                throw new InvalidDataException("The proving key is damaged: its verifying key has an impossible length.");
            var keyBytes = new byte[length];
            source.ReadExactly(keyBytes);
            if (!VerifyingKey.TryRead(system, keyBytes, out var verifyingKey, out var error))
                throw new InvalidDataException($"The proving key is damaged: {error}.");

            var size = 1 << verifyingKey.LogSize;
            var rest = BytesPerRow(system) * size;
            if (source.CanSeek && source.Length - source.Position != rest)
                throw new InvalidDataException($"The proving key is damaged: {rest} bytes should follow its verifying key, {source.Length - source.Position} do; make it again with zkstyle keygen.");
            var values = ReadColumns<Fr>(source, system.FixedColumns.Count, size);
            var coefficients = ReadColumns<Fr>(source, system.FixedColumns.Count, size);
            var points = ReadColumns<G1Affine>(source, 2, size);
            if (source.ReadByte() >= 0)
                throw new InvalidDataException("The proving key is damaged: bytes follow its end.");
            var assignment = new FixedAssignment(
                system, verifyingKey.LogSize, values, verifyingKey.Parameters, verifyingKey.PublicInputLengths,
                verifyingKey.SparseEntries, rowLabel);
            return new ProvingKey(assignment, coefficients, new CommitmentKey(points[0], points[1]), verifyingKey);
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("The proving key is cut short; make it again with zkstyle keygen.", exception);
        }
    }

    /// <summary>Values and coefficients of each fixed column, and two points.</summary>
    private static long BytesPerRow(ConstraintSystem system) =>
        (2 * system.FixedColumns.Count * Fr.ByteLength) + (2 * Unsafe.SizeOf<G1Affine>());

    private static T[][] ReadColumns<T>(Stream source, int count, int size)
        where T : unmanaged
    {
        var columns = new T[count][];
        for (var i = 0; i < count; i++)
        {
            columns[i] = GC.AllocateUninitializedArray<T>(size);
            source.ReadExactly(MemoryMarshal.AsBytes(columns[i].AsSpan()));
        }

        return columns;
    }
}
