using System.Numerics;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;
using ZkStyle.Ethereum.Transactions;

namespace ZkStyle.Ethereum.Tests.Transactions;

public class SignedTransactionTests
{
    [Fact]
    public void Every_malformed_field_is_refused()
    {
        AssertRefused("tip exceeds", fields => fields[2] = Number(Uint256.MaxValue));
        AssertRefused("12 fields", fields => fields.RemoveAt(11));
        AssertRefused("12 fields", fields => fields.Add(Number(0)));
        AssertRefused("20 bytes", fields => fields[5] = RlpItem.FromBytes(new byte[19]));
        AssertRefused("leading zeros", fields => fields[1] = RlpItem.FromBytes(new byte[] { 0, 1 }));
        AssertRefused("64 bits", fields => fields[0] = Number(BigInteger.One << 64));
        AssertRefused("256 bits", fields => fields[6] = Number(BigInteger.One << 256));
        AssertRefused("a list stands", fields => fields[7] = RlpItem.List());
        AssertRefused("bytes stand", fields => fields[8] = RlpItem.FromBytes(default));
        AssertRefused("access list entry", fields => fields[8] = RlpItem.List(RlpItem.List()));
        AssertRefused("storage key", fields => fields[8] = RlpItem.List(RlpItem.List(RlpItem.FromBytes(new byte[20]), RlpItem.List(Number(1)))));
        AssertRefused("1 bits", fields => fields[9] = Number(2));
        AssertRefused("r is outside", fields => fields[10] = Number(0));
        AssertRefused("low s", fields => fields[11] = Number(Secp256k1.N - fields[11].ToInteger()));
        AssertRefused("no account's", fields => fields[10] = Number(5));
    }

    [Theory]
    [InlineData("0x")]
    [InlineData("0x02")]
    [InlineData("0x02c0")]
    [InlineData("0x01c0")]
    [InlineData("0xc0")]
    [InlineData("0x0280")]
    public void Other_bytes_are_refused(string encoded) => Assert.Throws<FormatException>(() => SignedTransaction.Decode(Hex.Parse(encoded)));

    [Fact]
    public void Too_long_a_transaction_is_refused() =>
        Assert.Contains("longer than", Assert.Throws<FormatException>(() => SignedTransaction.Decode(new byte[SignedTransaction.MaxLength + 1])).Message, StringComparison.Ordinal);

    /// <summary>A changed byte makes another transaction, of another sender, or none; never the same one.</summary>
    [Theory]
    [InlineData(1)]
    public void Flipped_bits_never_keep_hash_or_sender(int seed)
    {
        var random = new RandomValues(seed);
        var valid = Valid();
        var sender = SignedTransaction.Decode(valid).Sender;
        var accepted = 0;
        for (var i = 0; i < 60; i++)
        {
            var changed = valid.ToArray();
            changed[random.Below(changed.Length)] ^= (byte)(1 << random.Below(8));
            try
            {
                Assert.NotEqual(sender, SignedTransaction.Decode(changed).Sender);
                accepted++;
            }
            catch (FormatException)
            {
                continue;
            }
        }

        Assert.InRange(accepted, 1, 59);
    }

    private static byte[] Valid() => Hex.Parse(Vectors.Of("transactions").ElementAt(8).Text("encoded"));

    private static RlpItem Number(BigInteger value) => RlpItem.FromInteger(value);

    private static void AssertRefused(string problem, Action<List<RlpItem>> change)
    {
        List<RlpItem> fields = [.. Rlp.Decode(Valid().AsMemory(1)).Items];
        change(fields);
        var e = Assert.Throws<FormatException>(() => SignedTransaction.Decode([2, .. Rlp.Encode(RlpItem.List(fields))]));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }
}
