using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.LocalChain;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;

namespace ZkStyle.Ethereum.Tests.Support;

/// <summary>One local chain for all tests that need one; they share it in turn, each with what it deploys itself.</summary>
public sealed class AnvilFixture : IAsyncLifetime
{
    public const string Name = "local chain";

    private AnvilProcess? _chain;

    internal AnvilProcess Chain => _chain!;

    internal HttpRpcClient Client => Chain.Client;

    internal Account Account => Chain.Accounts[0];

    internal TransactionSender Sender { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _chain = await AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = AnvilLocator.Find(AppContext.BaseDirectory) });
        Sender = new TransactionSender(Client, Account);
    }

    public async Task DisposeAsync()
    {
        Sender?.Dispose();
        if (_chain is not null)
            await _chain.DisposeAsync();
    }
}

/// <summary>Gathers the tests that share <see cref="AnvilFixture"/>.</summary>
[CollectionDefinition(AnvilFixture.Name)]
public sealed class AnvilCollection : ICollectionFixture<AnvilFixture>;
