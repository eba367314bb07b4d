using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;

namespace ZkStyle.Prover.Commitments;

/// <summary>
/// Files of powers of tau over BN254 as snarkjs keeps them (.ptau): sections of a number and a length each, integers little-endian,
/// coordinates 32 bytes in Montgomery form, as they lie in memory. docs/srs-format.md says what is read of them.
/// </summary>
/// <remarks>Source: iden3, snarkjs, "powersoftau" (format of the file); Bowe, Gabizon, Miers, "Scalable Multi-party Computation for
/// zk-SNARK Parameters in the Random Beacon Model", ePrint 2017/1050 (the ceremony).</remarks>
public static partial class PowersOfTauFile
{
    /// <summary>The largest power that such files have.</summary>
    public const int MaxFilePower = 28;

    private const int FormatVersion = 1;
    private const int HeaderSection = 1;
    private const int PowersSection = 2;
    private const int SecondGroupSection = 3;
    private const int ContributionsSection = 7;
    private const int LagrangeSection = 12;
    private const int HeaderLength = (3 * sizeof(uint)) + Fp.ByteLength;
    private const int MaxSections = 64;
    private const int MaxFileNameLength = 48;

    private static readonly byte[] s_magic = Encoding.ASCII.GetBytes("ptau");

    /// <summary>
    /// Takes an SRS out of a file that may be anything. Checked: structure and lengths, canonical coordinates, every point that is
    /// taken in its group, the generators, a tau that is not trivially known, and by one pairing equation over a random linear
    /// combination that all powers are those of one tau (<see cref="Srs.Verify"/>). Lagrange points come from the file where it has
    /// them, and are checked likewise; where it has none they are computed, which takes minutes at 2^17. Room grows with the bytes
    /// that arrive, not with the numbers claimed. Who contributed is not checked: compare the hash in the SRS's origin with the
    /// one that the ceremony published.
    /// </summary>
    /// <param name="source">The file, from its start; it must be able to seek.</param>
    /// <param name="name">What the file is called; goes into the SRS's origin with the file's SHA-256 and number of contributions.</param>
    /// <param name="power">log2 of the points to take; null for all, at most 2^<see cref="Srs.MaxPower"/>.</param>
    /// <param name="maxThreads">Threads at most; -1 for one per logical processor.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The SRS; an unsafe one where the file records no contribution.</returns>
    /// <exception cref="InvalidDataException">No such file, damaged, tampered with, or too short for the power; the message says which.</exception>
    /// <exception cref="ArgumentException">The source cannot seek.</exception>
    public static Srs Read(
        Stream source, string name, int? power = null, int maxThreads = -1, IProgress<string>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        if (!source.CanSeek)
            throw new ArgumentException("The source must be able to seek.", nameof(source));
        try
        {
            var sections = ReadSections(source);
            var filePower = ReadHeader(source, Required(sections, HeaderSection, "header"));
            var taken = power ?? Math.Min(filePower, Srs.MaxPower);
            if (taken < 0 || taken > Math.Min(filePower, Srs.MaxPower))
                throw new InvalidDataException($"The file has 2^{filePower} powers of tau, 2^{taken} were asked for; take a power from 0 to {Math.Min(filePower, Srs.MaxPower)}.");

            progress?.Report("hash");
            var origin = ReadOrigin(source, sections, name, cancellationToken);
            progress?.Report("read");
            var powers = ReadPowers(source, sections, filePower, taken);
            var tauG2 = ReadTauG2(source, sections);
            cancellationToken.ThrowIfCancellationRequested();
            var stored = ReadLagrangeBasis(source, sections, taken);
            Srs.CheckPoints(powers, stored ?? [], tauG2);
            if (taken > 0)
                RequireSecretTau(powers[1]);

            // Computed after the check of the points: a point off the curve never reaches the sums.
            progress?.Report(stored is null ? "Lagrange basis" : "pairings");
            var lagrange = stored ?? PointTransform.LagrangeBasis(powers, maxThreads, cancellationToken);
            var srs = new Srs(origin, powers, lagrange, tauG2);
            progress?.Report("pairings");
            return srs.Verify(out var error, maxThreads) ? srs : throw Damaged(error);
        }
        catch (EndOfStreamException exception)
        {
            throw Damaged("it is cut short", exception);
        }
    }

    private static Dictionary<uint, (long Offset, long Length)> ReadSections(Stream source)
    {
        source.Position = 0;
        Span<byte> head = stackalloc byte[12];
        source.ReadExactly(head);
        if (!head.StartsWith(s_magic))
            throw new InvalidDataException("This is no file of powers of tau; name a .ptau file as snarkjs writes it.");
        var (version, count) = (BinaryPrimitives.ReadUInt32LittleEndian(head[4..]), BinaryPrimitives.ReadUInt32LittleEndian(head[8..]));
        if (version != FormatVersion)
            throw Damaged($"it has the unknown version {version}");
        if (count > MaxSections)
            throw Damaged($"it claims {count} sections");
        var sections = new Dictionary<uint, (long, long)>();
        for (var i = 0; i < count; i++)
        {
            source.ReadExactly(head);
            var (section, length) = (BinaryPrimitives.ReadUInt32LittleEndian(head), BinaryPrimitives.ReadUInt64LittleEndian(head[4..]));
            if (length > (ulong)(source.Length - source.Position))
                throw Damaged($"section {section} is longer than the file");
            if (!sections.TryAdd(section, (source.Position, (long)length)))
                throw Damaged($"section {section} is there twice");
            source.Position += (long)length;
        }

        return source.Position == source.Length ? sections : throw Damaged("bytes follow its last section");
    }

