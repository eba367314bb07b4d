using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Keys;

public sealed class AccountTests : IDisposable
{
    private const string Key = "4646464646464646464646464646464646464646464646464646464646464646";
    private const string KeyAddress = "0x9d8A62f656a8d1615C1294fd71e9CFb3E4855A4F";

    private readonly string _folder = Directory.CreateTempSubdirectory("zkstyle-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Keys_give_the_addresses_an_independent_implementation_gives()
    {
        foreach (var vector in Vectors.Of("signed"))
        {
            using var account = Account.FromPrivateKey(vector.Text("privateKey"));
            Assert.Equal(vector.Text("address"), account.Address.ToString());
            Assert.Equal(vector.Text("publicKey"), account.PublicKey.ToString());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Signatures_are_canonical_verify_and_recover(int seed)
    {
        var random = new RandomValues(seed);
        var parities = new HashSet<bool>();
        for (var i = 0; i < 15; i++)
        {
            using var account = Account.Generate();
            var hash = random.Hash();
            var signature = account.Sign(hash);
            Assert.True(signature.S <= Secp256k1.HalfN);
            Assert.True(account.PublicKey.Verify(hash, signature));
            Assert.True(PublicKey.TryRecover(hash, signature, out var key));
            Assert.Equal(account.PublicKey, key);
            parities.Add(signature.YIsOdd);
        }

        Assert.Equal(2, parities.Count);
    }

    [Fact]
    public void Signing_twice_uses_two_nonces()
    {
        using var account = Account.Generate();
        Assert.NotEqual(account.Sign(default).R, account.Sign(default).R);
    }

    [Fact]
    public void Many_threads_may_sign()
    {
        using var account = Account.Generate();
        var random = new RandomValues(7);
        Bytes32[] hashes = [.. Enumerable.Range(0, 16).Select(_ => random.Hash())];
        var signatures = hashes.AsParallel().AsOrdered().WithDegreeOfParallelism(4).Select(account.Sign).ToArray();
        for (var i = 0; i < hashes.Length; i++)
            Assert.True(account.PublicKey.Verify(hashes[i], signatures[i]));
    }

    [Theory]
    [InlineData(Key)]
    [InlineData("0x" + Key)]
    [InlineData("  " + Key + "\r\n")]
    public void A_key_file_may_have_a_prefix_and_blanks(string content)
    {
        using var account = Account.FromKeyFile(Write(content));
        Assert.Equal(KeyAddress, account.Address.ToString());
        Assert.Equal(KeyAddress, account.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("46464646464646464646464646464646464646464646464646464646464646")]
    [InlineData(Key + "46")]
    [InlineData(Key + Key)]
    [InlineData("4646464646464646464646464646464646464646464646464646464646464g46")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")]
    public void A_file_without_a_key_is_refused_and_not_shown(string content)
    {
        var path = Write(content);
        var e = Assert.Throws<FormatException>(() => Account.FromKeyFile(path));
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("4646", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ffff", e.ToString(), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Account.FromPrivateKey(content));
    }

    [Fact]
    public void Long_files_are_refused_after_their_first_bytes()
    {
        var path = Path.Combine(_folder, "long");
        File.WriteAllText(path, Key + new string(' ', 1 << 20));
        Assert.Contains("longer than 1024 bytes", Assert.Throws<FormatException>(() => Account.FromKeyFile(path)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Account.FromKeyFile(Path.Combine(_folder, "missing")));
    }

    [Fact]
    public void Nothing_public_gives_the_key_away()
    {
        using var account = Account.FromPrivateKey(Key);
        Assert.DoesNotContain(Key, account.ToString(), StringComparison.OrdinalIgnoreCase);
        foreach (var property in typeof(Account).GetProperties().Where(p => p.GetMethod!.IsPublic && !p.GetMethod.IsStatic))
            Assert.DoesNotContain(Key, $"{property.GetValue(account)}", StringComparison.OrdinalIgnoreCase);
        Assert.Throws<FormatException>(() => Account.FromPrivateKey(new byte[31]));
    }

    private string Write(string content)
    {
        var path = Path.Combine(_folder, "key");
        File.WriteAllText(path, content);
        return path;
    }
}
