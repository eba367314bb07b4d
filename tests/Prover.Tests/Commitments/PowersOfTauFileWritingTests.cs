using System.Buffers.Binary;
using System.Numerics;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Curves;

namespace ZkStyle.Prover.Tests.Commitments;

public class PowersOfTauFileWritingTests
{
    private const int LogSize = 3;

    [Fact]
    public void The_sections_hold_what_the_setup_reads()
    {
        using var stream = new MemoryStream();
        PowersOfTauFile.Write(LogSize, Srs, stream);

        var sections = Sections(stream.ToArray());

        Assert.Equal([1, 2, 3, 12], sections.Keys.Order());
        var header = sections[1];
        Assert.Equal(32, BinaryPrimitives.ReadInt32LittleEndian(header));
        Assert.Equal(Fp.Modulus, new BigInteger(header.AsSpan(4, 32), isUnsigned: true));
        Assert.Equal([LogSize, LogSize], [BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(36)), BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(40))]);

        // The setup takes the domain's size and six points more.
        var powers = Points(sections[2]);
        Assert.Equal((2 << LogSize) - 1, powers.Length);
        Assert.Equal(Srs(LogSize + 1).G1Powers.ToArray()[..powers.Length], powers);

        // It finds a domain's Lagrange basis behind those of all smaller ones.
        var lagrange = Points(sections[12]);
        for (var power = 0; power <= LogSize; power++)
            Assert.Equal(Srs(power).LagrangeBasis(power).ToArray(), lagrange[((1 << power) - 1)..((2 << power) - 1)]);
        Assert.Equal((2 << LogSize) - 1, lagrange.Length);

        // In G2: the generator and tau; real parts come before imaginary ones.
        var second = Coordinates(sections[3]);
        var (generator, tau) = (G2Affine.Generator, Srs(LogSize).TauG2);
        Assert.Equal(
            new[] { generator.X, generator.Y, tau.X, tau.Y }.SelectMany(c => new[] { c.Real.ToBigInteger(), c.Imaginary.ToBigInteger() }), second);
    }

    private static Srs Srs(int power) => UnsafeSrs.Generate(power, seed: [9]);

    private static Dictionary<int, byte[]> Sections(byte[] file)
    {
        Assert.Equal("ptau"u8.ToArray(), file[..4]);
        Assert.Equal(1, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        var sections = new Dictionary<int, byte[]>();
        var position = 12;
        for (var count = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(8)); count > 0; count--)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(position + 4));
            sections.Add(BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(position)), file[(position + 12)..(position + 12 + length)]);
            position += 12 + length;
        }

        Assert.Equal(file.Length, position);
        return sections;
    }

    // Montgomery form by its definition: the value times 2^256, little-endian.
    private static BigInteger[] Coordinates(byte[] bytes)
    {
        var radixInverse = BigInteger.ModPow(BigInteger.One << 256, Fp.Modulus - 2, Fp.Modulus);
        return [.. bytes.Chunk(32).Select(c => new BigInteger(c, isUnsigned: true) * radixInverse % Fp.Modulus)];
    }

    private static G1Affine[] Points(byte[] bytes) =>
        [.. Coordinates(bytes).Chunk(2).Select(p => new G1Affine(Fp.FromBigInteger(p[0]), Fp.FromBigInteger(p[1])))];
}