    private static (long Offset, long Length) Required(Dictionary<uint, (long Offset, long Length)> sections, uint section, string what) =>
        sections.TryGetValue(section, out var found) ? found : throw Damaged($"it lacks section {section}, the {what}");

    private static int ReadHeader(Stream source, (long Offset, long Length) section)
    {
        if (section.Length != HeaderLength)
            throw Damaged($"its header has {section.Length} bytes, not {HeaderLength}");
        Span<byte> header = stackalloc byte[HeaderLength];
        source.Position = section.Offset;
        source.ReadExactly(header);
        Span<byte> modulus = stackalloc byte[Fp.ByteLength];
        Fp.Modulus.TryWriteBytes(modulus, out _, isUnsigned: true);
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Fp.ByteLength || !header[sizeof(uint)..].StartsWith(modulus))
            throw new InvalidDataException("These powers of tau are of another curve; take a file for bn128, which is BN254.");
        var power = BinaryPrimitives.ReadUInt32LittleEndian(header[(sizeof(uint) + Fp.ByteLength)..]);
        return power <= MaxFilePower ? (int)power : throw Damaged($"it claims 2^{power} powers, more than 2^{MaxFilePower}");
    }

    private static SrsOrigin ReadOrigin(
        Stream source, Dictionary<uint, (long Offset, long Length)> sections, string name, CancellationToken cancellationToken)
    {
        var contributions = 0u;
        if (sections.TryGetValue(ContributionsSection, out var section))
        {
            Span<byte> count = stackalloc byte[sizeof(uint)];
            if (section.Length < count.Length)
                throw Damaged("its list of contributions is cut short");
            source.Position = section.Offset;
            source.ReadExactly(count);
            contributions = BinaryPrimitives.ReadUInt32LittleEndian(count);
        }

        if (contributions == 0)
            return SrsOrigin.Unsafe;
        var shown = new string([.. name.Take(MaxFileNameLength).Select(c => char.IsAscii(c) && !char.IsControl(c) ? c : '_')]);
        return SrsOrigin.Ceremony(string.Create(
            CultureInfo.InvariantCulture, $"powers of tau {shown}, SHA-256 {Hash(source, cancellationToken)}, contributions: {contributions}"));
    }

    private static string Hash(Stream source, CancellationToken cancellationToken)
    {
        using var hasher = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        source.Position = 0;
        for (int count; (count = source.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hasher.AppendData(buffer, 0, count);
        }

        return Convert.ToHexStringLower(hasher.GetHashAndReset());
    }

    private static G1Affine[] ReadPowers(Stream source, Dictionary<uint, (long Offset, long Length)> sections, int filePower, int power)
    {
        var section = Required(sections, PowersSection, "powers in G1");
        var expected = ((2L << filePower) - 1) * G1Affine.ByteLength;
        if (section.Length != expected)
            throw Damaged($"its powers in G1 have {section.Length} bytes, not {expected}");
        source.Position = section.Offset;
        return Srs.ReadPoints<G1Affine, Fp>(source, 1 << power);
    }

    private static G2Affine ReadTauG2(Stream source, Dictionary<uint, (long Offset, long Length)> sections)
    {
        var section = Required(sections, SecondGroupSection, "powers in G2");
        if (section.Length < 2 * G2Affine.ByteLength)
            throw Damaged("it has fewer than two powers in G2");
        source.Position = section.Offset;
        var points = Srs.ReadPoints<G2Affine, Fp2>(source, 2);
        return points[0] == G2Affine.Generator ? points[1] : throw Damaged("its powers in G2 do not start at the generator");
    }

    /// <summary>The basis of the domain of 2^power elements, which stands behind those of all smaller ones; null where the file has none.</summary>
    private static G1Affine[]? ReadLagrangeBasis(Stream source, Dictionary<uint, (long Offset, long Length)> sections, int power)
    {
        if (!sections.TryGetValue(LagrangeSection, out var section))
            return null;
        var skipped = ((1L << power) - 1) * G1Affine.ByteLength;
        if (section.Length < skipped + ((long)G1Affine.ByteLength << power))
            throw Damaged($"its Lagrange bases end before that of 2^{power} elements");
        source.Position = section.Offset + skipped;
        return Srs.ReadPoints<G1Affine, Fp>(source, 1 << power);
    }

    /// <summary>A new file has tau = 1 until someone contributes; -1 and 0 are as well known.</summary>
    private static void RequireSecretTau(G1Affine tau)
    {
        if (tau.IsInfinity || tau == G1Affine.Generator || tau == -G1Affine.Generator)
            throw new InvalidDataException("Everybody knows the tau of this file: nobody has contributed to it; take the file that a ceremony ended with.");
    }

    private static InvalidDataException Damaged(string reason, Exception? cause = null) =>
        new($"The powers of tau are damaged: {reason}; fetch the file again.", cause);
}
