using System.Runtime.InteropServices;
using System.Text;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Curves;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Tests.Fields;

namespace ZkStyle.Prover.Tests.Commitments;

public class SrsFileTests
{
    private const int NameOffset = 20;

    private static readonly Srs s_srs = UnsafeSrs.Generate(3, [7]);
    private static readonly byte[] s_file = Bytes(s_srs);
    private static readonly int s_nameLength = Encoding.UTF8.GetByteCount(SrsOrigin.Unsafe.Name);
    private static readonly int s_powersOffset = NameOffset + s_nameLength + 128;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public void Files_give_back_what_was_written(int power)
    {
        var srs = UnsafeSrs.Generate(power, [1]);
        var file = Bytes(srs);
        Assert.Equal(NameOffset + s_nameLength + 128 + (128 << power) + 32, file.Length);
        Assert.Equal(srs.Digest, file[^32..]);
        var read = Srs.Read(new MemoryStream(file));
        Assert.Equal(srs.Origin, read.Origin);
        Assert.Equal(srs.Digest, read.Digest);
        Assert.Equal(srs.TauG2, read.TauG2);
        Assert.Equal(srs.G1Powers.ToArray(), read.G1Powers.ToArray());
        Assert.Equal(srs.LagrangeBasis(power).ToArray(), read.LagrangeBasis(power).ToArray());
        Assert.Equal(file, Bytes(read));
    }

    [Fact]
    public void Ceremonies_keep_their_name()
    {
        var srs = new Srs(SrsOrigin.Ceremony("Perpetual Powers of Tau \u03c4"), s_srs.G1Powers.ToArray(), s_srs.LagrangeBasis(3).ToArray(), s_srs.TauG2);
        var read = Srs.Read(new MemoryStream(Bytes(srs)));
        Assert.Equal(srs.Origin, read.Origin);
        Assert.False(read.IsUnsafe);
    }

