using System.Buffers.Binary;
using System.Security.Cryptography;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Commitments;

public class PowersOfTauFileTests
{
    private const int VectorPower = 4;
    private const int HeadLength = 12;
    private const int HeaderOffset = 2 * HeadLength;

    /// <summary>Files that snarkjs wrote, with Lagrange bases and without.</summary>
    [Theory]
    [InlineData("contributed.ptau")]
    [InlineData("prepared.ptau")]
    public void Files_of_snarkjs_are_read_at_every_power(string name)
    {
        var file = Vector(name);
        for (var power = 0; power <= VectorPower; power++)
        {
            var srs = PowersOfTauFile.Read(new MemoryStream(file), name, power);

            Assert.Equal((power, false), (srs.Power, srs.IsUnsafe));
            Assert.True(srs.Verify(out _));
            Assert.Equal($"powers of tau {name}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(file))}, contributions: 3", srs.Origin.Name);

            // The equations one by one: e([tau^(i+1)]_1, [1]_2) = e([tau^i]_1, [tau]_2).
            var powers = srs.G1Powers.ToArray();
            for (var i = 1; i < powers.Length; i++)
                Assert.True(Pairing.ProductIsOne([(powers[i], G2Affine.Generator), (-powers[i - 1], srs.TauG2)]));
            Assert.Equal(PointTransform.LagrangeBasis(powers, 1, default), srs.LagrangeBasis(power).ToArray());
        }
    }

    [Fact]
    public void All_points_are_taken_unless_fewer_are_asked_for()
    {
        Assert.Equal(VectorPower, PowersOfTauFile.Read(new MemoryStream(Vector("prepared.ptau")), "p").Power);
        Assert.Contains("2^5 were asked for", Refusal(Vector("prepared.ptau"), VectorPower + 1), StringComparison.Ordinal);
        Assert.Contains("2^-1 were asked for", Refusal(Vector("prepared.ptau"), -1), StringComparison.Ordinal);
    }

    /// <summary>The file's hash is part of the origin, the origin of the digest, and the digest of every key.</summary>
    [Fact]
    public void Keys_are_bound_to_the_file()
    {
        var contributed = PowersOfTauFile.Read(new MemoryStream(Vector("contributed.ptau")), "p");
        var prepared = PowersOfTauFile.Read(new MemoryStream(Vector("prepared.ptau")), "p");

        Assert.Equal(contributed.G1Powers.ToArray(), prepared.G1Powers.ToArray());
        Assert.NotEqual(contributed.Digest, prepared.Digest);
    }

    [Fact]
    public void A_file_nobody_contributed_to_is_refused() =>
        Assert.Contains("Everybody knows", Refusal(Vector("new.ptau")), StringComparison.Ordinal);

    /// <summary>Where it records no contribution, one party may have made it.</summary>
    [Fact]
    public void A_file_without_a_record_of_contributions_is_unsafe()
    {
        var made = UnsafeSrs.Generate(VectorPower, [9]);
        using var stream = new MemoryStream();
        PowersOfTauFile.Write(VectorPower, power => UnsafeSrs.Generate(power, [9]), stream);

        var read = PowersOfTauFile.Read(stream, "p");

        Assert.Equal(made.Digest, read.Digest);
        Assert.True(read.IsUnsafe);
    }

