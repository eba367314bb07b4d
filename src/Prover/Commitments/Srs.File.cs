using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Transcripts;

namespace ZkStyle.Prover.Commitments;

/// <content>The SRS as bytes: docs/srs-format.md.</content>
public sealed partial class Srs
{
    private const int HeaderLength = 20;
    private const int PieceLength = 1 << 16;

    private static readonly byte[] s_magic = Encoding.ASCII.GetBytes("ZkStyleSRS1\0\0\0\0\0");
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// Reads an SRS. Checked: structure, length, canonical coordinates, every point in its group, the digest, and that the first
    /// points and [tau]_2 belong to one tau. That all powers do takes <see cref="Verify"/>.
    /// </summary>
    /// <param name="source">The bytes, to the end of the stream.</param>
    /// <returns>The SRS.</returns>
    /// <exception cref="InvalidDataException">The bytes are no SRS, damaged or cut short; the message says which.</exception>
    public static Srs Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            var (origin, power) = ReadHeader(source);
            var tauG2 = ReadPoints<G2Affine, Fp2>(source, 1)[0];
            var powers = ReadPoints<G1Affine, Fp>(source, 1 << power);
            var lagrange = ReadPoints<G1Affine, Fp>(source, 1 << power);
            var digest = new byte[Keccak256.DigestLength];
            source.ReadExactly(digest);
            if (source.ReadByte() >= 0)
                throw Damaged("bytes follow its end");
            CheckPoints(powers, lagrange, tauG2);

            var srs = new Srs(origin, powers, lagrange, tauG2);
            return srs.Digest.AsSpan().SequenceEqual(digest) ? srs : throw Damaged("its digest does not match its content");
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("The SRS is cut short; copy or make it again.", exception);
        }
    }

    /// <summary>Writes the SRS.</summary>
    /// <param name="destination">Receives the bytes.</param>
    public void Write(Stream destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        destination.Write(Header(Origin, Power));
        destination.Write(MemoryMarshal.AsBytes([TauG2]));
        destination.Write(MemoryMarshal.AsBytes(_powers.AsSpan()));
        destination.Write(MemoryMarshal.AsBytes(_lagrange.AsSpan()));
        destination.Write(Digest);
    }

    private static byte[] Header(SrsOrigin origin, int power)
    {
        var name = Encoding.UTF8.GetBytes(origin.Name);
        var header = new byte[HeaderLength + name.Length];
        s_magic.CopyTo(header, 0);
        header[16] = (byte)(origin.IsUnsafe ? 1 : 0);
        header[17] = (byte)power;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(18), (ushort)name.Length);
        name.CopyTo(header, HeaderLength);
        return header;
    }

    private static (SrsOrigin Origin, int Power) ReadHeader(Stream source)
    {
        var header = new byte[HeaderLength];
        source.ReadExactly(header);
        if (!header.AsSpan().StartsWith(s_magic))
            throw new InvalidDataException("This is not a ZkStyle SRS; make or import one with zkstyle srs.");
        var (kind, power) = (header[16], header[17]);
        if (kind > 1)
            throw Damaged($"its origin has the unknown kind {kind}");
        if (power > MaxPower)
            throw Damaged($"it claims 2^{power} points, more than the 2^{MaxPower} supported");
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(18));
        if (nameLength > SrsOrigin.MaxNameBytes)
            throw Damaged("the name of its origin is too long");
        var nameBytes = new byte[nameLength];
        source.ReadExactly(nameBytes);
        string name;
        try
        {
            name = s_strictUtf8.GetString(nameBytes);
        }
        catch (DecoderFallbackException)
        {
            throw Damaged("the name of its origin is not UTF-8");
        }

        // The warning is part of the format: an unsafe SRS under any other name is refused.
        if (kind == 1)
            return name == SrsOrigin.Unsafe.Name ? (SrsOrigin.Unsafe, power) : throw Damaged("it is unsafe but does not say so");
        return SrsOrigin.IsValidName(name) ? (SrsOrigin.Ceremony(name), power) : throw Damaged("the name of its origin is malformed");
    }

    /// <summary>Points as they lie in memory; room grows with the bytes that come, not with the number claimed.</summary>
    internal static TPoint[] ReadPoints<TPoint, TField>(Stream source, int count)
        where TPoint : unmanaged
        where TField : unmanaged, IField<TField>
    {
        var points = new TPoint[Math.Min(count, PieceLength)];
        var filled = 0;
        while (true)
        {
            source.ReadExactly(MemoryMarshal.AsBytes(points.AsSpan(filled)));
            foreach (ref readonly var coordinate in MemoryMarshal.Cast<TPoint, Fp>(points.AsSpan(filled)))
            {
                if (!coordinate.IsReducedLimbs())
                    throw Damaged("a coordinate is not below the field's prime");
            }

            filled = points.Length;
            if (filled == count)
                return points;
            Array.Resize(ref points, (int)Math.Min(count, 2L * points.Length));
        }
    }

    /// <summary>Every point in its group, the generator first, and the first pair of one tau with [tau]_2.</summary>
    internal static void CheckPoints(G1Affine[] powers, G1Affine[] lagrange, G2Affine tauG2)
    {
        foreach (var points in new[] { powers, lagrange })
        {
            var isOnCurve = true;
            ParallelLoop.ForRanges(points.Length, 1 << 10, -1, (start, end) =>
            {
                for (var i = start; i < end; i++)
                {
                    if (!points[i].IsOnCurve)
                        Volatile.Write(ref isOnCurve, false);
                }
            });
            if (!isOnCurve)
                throw Damaged("a point is not on the curve");
        }

        if (tauG2.IsInfinity || !tauG2.IsInSubgroup)
            throw Damaged("[tau]_2 is not a point of G2");
        if (powers[0] != G1Affine.Generator)
            throw Damaged("its powers do not start at the generator");
        if (powers.Length > 1 && !Pairing.ProductIsOne([(powers[1], G2Affine.Generator), (-G1Affine.Generator, tauG2)]))
            throw Damaged("[tau]_1 and [tau]_2 are not of one tau");
    }

    /// <summary>
    /// Keccak-256 of the header, [tau]_2, and the SHA-256 of each list of points. The lists are long, and SHA-256 has
    /// instructions of its own.
    /// </summary>
    private static byte[] ComputeDigest(SrsOrigin origin, G1Affine[] powers, G1Affine[] lagrange, G2Affine tauG2)
    {
        var hasher = new Keccak256();
        hasher.Append(Header(origin, int.Log2(powers.Length)));
        hasher.Append(MemoryMarshal.AsBytes([tauG2]));
        hasher.Append(SHA256.HashData(MemoryMarshal.AsBytes(powers.AsSpan())));
        hasher.Append(SHA256.HashData(MemoryMarshal.AsBytes(lagrange.AsSpan())));
        var digest = new byte[Keccak256.DigestLength];
        hasher.Finish(digest);
        return digest;
    }

    private static InvalidDataException Damaged(string reason) => new($"The SRS is damaged: {reason}; copy or make it again.");
}
