using ZkStyle.Prover.Plonk;

namespace ZkStyle.Prover.Tests.Plonk;

public class VerifyingKeyTests(ToyKey toy) : IClassFixture<ToyKey>
{
    private VerifyingKey Key => toy.Key.VerifyingKey;

    [Fact]
    public void A_key_survives_its_bytes()
    {
        Assert.True(VerifyingKey.TryRead(ToyCircuit.System, Key.ToBytes(), out var read, out _));

        Assert.Equal(Key.Digest, read.Digest);
        Assert.Equal(Key.Omega, read.Omega);
        Assert.True(read.IsUnsafe);
        Assert.Equal(VerificationResult.Valid, toy.Verify(key: read));
    }

    [Fact]
    public void Every_damaged_word_is_refused_or_makes_another_key()
    {
        var bytes = Key.ToBytes();
        for (var i = 0; i < bytes.Length; i += 7)
        {
            var bent = (byte[])bytes.Clone();
            bent[i] ^= 0x10;
            if (VerifyingKey.TryRead(ToyCircuit.System, bent, out var key, out var error))
                Assert.NotEqual(VerificationResult.Valid, toy.Verify(key: key));
            else
                Assert.NotEmpty(error);
        }
    }

    [Fact]
    public void Truncated_and_extended_keys_are_refused_with_a_reason()
    {
        var bytes = Key.ToBytes();
        for (var length = 0; length < bytes.Length; length += 13)
        {
            Assert.False(VerifyingKey.TryRead(ToyCircuit.System, bytes.AsSpan(0, length), out _, out var error));
            Assert.NotEmpty(error);
        }

        Assert.False(VerifyingKey.TryRead(ToyCircuit.System, [.. bytes, .. new byte[32]], out _, out var extended));
        Assert.Contains("bytes after its end", extended, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sparse_count_cannot_make_the_reader_allocate()
    {
        var bytes = Key.ToBytes();
        var counts = bytes.Length - (32 * ((2 * 5) + 1));
        bytes[counts + 28] = 0xff;

        Assert.False(VerifyingKey.TryRead(ToyCircuit.System, bytes, out _, out var error));
        Assert.Contains("step", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(3000)];
            random.NextBytes(bytes);
            Key.ToBytes().AsSpan(0, Math.Min(bytes.Length, random.Next(400))).CopyTo(bytes);
            Assert.False(VerifyingKey.TryRead(ToyCircuit.System, bytes, out _, out var error));
            Assert.NotEmpty(error);
        }
    }

    [Theory]
    [InlineData(25)]
    [InlineData(26)]
    [InlineData(63)]
    public void A_small_key_file_cannot_ask_for_a_huge_domain(byte logSize)
    {
        var key = Key.ToBytes();
        key[(5 * 32) - 1] = logSize;

        Assert.False(VerifyingKey.TryRead(ToyCircuit.System, key, out _, out var error));
        Assert.Contains("size is out of range", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Digests_cannot_be_changed_from_outside()
    {
        var digest = Key.Digest;
        digest[0] ^= 1;

        Assert.NotEqual(digest, Key.Digest);
        Assert.Equal(VerificationResult.Valid, toy.Verify());
    }
}
