using System.Globalization;
using System.Numerics;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Keys;

public class PublicKeyTests
{
    // The example of EIP-155: its private key is 32 bytes of 0x46, its v 37 means parity 0 on chain 1.
    [Fact]
    public void The_signer_of_EIP_155s_example_is_recovered()
    {
        var data = Rlp.Encode(RlpItem.List(
            RlpItem.FromInteger(9), RlpItem.FromInteger(20_000_000_000), RlpItem.FromInteger(21_000),
            RlpItem.FromBytes(Enumerable.Repeat((byte)0x35, 20).ToArray()), RlpItem.FromInteger(BigInteger.Pow(10, 18)), RlpItem.FromInteger(0),
            RlpItem.FromInteger(1), RlpItem.FromInteger(0), RlpItem.FromInteger(0)));
        Assert.Equal("0xec098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080018080", Hex.Format(data));
        var hash = Bytes32.Keccak(data);
        Assert.Equal("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53", hash.ToString());
        var signature = new EcdsaSignature(
            BigInteger.Parse("18515461264373351373200002665853028612451056578545711640558177340181847433846", CultureInfo.InvariantCulture),
            BigInteger.Parse("46948507304638947509940763649030358759909902576025900602547168820602576006531", CultureInfo.InvariantCulture),
            yIsOdd: false);
        Assert.True(PublicKey.TryRecover(hash, signature, out var key));
        using var account = Account.FromPrivateKey(Enumerable.Repeat((byte)0x46, 32).ToArray());
        Assert.Equal(account.PublicKey, key);
        Assert.Equal(Address.Parse("0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F"), key.Address);
    }

    [Fact]
    public void Signers_of_an_independent_implementation_are_recovered()
    {
        var count = 0;
        foreach (var vector in Vectors.Of("signed"))
        {
            var hash = Bytes32.Parse(vector.Text("hash"));
            var signature = EcdsaSignature.FromBytes(Hex.Parse(vector.Text("signature")));
            Assert.True(PublicKey.TryRecover(hash, signature, out var key));
            Assert.Equal(vector.Text("publicKey"), key.ToString());
            Assert.Equal(vector.Text("address"), key.Address.ToString());
            Assert.True(key.Verify(hash, signature));

            // Another parity, hash, r or s is another signer's, or nobody's.
            AssertOther(key, hash, new(signature.R, signature.S, !signature.YIsOdd));
            AssertOther(key, Bytes32.Keccak(hash.ToArray()), signature);
            AssertOther(key, hash, new(signature.R, signature.S - 1, signature.YIsOdd));
            AssertOther(key, hash, new(signature.R - 1, signature.S, signature.YIsOdd));
            Assert.False(key.Verify(Bytes32.Keccak(hash.ToArray()), signature));
            Assert.False(key.Verify(hash, new(signature.R, signature.S - 1, signature.YIsOdd)));
            count++;
        }

        Assert.Equal(12, count);

        static void AssertOther(PublicKey key, Bytes32 hash, EcdsaSignature signature) =>
            Assert.False(PublicKey.TryRecover(hash, signature, out var other) && other.Equals(key));
    }

    [Fact]
    public void Signatures_of_nobody_are_refused()
    {
        // No point of the curve has x = 5.
        Assert.Null(Secp256k1.Lift(5, true));
        Assert.False(PublicKey.TryRecover(default, new(5, 1, true), out _));
        Assert.False(PublicKey.TryRecover(default, default, out _));
        // s R = z G makes the key the point at infinity: R = G, s = z = 1.
        Assert.False(PublicKey.TryRecover(Bytes32.FromInteger(1), new(Secp256k1.G.X, 1, !Secp256k1.G.Y.IsEven), out _));
    }

    [Fact]
    public void Hashes_beyond_the_group_order_are_reduced()
    {
        using var account = Account.Generate();
        foreach (var hash in (Bytes32[])[default, Bytes32.FromInteger(Secp256k1.N), Bytes32.FromInteger(Secp256k1.N + 1), Bytes32.FromInteger(Uint256.MaxValue)])
        {
            Assert.True(PublicKey.TryRecover(hash, account.Sign(hash), out var key));
            Assert.Equal(account.PublicKey, key);
        }
    }

    [Fact]
    public void Other_bytes_are_refused()
    {
        using var account = Account.Generate();
        var bytes = account.PublicKey.ToBytes();
        Assert.Equal(account.PublicKey, new PublicKey(bytes));
        Assert.Equal(account.PublicKey.GetHashCode(), new PublicKey(bytes).GetHashCode());
        bytes[63] ^= 1;
        Assert.Throws<FormatException>(() => new PublicKey(bytes));
        Assert.Throws<FormatException>(() => new PublicKey(bytes.AsSpan(1)));
        Assert.Throws<FormatException>(() => new PublicKey(new byte[64]));
    }
}
