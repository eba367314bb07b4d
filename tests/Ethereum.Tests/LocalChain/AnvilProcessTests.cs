using ZkStyle.Ethereum.LocalChain;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.LocalChain;

// Like AnvilLocatorTests in the shared chain's collection, whose tests run in turn: those change the variable that these read.
[Collection(AnvilFixture.Name)]
public class AnvilProcessTests
{
    private static string Anvil => AnvilLocator.Find(AppContext.BaseDirectory);

    [Fact]
    public async Task It_starts_as_asked_and_ends_when_disposed()
    {
        Uri endpoint;
        await using (var chain = await AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = Anvil, ChainId = 424_242, AccountCount = 3 }))
        {
            endpoint = chain.Endpoint;
            Assert.True(endpoint.IsLoopback);
            Assert.Equal(424_242UL, await chain.Client.GetChainIdAsync());
            Assert.Equal(3, chain.Accounts.Count);
            foreach (var account in chain.Accounts)
                Assert.True(await chain.Client.GetBalanceAsync(account.Address) > 0);
        }

        using var client = new HttpRpcClient(endpoint);
        await Assert.ThrowsAsync<RpcException>(() => client.GetChainIdAsync());
    }

    [Fact]
    public async Task Two_chains_do_not_meet()
    {
        var options = new AnvilOptions { BinaryPath = Anvil };
        using var first = await AnvilProcess.StartAsync(options);
        using var second = await AnvilProcess.StartAsync(options with { ChainId = 2 });
        Assert.NotEqual(first.Endpoint, second.Endpoint);
        Assert.Equal(31_337UL, await first.Client.GetChainIdAsync());
        Assert.Equal(2UL, await second.Client.GetChainIdAsync());
        // Development accounts are the same everywhere.
        Assert.Equal(first.Accounts[0].Address, second.Accounts[0].Address);
        first.Dispose();
        first.Dispose();
        Assert.Equal(2UL, await second.Client.GetChainIdAsync());
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_reported()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "no-such-anvil");
        var e = await Assert.ThrowsAsync<LocalChainException>(() => AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = path }));
        Assert.Contains(path, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_program_complains_about_is_quoted()
    {
        var e = await Assert.ThrowsAsync<LocalChainException>(() => AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = Anvil, Hardfork = "atlantis" }));
        Assert.Contains("it ended", e.Message, StringComparison.Ordinal);
        Assert.Contains("atlantis", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(e.Message, char.IsControl);
    }

    [Fact]
    public async Task A_start_may_be_given_up()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = Anvil }, cancelled.Token));
        var e = await Assert.ThrowsAsync<LocalChainException>(() => AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = Anvil, StartTimeout = TimeSpan.Zero }));
        Assert.Contains("does not listen after 0 s", e.Message, StringComparison.Ordinal);
    }
}
