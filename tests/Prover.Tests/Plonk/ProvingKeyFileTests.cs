using System.Buffers.Binary;
using ZkStyle.Prover.Fields.Bulk;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Prover.Tests.Plonk;

public class ProvingKeyFileTests(ToyKey toy) : IClassFixture<ToyKey>
{
    [Fact]
    public void A_proving_key_survives_its_file()
    {
        var read = ProvingKeyFile.Read(toy.Circuit.Assignment, new MemoryStream(Write()));

        Assert.Equal(toy.Proof, PlonkProver.Prove(read, toy.Context, toy.Witness).Proof);
        Assert.Equal(toy.Key.VerifyingKey.Digest, read.VerifyingKey.Digest);
    }

    [Fact]
    public unsafe void A_proving_key_is_used_where_it_lies()
    {
        var bytes = Write();
        using var memory = new BlockBuffer(bytes.Length);
        bytes.CopyTo(new Span<byte>(memory.Data, bytes.Length));

        var mapped = ProvingKeyFile.FromMemory(toy.Circuit.Assignment, (byte*)memory.Data, bytes.Length, memory);

        Assert.Equal(toy.Proof, PlonkProver.Prove(mapped, toy.Context, toy.Witness).Proof);
    }

    [Fact]
    public void Writing_what_was_read_gives_the_same_bytes()
    {
        var bytes = Write();
        var read = ProvingKeyFile.Read(toy.Circuit.Assignment, new MemoryStream(bytes));
        using var again = new MemoryStream();
        ProvingKeyFile.Write(read, again);

        Assert.Equal(bytes, again.ToArray());
    }

    [Fact]
    public void A_damaged_proving_key_is_refused_with_a_reason()
    {
        var bytes = Write();
        foreach (var length in new[] { 0, 10, 16, 19, 63, 64, 65, 900, bytes.Length / 2, bytes.Length - 1 })
            Refused(bytes[..length], "proving key");

        Refused([.. bytes, 0], "expected");
        Refused(Changed(bytes, 0), "not a ZkStyle proving key");
        Refused(Changed(bytes, 17), "impossible length");
        Refused(Changed(bytes, 19), "impossible length");
        Refused(Changed(bytes, 40), "another model");
        Refused(Changed(bytes, 64), "damaged");
        Refused(new byte[bytes.Length], "not a ZkStyle proving key");
    }

    [Fact]
    public void A_length_beyond_the_file_is_refused()
    {
        var bytes = Write();
        foreach (var length in new[] { -1, int.MinValue, int.MaxValue, 1 << 20, bytes.Length })
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), length);
            Refused(bytes, "impossible length");
        }
    }

    [Fact]
    public void The_key_of_another_model_is_refused()
    {
        var other = new ToyCircuit(seed: 2);
        var error = Assert.Throws<InvalidDataException>(() => ProvingKeyFile.Read(other.Assignment, new MemoryStream(Write())));
        Assert.Contains("another model", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Changed(byte[] bytes, int index)
    {
        var changed = (byte[])bytes.Clone();
        changed[index] ^= 0x80;
        return changed;
    }

    private byte[] Write()
    {
        using var file = new MemoryStream();
        ProvingKeyFile.Write(toy.Key, file);
        return file.ToArray();
    }

    private void Refused(byte[] bytes, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => ProvingKeyFile.Read(toy.Circuit.Assignment, new MemoryStream(bytes)));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
