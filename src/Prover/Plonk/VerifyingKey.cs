using System.Buffers.Binary;
using System.Text;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Polynomials;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// What a verifier needs to know of one model. Its bytes (docs/protocol.md, section "The verifying key") are
/// the data contract on chain, and their Keccak-256 is the digest that every proof absorbs.
/// </summary>
public sealed class VerifyingKey
{
    private const int WordLength = 32;
    private const int HeaderWords = 7;

    private static readonly byte[] s_magic = Encoding.ASCII.GetBytes("ZkStyle verifying key v1".PadRight(WordLength, '\0'));

    private readonly byte[] _bytes;
    private readonly byte[] _digest;
    private readonly Lazy<PreparedVerifyingKey> _prepared;

    /// <summary>Creates a key from its parts.</summary>
    /// <param name="assignment">The model's numbers; the values of its fixed columns are not kept.</param>
    /// <param name="fixedCommitments">A commitment per fixed column.</param>
    /// <param name="tauG2">The SRS's [tau]_2.</param>
    /// <param name="srsDigest">The SRS's digest, 32 bytes.</param>
    /// <param name="isUnsafe">Whether whoever made the SRS could know tau, and so forge proofs.</param>
    internal VerifyingKey(
        FixedAssignment assignment, IReadOnlyList<G1Affine> fixedCommitments, G2Affine tauG2, byte[] srsDigest, bool isUnsafe)
        : this(assignment.System, assignment.LogSize, assignment.Parameters, assignment.PublicInputLengths,
            assignment.SparseEntries, fixedCommitments, tauG2, srsDigest, isUnsafe)
    {
    }

    private VerifyingKey(
        ConstraintSystem system, int logSize, IReadOnlyList<uint> parameters, IReadOnlyList<int> publicInputLengths,
        IReadOnlyList<IReadOnlyList<SparseEntry>> sparseEntries, IReadOnlyList<G1Affine> fixedCommitments,
        G2Affine tauG2, byte[] srsDigest, bool isUnsafe)
    {
        System = system;
        LogSize = logSize;
        Parameters = parameters;
        PublicInputLengths = publicInputLengths;
        SparseEntries = sparseEntries;
        FixedCommitments = fixedCommitments;
        TauG2 = tauG2;
        SrsDigest = srsDigest;
        IsUnsafe = isUnsafe;
        Omega = EvaluationDomain.RootOfUnity(logSize);
        _bytes = Serialize();
        _digest = Keccak256.Hash(_bytes);
        _prepared = new Lazy<PreparedVerifyingKey>(() => new PreparedVerifyingKey(this));
    }

    /// <summary>The constraint system.</summary>
    public ConstraintSystem System { get; }

    /// <summary>log2 of the number of rows.</summary>
    public int LogSize { get; }

    /// <summary>The primitive n-th root of unity that generates the domain.</summary>
    public Fr Omega { get; }

    /// <summary>The key's parameters.</summary>
    public IReadOnlyList<uint> Parameters { get; }

    /// <summary>Bytes of each public input.</summary>
    public IReadOnlyList<int> PublicInputLengths { get; }

    /// <summary>Entries of each sparse column.</summary>
    public IReadOnlyList<IReadOnlyList<SparseEntry>> SparseEntries { get; }

    /// <summary>A commitment per fixed column.</summary>
    public IReadOnlyList<G1Affine> FixedCommitments { get; }

    /// <summary>The SRS's [tau]_2.</summary>
    public G2Affine TauG2 { get; }

    /// <summary>The digest of the SRS this key was made with.</summary>
    public IReadOnlyList<byte> SrsDigest { get; }

    /// <summary>Whether the SRS was made by one party that could have kept tau: proofs under this key convince nobody.</summary>
    public bool IsUnsafe { get; }

    /// <summary>Keccak-256 of the key's bytes; a copy, since every transcript starts from it.</summary>
    public byte[] Digest => [.. _digest];

    /// <summary>What verifications under this key share, made by the first.</summary>
    internal PreparedVerifyingKey Prepared => _prepared.Value;

