using System.Security.Cryptography;
using ZkStyle.Cli.Chain;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Tests.Support;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.LocalChain;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Tests.Commands;

/// <summary>deploy, register, mint, gallery and audit as a person runs them, one after the other, on a local chain.</summary>
[Collection(DemoCollection.Name)]
public sealed class ChainCommandTests(DemoFixture demo) : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private AnvilProcess _chain = null!;
    private string _keyFile = "";
    private Address _sender;

    private string Deployment => _folder["deployment.json"];

    [Fact]
    public async Task A_picture_becomes_a_token_that_the_gallery_shows_and_the_audit_explains()
    {
        var deployed = (await Run("deploy", "--key", demo.Files.Keys.VerifyingKey, "--key-file", _keyFile, "--json")).Json();
        Assert.Equal(_sender.ToString(), deployed.GetProperty("deployer").GetString());

        var registered = (await Run([.. Register(), "--price", "0.01", "--supply-cap", "5", "--wallet-cap", "1", "--royalty", "250", "--enumerable", "--on-chain-images", "--json"])).Json();
        var collection = new Ethereum.Contracts.StyleCollection(_chain.Client, Address.Parse(registered.GetProperty("collection").GetString()!));
        Assert.Equal(deployed.GetProperty("key").GetString(), registered.GetProperty("key").GetString());
        Assert.Equal(EtherAmount.TryParse("0.01", out var price) ? price : default, await collection.PriceAsync());
        Assert.True(await collection.SupportsInterfaceAsync(0xfa1a557a));

        // Before anything is minted, and up to the finalized block, which a young chain has at its start.
        Assert.StartsWith("0 tokens of ", (await Run("gallery", "--out", _folder["empty"])).Output, StringComparison.Ordinal);

        string[] mint = ["mint", demo.Files.Model, demo.Files.Picture, "--keys", demo.Files.Keys.ProvingKey, "--key-file", _keyFile];
        Assert.Contains("costs 0.01 ETH", (await Run(1, mint)).Problem(), StringComparison.Ordinal);
        var minted = (await Run([.. mint, "--max-price", "0.01", "--out", _folder["token.png"], "--json"])).Json();
        var id = minted.GetProperty("tokenId").GetString()!;
        Assert.Equal(_sender, await collection.OwnerOfAsync(Bytes32.Parse(id).ToInteger()));
        Assert.Equal(ContentId.OfRawBlock(new Bytes32(SHA256.HashData(File.ReadAllBytes(demo.Files.Planes)))), minted.GetProperty("cid").GetString());
        Assert.Equal(File.ReadAllBytes(demo.Files.Image), File.ReadAllBytes(_folder["token.png"]));
        Assert.Contains("minted already", (await Run(1, [.. mint, "--max-price", "1"])).Problem(), StringComparison.Ordinal);

        var gallery = (await Run("gallery", "--out", _folder["gallery"], "--confirmations", "0", "--json")).Json();
        var shown = Assert.Single(gallery.GetProperty("shown").EnumerateArray());
        Assert.Equal((id, _sender.ToString()), (shown.GetProperty("tokenId").GetString(), shown.GetProperty("owner").GetString()));
        Assert.Equal(Pixels(demo.Files.Image), Pixels(_folder[$"gallery/{id}.png"]));
        Assert.True(File.Exists(_folder["gallery/sheet.png"]));

        // A mint that the newest block holds is left out where one block must stand upon it.
        Assert.Equal(0, (await Run("gallery", "--out", _folder["early"], "--confirmations", "1", "--json")).Json().GetProperty("tokens").GetInt32());

        var audit = await Run("audit", demo.Files.Model, "--srs", demo.Files.Srs);
        Assert.Contains("none differs", audit.Output, StringComparison.Ordinal);
    }

    /// <summary>The registered file and key against another model's: the audit names what differs.</summary>
    [Fact]
    public async Task An_audit_says_what_differs()
    {
        await Run("deploy", "--key", demo.Files.Keys.VerifyingKey, "--key-file", _keyFile);
        await Run(Register());
        var key = ProofFiles.ReadVerifyingKey(demo.Files.Keys.VerifyingKey);
        var other = StyleModel.ReadFile(demo.Files.Model).WithoutFloatDecoder();
        var deployment = DeploymentFile.Read(Deployment);
        var registry = new ModelRegistry(_chain.Client, Address.Parse(deployment.Registry));
        var collection = new Ethereum.Contracts.StyleCollection(_chain.Client, Address.Parse(deployment.Collection!));
        var artifact = ModelContracts.Artifact("ZkStyleVerifier");

        // Another file with the same decoder: only the file differs, the key does not.
        var lines = await new ModelAudit(_chain.Client, other, key).RunAsync(registry, 1, collection, artifact, CancellationToken.None);
        Assert.Equal(["model file, SHA-256", "model file, CID"], lines.Where(line => !line.Matches).Select(line => line.What));

        // A key of another SRS, registered for the same file: every column of it differs, and so does the SRS.
        var foreign = ForeignKey(key);
        using var account = Account.FromKeyFile(_keyFile);
        using var sender = new TransactionSender(_chain.Client, account);
        var style = StyleModel.ReadFile(demo.Files.Model);
        var (address, _) = await DataContract.DeployAsync(sender, foreign);
        var (id, _) = await registry.RegisterAsync(
            sender, ModelDescription.Of(style, Bytes32.Keccak(foreign), "other", "CC0-1.0", new(_sender, 0, 0, 0, default)), address);
        lines = await new ModelAudit(_chain.Client, style, key).RunAsync(registry, id, null, artifact, CancellationToken.None);
        Assert.Equal(["key digest", "key's bytes, Keccak-256", "key: SRS digest"], lines.Where(line => !line.Matches).Select(line => line.What));

        // Asked by its number, the command finds no such model before it compiles anything.
        var run = await Run(1, "audit", demo.Files.Model, "--srs", demo.Files.Srs, "--registry", deployment.Registry, "--model-id", "9");
        Assert.Contains("UnknownModel", run.Problem(), StringComparison.Ordinal);
    }

    /// <summary>Images that are not kept on chain come from the calldata, also of a batch; they count only under the stored hash.</summary>
    [Fact]
    public async Task Images_come_from_calldata_too()
    {
        await Run("deploy", "--key", demo.Files.Keys.VerifyingKey, "--key-file", _keyFile);
        await Run(Register());
        await Run("mint", demo.Files.Model, demo.Files.Latent, "--keys", demo.Files.Keys.ProvingKey, "--key-file", _keyFile, "--to", _chain.Accounts[3].Address.ToString());
        var collection = new Ethereum.Contracts.StyleCollection(_chain.Client, Address.Parse(DeploymentFile.Read(Deployment).Collection!));
        var reader = new CollectionReader(_chain.Client, collection);

        var token = Assert.Single(await reader.TokensAsync(0, await _chain.Client.GetBlockNumberAsync(), CancellationToken.None));

        Assert.Equal(_chain.Accounts[3].Address, token.Owner);
        Assert.Equal(File.ReadAllBytes(demo.Files.Planes), await reader.ImageAsync(token, isStored: false, CancellationToken.None));
        var call = await collection.GetMintAsync(token.Transaction);
        object[] request = [call.To, call.Latent, call.Image, call.Proof];
        var batch = Ethereum.Contracts.StyleCollection.MintsIn(Ethereum.Contracts.StyleCollection.Abi.Function("mintBatch").EncodeCall([new object[] { request, request }]));
        Assert.Equal(2, batch.Count);
        Assert.Equal(call.Image.ToArray(), batch[1].Image.ToArray());
        Assert.Empty(Ethereum.Contracts.StyleCollection.MintsIn([1, 2, 3, 4]));
    }

    [Fact]
    public async Task Bad_input_gets_a_line()
    {
        string[] deploy = ["deploy", "--key", demo.Files.Keys.VerifyingKey];
        Assert.Contains(Cli.Commands.ChainArguments.KeyVariable, (await Run(1, deploy)).Problem(), StringComparison.Ordinal);
        var noKey = await Run(1, [.. deploy, "--key-file", _folder.Write("no.key", "secret words"u8.ToArray())]);
        Assert.DoesNotContain("secret words", noKey.Error, StringComparison.Ordinal);
        Assert.Contains("http or https URL", (await CommandRun.Of([.. deploy, "--key-file", _keyFile, "--rpc", "ftp://user:pass@x"])).Problem(), StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1", (await CommandRun.Of([.. deploy, "--key-file", _keyFile, "--rpc", "http://127.0.0.1:1/", "--deployment", Deployment])).Problem(), StringComparison.Ordinal);
        Assert.False(File.Exists(Deployment));

        Assert.Contains("make one with zkstyle deploy", (await Run(1, "gallery", "--out", _folder["g"])).Problem(), StringComparison.Ordinal);
        foreach (var text in (string[])["", "[]", "null", "{}", "{\"chainId\":-1}", "{\"chainId\":31337,\"verifier\":\"0x\",\"registry\":\"0x\",\"key\":\"\",\"keyDigest\":\"\"}"])
        {
            _folder.Write("deployment.json", System.Text.Encoding.UTF8.GetBytes(text));
            Assert.Contains("is no deployment", (await Run(1, "gallery", "--out", _folder["g"])).Problem(), StringComparison.Ordinal);
        }

        var file = new DeploymentFile(5, _sender.ToString(), _sender.ToString(), _sender.ToString(), default(Bytes32).ToString());
        file.Write(Deployment);
        Assert.Contains("is of chain 5", (await Run(1, "gallery", "--out", _folder["g"])).Problem(), StringComparison.Ordinal);
        (file with { ChainId = 31_337 }).Write(Deployment);
        Assert.Contains("names no collection", (await Run(1, "gallery", "--out", _folder["g"])).Problem(), StringComparison.Ordinal);
        Assert.Contains("no such contract", (await Run(1, "gallery", "--out", _folder["g"], "--collection", _sender.ToString())).Problem(), StringComparison.Ordinal);
        Assert.Contains("--price", (await Run(2, [.. Register(), "--price", "1e3"])).Problem(), StringComparison.Ordinal);
        Assert.Contains("--collection", (await Run(2, "gallery", "--out", _folder["g"], "--collection", "0x12")).Problem(), StringComparison.Ordinal);
    }

    /// <summary>Where tokens may have a value, nobody may be able to forge them.</summary>
    [Fact]
    public async Task An_unsafe_key_stays_on_development_chains()
    {
        await using var other = await AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = SolidityFolder.Anvil(), ChainId = 10 });
        await FundAsync(other);
        string[] deploy = ["deploy", "--key", demo.Files.Keys.VerifyingKey, "--key-file", _keyFile, "--rpc", other.Endpoint.ToString(), "--deployment", Deployment];

        var refused = await CommandRun.Of(deploy);

        Assert.Equal(1, refused.Code);
        Assert.Contains("UNSAFE SRS", refused.Problem(), StringComparison.Ordinal);
        Assert.False(File.Exists(Deployment));
        Assert.Equal(0ul, await other.Client.GetTransactionCountAsync(_sender));
        Assert.Equal(0, (await CommandRun.Of([.. deploy, "--force"])).Code);
        Assert.Equal(10ul, DeploymentFile.Read(Deployment).ChainId);
        string[] register = [.. Register(), "--rpc", other.Endpoint.ToString(), "--deployment", Deployment];
        Assert.Contains("UNSAFE SRS", (await CommandRun.Of(register)).Problem(), StringComparison.Ordinal);
    }

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _keyFile = _folder.Write("sender.key", System.Text.Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))));
        using (var account = Account.FromKeyFile(_keyFile))
            _sender = account.Address;
        _chain = await AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = SolidityFolder.Anvil() });
        await FundAsync(_chain);
    }

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        _chain.Dispose();
        _folder.Dispose();
    }

    private async Task FundAsync(AnvilProcess chain)
    {
        using var rich = new TransactionSender(chain.Client, chain.Accounts[0]);
        await rich.TransferAsync(_sender, System.Numerics.BigInteger.Pow(10, 19));
    }

    private string[] Register() =>
    [
        "register", demo.Files.Model, "--key", demo.Files.Keys.VerifyingKey, "--name", "Test", "--symbol", "T", "--licence", "CC0-1.0", "--key-file", _keyFile,
    ];

    private Task<CommandRun> Run(params string[] arguments) => Run(0, arguments);

    private async Task<CommandRun> Run(int code, params string[] arguments)
    {
        var run = await CommandRun.Of([.. arguments, "--rpc", _chain.Endpoint.ToString(), "--deployment", Deployment]);
        Assert.True(run.Code == code, $"{arguments[0]} ended with {run.Code}: {run.Error}");
        return run;
    }

    private static byte[] Pixels(string png) => PictureFile.Read(png).Pixels;

    // A key whose SRS digest, which the verifier does not read, has one bit changed.
    private static byte[] ForeignKey(Prover.Plonk.VerifyingKey key)
    {
        var bytes = key.ToBytes();
        var at = bytes.AsSpan().IndexOf(key.SrsDigest.ToArray());
        Assert.True(at >= 0);
        bytes[at] ^= 1;
        return bytes;
    }
}
