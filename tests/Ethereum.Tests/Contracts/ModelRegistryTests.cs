using System.Numerics;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Contracts;

/// <summary>The compiled registry and its royalties on the local chain, over a verifier that takes every key.</summary>
[Collection(AnvilFixture.Name)]
public class ModelRegistryTests(AnvilFixture fixture)
{
    private readonly RandomValues _random = new(9);

    [Fact]
    public async Task A_registered_model_is_read_back()
    {
        var (registry, registered, key) = await RegisterAsync(_random.Address(), 4);
        var (modelId, receipt) = await registry.RegisterAsync(fixture.Sender, registered, key);
        Assert.Equal(new BigInteger(2), modelId);
        var model = await registry.ModelOfAsync(modelId);
        Assert.Equal(key, model.Key);
        Assert.Equal(receipt.BlockNumber, model.BlockNumber);
        Assert.Equal(registered.Format.Palette.ToArray(), model.Registration.Format.Palette.ToArray());
        var format = model.Registration.Format with { Palette = registered.Format.Palette };
        Assert.Equal(registered, model.Registration with { Format = format });
    }

    [Fact]
    public async Task Creator_and_recipient_are_paid_their_parts()
    {
        var creator = _random.Address();
        var (registry, registered, _) = await RegisterAsync(creator, 4);
        var royalties = new Royalties(fixture.Client, (await registry.ModelOfAsync(1)).Royalties);
        await fixture.Sender.SendAsync(new TransactionRequest { To = royalties.Address, Value = 1000, Data = default });

        await royalties.ClaimAsync(fixture.Sender, creator, 4, []);
        await royalties.ReleaseAsync(fixture.Sender);

        Assert.Equal(new BigInteger(600), await fixture.Client.GetBalanceAsync(creator, BlockTag.Latest));
        Assert.Equal(new BigInteger(400), await fixture.Client.GetBalanceAsync(registered.Terms.Recipient, BlockTag.Latest));
        var again = await Assert.ThrowsAsync<ContractRevertedException>(() => royalties.ClaimAsync(fixture.Sender, creator, 4, []));
        Assert.Equal("NothingDue", again.Reason.Error!.Name);
        var leaf = await royalties.Contract.CallAsync<byte[]>("leafOf", [creator, 4]);
        Assert.Equal(Royalties.LeafOf(creator, 4), new Bytes32(leaf));
    }

    /// <summary>A contract that takes every call and registers nothing is not taken for a registry.</summary>
    [Fact]
    public async Task A_registration_without_its_event_is_a_failure()
    {
        var (_, registered, key) = await RegisterAsync(_random.Address(), 4);
        var impostor = (await fixture.Sender.SendAsync(new TransactionRequest { To = null, Data = Evm.AlwaysOne })).ContractAddress!.Value;
        var e = await Assert.ThrowsAsync<TransactionFailedException>(
            () => new ModelRegistry(fixture.Client, impostor).RegisterAsync(fixture.Sender, registered, key));
        Assert.Contains("no registration", e.Message, StringComparison.Ordinal);
    }

    /// <summary>A registry with one model whose only creator has all shares: the leaf is the root.</summary>
    private async Task<(ModelRegistry Registry, ModelRegistration Registered, Address Key)> RegisterAsync(Address creator, ulong shares)
    {
        var verifier = (await fixture.Sender.SendAsync(new TransactionRequest { To = null, Data = Evm.AlwaysOne })).ContractAddress!.Value;
        var (registry, _) = await ModelRegistry.DeployAsync(fixture.Sender, Artifacts.Load("ModelRegistry"), verifier);
        var registered = new ModelRegistration(
            "Nouns \u00e9\u6f22", "CC0-1.0", "bafy", Bytes32.FromInteger(7), Bytes32.FromInteger(1), new(32, 32, 2, _random.Bytes(96)),
            new(_random.Address(), 500, 6000, shares, Royalties.LeafOf(creator, shares)));
        var key = _random.Address();
        await registry.RegisterAsync(fixture.Sender, registered, key);
        return (registry, registered, key);
    }
}