    [Fact]
    public void The_file_says_that_it_is_unsafe()
    {
        Assert.Contains("UNSAFE", Encoding.UTF8.GetString(s_file, NameOffset, s_nameLength), StringComparison.Ordinal);
        Assert.Contains("unsafe but does not say so", Refusal(With(NameOffset, (byte)'u')), StringComparison.Ordinal);

        // Calling it a ceremony's changes the digest.
        Assert.Contains("digest", Refusal(With(16, 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_and_every_extension_is_refused()
    {
        for (var length = 0; length < s_file.Length; length++)
            Assert.Contains("cut short", Refusal(s_file[..length]), StringComparison.Ordinal);
        Assert.Contains("bytes follow", Refusal([.. s_file, 0]), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_flipped_bit_is_refused_in_one_line()
    {
        for (var i = 0; i < s_file.Length; i++)
        {
            var bent = With(i, (byte)(s_file[i] ^ (1 << (i % 8))));
            var message = Refusal(bent);
            Assert.DoesNotContain('\n', message);
            Assert.EndsWith(".", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Headers_are_checked_before_anything_is_allocated()
    {
        Assert.Contains("not a ZkStyle SRS", Refusal(With(0, (byte)'z')), StringComparison.Ordinal);
        Assert.Contains("unknown kind 2", Refusal(With(16, 2)), StringComparison.Ordinal);
        Assert.Contains("2^25 points", Refusal(With(17, 25)), StringComparison.Ordinal);
        Assert.Contains("2^255 points", Refusal(With(17, 255)), StringComparison.Ordinal);
        Assert.Contains("too long", Refusal(With(18, 201)), StringComparison.Ordinal);
        Assert.Contains("too long", Refusal(With(19, 255)), StringComparison.Ordinal);

        var ceremony = With(16, 0);
        ceremony[NameOffset] = 0xff;
        Assert.Contains("UTF-8", Refusal(ceremony), StringComparison.Ordinal);
        ceremony[NameOffset] = (byte)'\n';
        Assert.Contains("malformed", Refusal(ceremony), StringComparison.Ordinal);

        // 2^24 points are claimed and none comes: a gibibyte is not set aside for them.
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("cut short", Refusal(With(17, 24)), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Fact]
    public void Points_are_checked_even_under_a_right_digest()
    {
        var random = new RandomElements(1);
        var (powers, lagrange) = (s_srs.G1Powers.ToArray(), s_srs.LagrangeBasis(3).ToArray());
        var offCurve = new G1Affine(1, 3);
        Assert.Contains("not on the curve", Refusal(Bytes(Bent([.. powers[..7], offCurve], lagrange, s_srs.TauG2))), StringComparison.Ordinal);
        Assert.Contains("not on the curve", Refusal(Bytes(Bent(powers, [offCurve, .. lagrange[1..]], s_srs.TauG2))), StringComparison.Ordinal);
        Assert.Contains("generator", Refusal(Bytes(Bent([random.NextG1(), .. powers[1..]], lagrange, s_srs.TauG2))), StringComparison.Ordinal);
        Assert.Contains("one tau", Refusal(Bytes(Bent([powers[0], random.NextG1(), .. powers[2..]], lagrange, s_srs.TauG2))), StringComparison.Ordinal);
        Assert.Contains("one tau", Refusal(Bytes(Bent(powers, lagrange, random.NextG2()))), StringComparison.Ordinal);
        Assert.Contains("not a point of G2", Refusal(Bytes(Bent(powers, lagrange, G2Affine.Infinity))), StringComparison.Ordinal);
        Assert.Contains("not a point of G2", Refusal(Bytes(Bent(powers, lagrange, new G2Affine(Fp2.One, Fp2.One)))), StringComparison.Ordinal);

        // A later power of another tau passes reading and fails verification.
        var read = Srs.Read(new MemoryStream(Bytes(Bent([.. powers[..7], random.NextG1()], lagrange, s_srs.TauG2))));
        Assert.False(read.Verify(out _));
        Assert.True(Srs.Read(new MemoryStream(s_file)).Verify(out _));
    }

    [Fact]
    public void Coordinates_that_are_not_below_the_prime_are_refused()
    {
        var prime = Fp.Modulus.ToByteArray(isUnsigned: true);
        foreach (var offset in new[] { NameOffset + s_nameLength, s_powersOffset, s_powersOffset + 32, s_powersOffset + (64 * 15) })
        {
            foreach (var bytes in new[] { prime, Enumerable.Repeat((byte)255, 32).ToArray() })
            {
                var bent = (byte[])s_file.Clone();
                bytes.CopyTo(bent, offset);
                Assert.Contains("not below the field's prime", Refusal(bent), StringComparison.Ordinal);
            }
        }
    }

    /// <summary>A stream may give fewer bytes than asked for.</summary>
    [Fact]
    public void Slow_streams_are_read_to_the_end() =>
        Assert.Equal(s_srs.Digest, Srs.Read(new TricklingStream(s_file)).Digest);

    [Fact]
    public void Coordinates_lie_in_the_file_as_documented()
    {
        var words = MemoryMarshal.Cast<byte, ulong>(s_file.AsSpan(s_powersOffset, 32));
        var radix = (System.Numerics.BigInteger.One << 256) % Fp.Modulus;
        for (var i = 0; i < 4; i++)
            Assert.Equal((ulong)((radix >> (64 * i)) & ulong.MaxValue), words[i]);
    }

    private static Srs Bent(G1Affine[] powers, G1Affine[] lagrange, G2Affine tauG2) => new(SrsOrigin.Unsafe, powers, lagrange, tauG2);

    private static byte[] Bytes(Srs srs)
    {
        var stream = new MemoryStream();
        srs.Write(stream);
        return stream.ToArray();
    }

    private static byte[] With(int offset, byte value)
    {
        var bent = (byte[])s_file.Clone();
        bent[offset] = value;
        return bent;
    }

    private static string Refusal(byte[] file) =>
        Assert.Throws<InvalidDataException>(() => Srs.Read(new MemoryStream(file))).Message;

    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7));
    }
}
