using System.Buffers.Binary;
using System.Runtime.InteropServices;
using ZkStyle.Prover.Curves;

namespace ZkStyle.Prover.Commitments;

/// <content>Writing what snarkjs's PLONK setup looks at: the powers, tau in G2, and the Lagrange bases of all domains up to the largest.</content>
public static partial class PowersOfTauFile
{
    private const int WrittenSections = 4;

    /// <summary>Writes the file.</summary>
    /// <param name="logSize">log2 of the largest domain.</param>
    /// <param name="srsOfPower">The SRS of each power up to one more than the largest domain's, all of one tau.</param>
    /// <param name="destination">Receives the bytes.</param>
    public static void Write(int logSize, Func<int, Srs> srsOfPower, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(srsOfPower);
        ArgumentNullException.ThrowIfNull(destination);
        var (size, pointCount) = (1 << logSize, (2 << logSize) - 1);
        destination.Write(s_magic);
        WriteUInt32(destination, FormatVersion);
        WriteUInt32(destination, WrittenSections);

        BeginSection(destination, HeaderSection, sizeof(uint) + Fp.ByteLength + (2 * sizeof(uint)));
        WriteUInt32(destination, Fp.ByteLength);
        var modulus = new byte[Fp.ByteLength];
        Fp.Modulus.TryWriteBytes(modulus, out _, isUnsigned: true);
        destination.Write(modulus);
        WriteUInt32(destination, (uint)logSize);
        WriteUInt32(destination, (uint)logSize);

        var powers = srsOfPower(logSize + 1);
        BeginSection(destination, PowersSection, (long)pointCount * G1Affine.ByteLength);
        destination.Write(MemoryMarshal.AsBytes(powers.G1Powers.Span[..pointCount]));
        BeginSection(destination, SecondGroupSection, 2 * G2Affine.ByteLength);
        destination.Write(MemoryMarshal.AsBytes([G2Affine.Generator, powers.TauG2]));

        BeginSection(destination, LagrangeSection, (long)((2 * size) - 1) * G1Affine.ByteLength);
        for (var power = 0; power <= logSize; power++)
            destination.Write(MemoryMarshal.AsBytes(srsOfPower(power).LagrangeBasis(power).Span));
    }

    private static void BeginSection(Stream destination, uint section, long length)
    {
        WriteUInt32(destination, section);
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        destination.Write(bytes);
    }

    private static void WriteUInt32(Stream destination, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        destination.Write(bytes);
    }
}
