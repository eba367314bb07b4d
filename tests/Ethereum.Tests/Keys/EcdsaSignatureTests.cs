using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Keys;

public class EcdsaSignatureTests
{
    [Fact]
    public void Bytes_are_those_of_wallets()
    {
        foreach (var vector in Vectors.Of("signed"))
        {
            var bytes = Hex.Parse(vector.Text("signature"));
            Assert.Equal(bytes, EcdsaSignature.FromBytes(bytes).ToBytes());
            var zeroBased = (byte[])[.. bytes[..64], (byte)(bytes[64] - 27)];
            Assert.Equal(EcdsaSignature.FromBytes(bytes), EcdsaSignature.FromBytes(zeroBased));
        }
    }

    [Fact]
    public void Parts_out_of_range_are_refused()
    {
        Assert.NotEqual(default, new EcdsaSignature(1, Secp256k1.HalfN, false));
        Assert.NotEqual(default, new EcdsaSignature(Secp256k1.N - 1, 1, true));
        Assert.Throws<FormatException>(() => new EcdsaSignature(0, 1, false));
        Assert.Throws<FormatException>(() => new EcdsaSignature(Secp256k1.N, 1, false));
        Assert.Throws<FormatException>(() => new EcdsaSignature(1, 0, false));
        Assert.Contains("low s", Assert.Throws<FormatException>(() => new EcdsaSignature(1, Secp256k1.HalfN + 1, false)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(64, 27)]
    [InlineData(66, 27)]
    [InlineData(65, 2)]
    [InlineData(65, 26)]
    [InlineData(65, 29)]
    [InlineData(65, 255)]
    public void Other_bytes_are_refused(int length, byte v)
    {
        var bytes = new byte[length];
        bytes[31] = bytes[63] = 1;
        if (length > 64)
            bytes[64] = v;
        Assert.Throws<FormatException>(() => EcdsaSignature.FromBytes(bytes));
    }
}