    [Fact]
    public void Names_of_files_are_kept_harmless()
    {
        var srs = PowersOfTauFile.Read(new MemoryStream(Vector("contributed.ptau")), "a\nb\u03c4" + new string('x', 500), 1);
        Assert.StartsWith("powers of tau a_b_xxx", srs.Origin.Name, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', srs.Origin.Name);
    }

    /// <summary>Every point that is taken, moved to another place of its curve.</summary>
    [Fact]
    public void Every_changed_point_is_refused()
    {
        var file = Vector("prepared.ptau");
        var random = new RandomElements(3);
        var (powers, second, lagrange) = (SectionOf(file, 2), SectionOf(file, 3), SectionOf(file, 12));
        for (var i = 0; i < 1 << VectorPower; i++)
        {
            Assert.NotEmpty(Refusal(WithPoint(powers + (i * 64), random.NextG1())));
            Assert.NotEmpty(Refusal(WithPoint(powers + (i * 64), new G1Affine(1, 3))));
            Assert.NotEmpty(Refusal(WithPoint(lagrange + ((i + 15) * 64), random.NextG1())));
        }

        var forged = (byte[])file.Clone();
        System.Runtime.InteropServices.MemoryMarshal.AsBytes([random.NextG2()]).CopyTo(forged.AsSpan(second + 128));
        Assert.Contains("one tau", Refusal(forged), StringComparison.Ordinal);
        System.Runtime.InteropServices.MemoryMarshal.AsBytes([random.NextG2()]).CopyTo(forged.AsSpan(second));
        Assert.Contains("generator", Refusal(forged), StringComparison.Ordinal);

        byte[] WithPoint(int offset, G1Affine point)
        {
            var bent = (byte[])file.Clone();
            System.Runtime.InteropServices.MemoryMarshal.AsBytes([point]).CopyTo(bent.AsSpan(offset));
            return bent;
        }
    }

    /// <summary>All powers of another tau, with the first pair and [tau]_2 of the right one: each point is in its group, only the combination shows it.</summary>
    [Fact]
    public void Powers_of_two_taus_are_refused()
    {
        var file = Vector("contributed.ptau");
        var other = UnsafeSrs.Generate(VectorPower, [4]).G1Powers.Span;
        System.Runtime.InteropServices.MemoryMarshal.AsBytes(other[2..]).CopyTo(file.AsSpan(SectionOf(file, 2) + 128));
        Assert.Contains("not those of one tau", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Truncations_and_extensions_are_refused()
    {
        var file = Vector("contributed.ptau");
        for (var length = 0; length < file.Length; length += length < 200 ? 1 : 97)
            Assert.EndsWith(".", Refusal(file[..length]), StringComparison.Ordinal);
        Assert.Contains("bytes follow", Refusal([.. file, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Heads_that_claim_too_much_are_refused_and_nothing_is_allocated_for_them()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("no file of powers", Refusal(With(0, 0x70707070)), StringComparison.Ordinal);
        Assert.Contains("version 2", Refusal(With(4, 2)), StringComparison.Ordinal);
        Assert.Contains("4294967295 sections", Refusal(With(8, uint.MaxValue)), StringComparison.Ordinal);
        Assert.Contains("longer than the file", Refusal(With(20, 0x80000000)), StringComparison.Ordinal);
        Assert.Contains("longer than the file", Refusal(With(16, 43)), StringComparison.Ordinal);
        Assert.Contains("header has 0 bytes", Refusal([.. "ptau"u8, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), StringComparison.Ordinal);
        Assert.Contains("another curve", Refusal(With(HeaderOffset, 48)), StringComparison.Ordinal);
        Assert.Contains("another curve", Refusal(With(HeaderOffset + 4, 1)), StringComparison.Ordinal);
        Assert.Contains("2^29 powers", Refusal(With(HeaderOffset + 36, 29)), StringComparison.Ordinal);
        Assert.Contains("powers in G1 have", Refusal(With(HeaderOffset + 36, 28)), StringComparison.Ordinal);
        Assert.Contains("is there twice", Refusal(With(HeaderOffset + 44, 1)), StringComparison.Ordinal);
        Assert.Contains("lacks section 2", Refusal(With(HeaderOffset + 44, 99)), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);

        static byte[] With(int offset, uint value)
        {
            var bent = Vector("contributed.ptau");
            BinaryPrimitives.WriteUInt32LittleEndian(bent.AsSpan(offset), value);
            return bent;
        }
    }

    [Fact]
    public void Random_damage_never_gives_anything_but_an_srs_or_a_line()
    {
        var random = new Random(11);
        var file = Vector("prepared.ptau");
        for (var round = 0; round < 300; round++)
        {
            var bent = (byte[])file.Clone();
            bent[random.Next(round % 2 == 0 ? 200 : bent.Length)] = (byte)random.Next(256);
            try
            {
                Assert.True(PowersOfTauFile.Read(new MemoryStream(bent), "p", 2, 1).Verify(out _));
            }
            catch (InvalidDataException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    private static int SectionOf(byte[] file, uint section)
    {
        for (var position = HeadLength; ;)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(position)) == section)
                return position + HeadLength;
            position += HeadLength + (int)BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(position + 4));
        }
    }

    private static byte[] Vector(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "tests", "vectors", "ptau", name);
            if (File.Exists(path))
                return File.ReadAllBytes(path);
        }

        throw new FileNotFoundException(name);
    }

    private static string Refusal(byte[] file, int? power = null) =>
        Assert.Throws<InvalidDataException>(() => PowersOfTauFile.Read(new MemoryStream(file), "p", power)).Message;
}
