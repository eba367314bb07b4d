using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Contracts;

[Collection(AnvilFixture.Name)]
public class ZkStyleVerifierTests(AnvilFixture fixture)
{
    [Fact]
    public async Task Verdicts_and_digests_are_read()
    {
        var address = (await fixture.Sender.SendAsync(new TransactionRequest { To = null, Data = Evm.AlwaysOne })).ContractAddress!.Value;
        var verifier = new ZkStyleVerifier(fixture.Client, address);
        Assert.Equal(address, verifier.Address);
        Assert.True(await verifier.VerifyAsync(Address.Zero, default, new byte[512], new byte[12_288], new byte[2000]));
        Assert.True(await verifier.IsKeyAsync(Address.Zero));
        Assert.Equal(Bytes32.FromInteger(1), await verifier.KeyDigestAsync(Address.Zero));
        // EIP-7623's floor for 15 kB of zero bytes, ten gas each, on top of the 21,000 of any transaction.
        Assert.InRange(await verifier.EstimateVerifyGasAsync(Address.Zero, default, new byte[512], new byte[12_288], new byte[2000]), 160_000UL, 300_000UL);
    }

    [Fact]
    public void The_calldata_are_those_of_the_contracts_interface()
    {
        var random = new RandomValues(2);
        var (key, context, latent, image, proof) = (random.Address(), random.Hash(), random.Bytes(3), random.Bytes(40), random.Bytes(33));
        var function = ZkStyleVerifier.Abi.Function("verify");
        Assert.Equal("verify(address,bytes32,bytes,bytes,bytes)", function.Signature);
        AbiType[] types = [AbiType.Address, AbiType.Bytes32, AbiType.Bytes, AbiType.Bytes, AbiType.Bytes];
        Assert.Equal(
            [.. function.Selector, .. NaiveAbi.Encode(types, [key, context.ToArray(), latent, image, proof])],
            function.EncodeCall(key, context, latent, image, proof));
    }

    [Fact]
    public async Task An_address_without_a_verifier_gives_no_verdict()
    {
        var verifier = new ZkStyleVerifier(fixture.Client, fixture.Account.Address);
        await Assert.ThrowsAsync<FormatException>(() => verifier.VerifyAsync(Address.Zero, default, default, default, default));
        var reverting = (await fixture.Sender.SendAsync(new TransactionRequest { To = null, Data = Evm.RevertsWithCalldata })).ContractAddress!.Value;
        await Assert.ThrowsAsync<ContractRevertedException>(() => new ZkStyleVerifier(fixture.Client, reverting).IsKeyAsync(Address.Zero));
    }
}
