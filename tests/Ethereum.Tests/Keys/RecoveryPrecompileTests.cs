using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Keys;

/// <summary>Recovery here against the EVM's ecrecover, on valid signatures and on damaged ones.</summary>
[Collection(AnvilFixture.Name)]
public class RecoveryPrecompileTests(AnvilFixture fixture)
{
    private static readonly Address s_precompile = Address.Parse("0x0000000000000000000000000000000000000001");

    [Theory]
    [InlineData(1)]
    public async Task Both_recover_the_same_signers_or_none(int seed)
    {
        var random = new RandomValues(seed);
        int signers = 0, nobody = 0;
        for (var i = 0; i < 40; i++)
        {
            using var account = Account.Generate();
            var hash = random.Hash();
            var signature = account.Sign(hash);
            signature = (i % 4) switch
            {
                0 => signature,
                1 => new(signature.R, signature.S, !signature.YIsOdd),
                2 => new(random.Unsigned(256) % (Secp256k1.N - 1) + 1, signature.S, signature.YIsOdd),
                _ => new(signature.R, random.Unsigned(256) % Secp256k1.HalfN + 1, signature.YIsOdd),
            };
            byte[] input =
            [
                .. hash.ToArray(),
                .. Bytes32.FromInteger(signature.YIsOdd ? 28 : 27).ToArray(),
                .. Bytes32.FromInteger(signature.R).ToArray(),
                .. Bytes32.FromInteger(signature.S).ToArray(),
            ];
            var answer = await fixture.Client.CallAsync(new CallRequest { To = s_precompile, Data = input });
            if (PublicKey.TryRecover(hash, signature, out var key))
            {
                Assert.Equal([.. new byte[12], .. key.Address.ToArray()], answer);
                signers++;
            }
            else
            {
                Assert.Empty(answer);
                nobody++;
            }

            if (i % 4 == 0)
                Assert.Equal(account.PublicKey, key);
        }

        Assert.True(signers >= 25 && nobody >= 1, $"{signers} signers, {nobody} nobody");
    }

    [Fact]
    public async Task A_contract_recovers_our_signer()
    {
        using var account = Account.Generate();
        var hash = Bytes32.Keccak("signed here"u8);
        var signature = account.Sign(hash);
        var receipt = await fixture.Sender.SendAsync(new TransactionRequest { To = null, Data = Evm.Recover });
        byte[] input = [.. hash.ToArray(), .. new byte[31], signature.ToBytes()[64], .. signature.ToBytes()[..64]];
        var answer = await fixture.Client.CallAsync(new CallRequest { To = receipt.ContractAddress, Data = input });
        Assert.Equal([.. new byte[12], .. account.Address.ToArray()], answer);
    }
}