    /// <summary>Distinct non-zero rotations of a system's cells, in the order the key lists their roots.</summary>
    /// <param name="system">The system.</param>
    /// <returns>The rotations.</returns>
    public static IReadOnlyList<int> Rotations(ConstraintSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        return [.. system.Cells.Select(c => c.Rotation).Where(r => r != 0).Distinct().OrderBy(Math.Abs).ThenBy(r => r)];
    }

    /// <summary>The key's bytes: words of 32 bytes.</summary>
    /// <returns>A copy.</returns>
    public byte[] ToBytes() => [.. _bytes];

    /// <summary>Reads a key. Bytes from anywhere are safe to pass.</summary>
    /// <param name="system">The system that the key must belong to.</param>
    /// <param name="bytes">The key's bytes.</param>
    /// <param name="key">The key, or null.</param>
    /// <param name="error">What is wrong, or null.</param>
    /// <returns>Whether the bytes are a well-formed key of this system, in canonical form.</returns>
    public static bool TryRead(
        ConstraintSystem system, ReadOnlySpan<byte> bytes,
        [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out VerifyingKey? key,
        [global::System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(system);
        key = null;
        error = null;
        var reader = new WordReader(bytes);
        if (bytes.Length < WordLength || !reader.Take().SequenceEqual(s_magic))
            error = "not a ZkStyle verifying key (its first bytes are not the key's mark)";
        else if (bytes.Length % WordLength != 0 || bytes.Length < MinimumLength(system))
            error = $"the verifying key is cut short ({bytes.Length} bytes)";
        else if (!reader.Take().SequenceEqual(system.Digest))
            error = $"the verifying key belongs to another version of the {system.Name} constraint system";
        if (error is not null)
            return false;

        var srsDigest = reader.Take().ToArray();
        if (!reader.TryTakeInteger(1, out var origin) || !reader.TryTakeInteger(FixedAssignment.MaximumLogSize, out var logSize) || logSize < 1)
        {
            error = "the verifying key's SRS origin or size is out of range";
            return false;
        }

        // 1/n, omega and its powers follow from n; they are skipped here and compared as a whole at the end.
        reader.Skip(2 + Rotations(system).Count);
        var parameters = new uint[system.Parameters.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            if (!reader.TryTakeInteger(uint.MaxValue, out parameters[i]))
            {
                error = $"the verifying key's parameter {system.Parameters[i].Name} is out of range";
                return false;
            }
        }

        var lengths = new int[system.PublicInputs.Count];
        for (var i = 0; i < lengths.Length; i++)
        {
            if (!reader.TryTakeInteger(1 << 24, out var length) || length == 0)
            {
                error = $"the verifying key's length of {system.PublicInputs[i].Name} is out of range";
                return false;
            }

            lengths[i] = (int)length;
        }

        error = CheckGrids(system, parameters, lengths);
        if (error is not null)
            return false;
        if (!G2Affine.TryReadBigEndian(reader.Take(4), out var tauG2) || tauG2.IsInfinity)
        {
            error = "the verifying key's [tau]_2 is not a point of G2";
            return false;
        }

        var commitments = new G1Affine[system.FixedColumns.Count];
        for (var i = 0; i < commitments.Length; i++)
        {
            if (!G1Affine.TryReadBigEndian(reader.Take(2), out commitments[i]))
            {
                error = $"the verifying key's commitment to {system.FixedColumns[i]} is not a point of the curve";
                return false;
            }
        }

        error = ReadSparse(system, ref reader, 1u << (int)logSize, out var sparse);
        if (error is not null)
            return false;
        var candidate = new VerifyingKey(
            system, (int)logSize, parameters, lengths, sparse, commitments, tauG2, srsDigest, origin == 0);
        if (!bytes.SequenceEqual(candidate._bytes))
        {
            error = "the verifying key is not in canonical form";
            return false;
        }

        key = candidate;
        return true;
    }

    private static string? CheckGrids(ConstraintSystem system, uint[] parameters, int[] lengths)
    {
        for (var i = 0; i < lengths.Length; i++)
        {
            if (system.PublicInputs[i].Encoding is not PublicInputEncoding.Grid grid)
                continue;
            var cells = (ulong)parameters[grid.Lines.Index] * parameters[grid.Cells.Index];
            if (cells == 0 || (ulong)lengths[i] % cells != 0)
                return $"the verifying key's {system.PublicInputs[i].Name} is no whole number of channels";
        }

        return null;
    }

    private static string? ReadSparse(
        ConstraintSystem system, ref WordReader reader, uint size, out IReadOnlyList<IReadOnlyList<SparseEntry>> sparse)
    {
        var columns = new List<IReadOnlyList<SparseEntry>>();
        sparse = columns;
        foreach (var column in system.SparseColumns)
        {
            var error = $"the verifying key's entries of sparse column {column.Name} are malformed";
            var entryWords = 2 + column.EntryParameters;
            if (!reader.TryTakeInteger(uint.MaxValue, out var count) || (long)count * entryWords > reader.RemainingWords)
                return error;
            var entries = new SparseEntry[count];
            for (var i = 0; i < entries.Length; i++)
            {
                if (!reader.TryTakeInteger(size - 1, out var row))
                    return error;
                reader.Skip(1);
                var values = new uint[column.EntryParameters];
                for (var j = 0; j < values.Length; j++)
                {
                    if (!reader.TryTakeInteger(uint.MaxValue, out values[j]))
                        return error;
                }

                entries[i] = new SparseEntry((int)row, values);
            }

            if (entries.Select(e => e.Row).Distinct().Count() != entries.Length)
                return error;
            columns.Add(entries);
        }

        return reader.RemainingWords == 0 ? null : "the verifying key has bytes after its end";
    }

    private static int MinimumLength(ConstraintSystem system) => WordLength * (
        HeaderWords + Rotations(system).Count + system.Parameters.Count + system.PublicInputs.Count + 4
        + (2 * system.FixedColumns.Count) + system.SparseColumns.Count);

    private byte[] Serialize()
    {
        using var stream = new MemoryStream();
        var word = new byte[WordLength];
        void Integer(long value)
        {
            Array.Clear(word);
            BinaryPrimitives.WriteInt64BigEndian(word.AsSpan(WordLength - 8), value);
            stream.Write(word);
        }

        void Element(Fr value)
        {
            value.WriteBigEndian(word);
            stream.Write(word);
        }

        stream.Write(s_magic);
        stream.Write(System.Digest);
        stream.Write([.. SrsDigest]);
        Integer(IsUnsafe ? 0 : 1);
        Integer(LogSize);
        Element(Fr.FromInt64(1L << LogSize).Inverse());
        Element(Omega);
        foreach (var rotation in Rotations(System))
            Element(Omega.Pow(rotation));
        foreach (var parameter in Parameters)
            Integer(parameter);
        foreach (var length in PublicInputLengths)
            Integer(length);
        var point = new byte[4 * WordLength];
        TauG2.WriteBigEndian(point);
        stream.Write(point);
        foreach (var commitment in FixedCommitments)
        {
            commitment.WriteBigEndian(point);
            stream.Write(point, 0, 2 * WordLength);
        }

        foreach (var entries in SparseEntries)
        {
            Integer(entries.Count);
            foreach (var entry in entries)
            {
                Integer(entry.Row);
                Element(Omega.Pow(entry.Row));
                foreach (var parameter in entry.Parameters)
                    Integer(parameter);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Reads words; the caller has made sure that they are there.</summary>
    private ref struct WordReader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public readonly int RemainingWords => _rest.Length / WordLength;

        public ReadOnlySpan<byte> Take(int words = 1)
        {
            var taken = _rest[..(words * WordLength)];
            _rest = _rest[(words * WordLength)..];
            return taken;
        }

        public void Skip(int words) => Take(words);

        public bool TryTakeInteger(uint maximum, out uint value)
        {
            value = 0;
            if (RemainingWords == 0)
                return false;
            var word = Take();
            value = BinaryPrimitives.ReadUInt32BigEndian(word[(WordLength - 4)..]);
            return value <= maximum && !word[..(WordLength - 4)].ContainsAnyExcept((byte)0);
        }
    }
}
