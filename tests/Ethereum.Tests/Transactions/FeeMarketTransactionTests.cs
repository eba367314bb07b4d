using System.Globalization;
using System.Numerics;
using System.Text.Json;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Tests.Support;
using ZkStyle.Ethereum.Transactions;

namespace ZkStyle.Ethereum.Tests.Transactions;

public class FeeMarketTransactionTests
{
    [Fact]
    public void An_independent_implementation_encodes_hashes_and_signs_alike()
    {
        var count = 0;
        foreach (var vector in Vectors.Of("transactions"))
        {
            var transaction = Read(vector);
            var encoded = Hex.Parse(vector.Text("encoded"));
            var decoded = SignedTransaction.Decode(encoded);
            Assert.Equal(vector.Text("from"), decoded.Sender.ToString());
            Assert.Equal(vector.Text("hash"), decoded.Hash.ToString());
            Assert.Equal(encoded, decoded.Encoded.ToArray());
            AssertEqual(transaction, decoded.Transaction);
            Assert.Equal(transaction.SigningHash(), decoded.Transaction.SigningHash());

            // Our nonces differ, so only the signature may.
            using var account = Account.FromPrivateKey(vector.Text("privateKey"));
            var ours = transaction.Sign(account);
            Assert.Equal(encoded, transaction.EncodeSigned(decoded.Signature));
            Assert.Equal(decoded.Sender, SignedTransaction.Decode(ours.Encoded.Span).Sender);
            count++;
        }

        Assert.Equal(16, count);
    }

    [Fact]
    public void Fields_out_of_range_are_refused()
    {
        var transaction = new FeeMarketTransaction
        {
            ChainId = 1,
            Nonce = 0,
            MaxPriorityFeePerGas = 2,
            MaxFeePerGas = 3,
            GasLimit = 21_000,
            To = Address.Zero,
        };
        Assert.NotEqual(default, transaction.SigningHash());
        Assert.Throws<ArgumentOutOfRangeException>(() => (transaction with { Value = -1 }).SigningHash());
        Assert.Throws<ArgumentOutOfRangeException>(() => (transaction with { Value = BigInteger.One << 256 }).SigningHash());
        Assert.Throws<ArgumentOutOfRangeException>(() => (transaction with { MaxFeePerGas = -1 }).SigningHash());
        Assert.Throws<ArgumentException>(() => (transaction with { MaxPriorityFeePerGas = 4 }).SigningHash());
    }

    [Fact]
    public void Every_field_enters_the_hash()
    {
        var transaction = new FeeMarketTransaction
        {
            ChainId = 1,
            Nonce = 2,
            MaxPriorityFeePerGas = 3,
            MaxFeePerGas = 4,
            GasLimit = 5,
            To = Address.Zero,
            Value = 6,
            Data = new byte[] { 7 },
        };
        var entry = new AccessListEntry(Address.Zero, []);
        FeeMarketTransaction[] all =
        [
            transaction,
            transaction with { ChainId = 9 },
            transaction with { Nonce = 9 },
            transaction with { MaxPriorityFeePerGas = 2 },
            transaction with { MaxFeePerGas = 9 },
            transaction with { GasLimit = 9 },
            transaction with { To = null },
            transaction with { Value = 9 },
            transaction with { Data = new byte[] { 9 } },
            transaction with { AccessList = [entry] },
            transaction with { AccessList = [entry with { StorageKeys = [default] }] },
        ];
        Assert.Equal(all.Length, all.Select(t => t.SigningHash()).Distinct().Count());
    }

    private static FeeMarketTransaction Read(JsonElement vector) => new()
    {
        ChainId = ulong.Parse(vector.Text("chainId"), CultureInfo.InvariantCulture),
        Nonce = ulong.Parse(vector.Text("nonce"), CultureInfo.InvariantCulture),
        MaxPriorityFeePerGas = BigInteger.Parse(vector.Text("maxPriorityFeePerGas"), CultureInfo.InvariantCulture),
        MaxFeePerGas = BigInteger.Parse(vector.Text("maxFeePerGas"), CultureInfo.InvariantCulture),
        GasLimit = ulong.Parse(vector.Text("gas"), CultureInfo.InvariantCulture),
        To = vector.TryGetProperty("to", out var to) ? Address.Parse(to.GetString()!) : null,
        Value = BigInteger.Parse(vector.Text("value"), CultureInfo.InvariantCulture),
        Data = Hex.Parse(vector.Text("data")),
        AccessList =
        [
            .. vector.GetProperty("accessList").EnumerateArray().Select(entry => new AccessListEntry(
                Address.Parse(entry.Text("address")),
                [.. entry.GetProperty("storageKeys").EnumerateArray().Select(k => Bytes32.Parse(k.GetString()!))])),
        ],
    };

    private static void AssertEqual(FeeMarketTransaction expected, FeeMarketTransaction actual)
    {
        Assert.Equal(expected.ChainId, actual.ChainId);
        Assert.Equal(expected.Nonce, actual.Nonce);
        Assert.Equal(expected.MaxPriorityFeePerGas, actual.MaxPriorityFeePerGas);
        Assert.Equal(expected.MaxFeePerGas, actual.MaxFeePerGas);
        Assert.Equal(expected.GasLimit, actual.GasLimit);
        Assert.Equal(expected.To, actual.To);
        Assert.Equal(expected.Value, actual.Value);
        Assert.Equal(expected.Data.ToArray(), actual.Data.ToArray());
        Assert.Equal(expected.AccessList.Count, actual.AccessList.Count);
        for (var i = 0; i < expected.AccessList.Count; i++)
        {
            Assert.Equal(expected.AccessList[i].Address, actual.AccessList[i].Address);
            Assert.Equal(expected.AccessList[i].StorageKeys, actual.AccessList[i].StorageKeys);
        }
    }
}
