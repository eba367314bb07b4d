using Xunit.Abstractions;
using ZkStyle.Cli.Chain;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Tests.Support;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.LocalChain;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Prover.Plonk;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Tests.Chain;

/// <summary>
/// The demonstration's proof on a chain of its own. A fresh chain gives the same deployer the same addresses, so the
/// proof's context holds there too.
/// </summary>
[Collection(DemoCollection.Name)]
public sealed class CollectionDeploymentTests(DemoFixture demo, ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const int Seed = 21;

    private AnvilProcess _chain = null!;
    private CollectionDeployment _deployment = null!;
    private TransactionSender _sender = null!;
    private Address _recipient;
    private VerifyingKey _key = null!;
    private byte[] _latent = [];
    private byte[] _image = [];
    private byte[] _proof = [];

    [Fact]
    public async Task The_contract_refuses_every_changed_bit()
    {
        var context = await _deployment.ContextOfAsync(_recipient, _latent, CancellationToken.None);
        Assert.Equal(demo.Receipt.Context, context.ToString());
        Assert.True(await VerifiesAsync(context, _latent, _image, _proof));
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (var round = 0; round < 6; round++)
        {
            Assert.False(await VerifiesAsync(context, Flipped(_latent, random), _image, _proof));
            Assert.False(await VerifiesAsync(context, _latent, Flipped(_image, random), _proof));
            Assert.False(await VerifiesAsync(context, _latent, _image, Flipped(_proof, random)));
            Assert.False(await VerifiesAsync(new Bytes32(Flipped(context.ToArray(), random)), _latent, _image, _proof));
        }

        for (var round = 0; round < 4; round++)
        {
            var (changed, _) = await DataContract.DeployAsync(_sender, Flipped(_key.ToBytes(), random));
            Assert.False(await _deployment.Verifier.VerifyAsync(changed, context, _latent, _image, _proof));
        }
    }

    [Fact]
    public async Task Only_the_proven_mint_goes_through_and_only_once()
    {
        Task<Mint> MintAsync(Address to, byte[] latent, byte[] image, byte[] proof) =>
            _deployment.Collection.MintAsync(_sender, to, latent, image, proof);
        async Task RefusesAsync(string error, Task<Mint> mint) =>
            Assert.Equal(error, (await Assert.ThrowsAsync<ContractRevertedException>(() => mint)).Reason.Error?.Name);

        await RefusesAsync("InvalidProof", MintAsync(_recipient, Tampering.Flip(_latent), _image, _proof));
        await RefusesAsync("InvalidProof", MintAsync(_recipient, _latent, Tampering.Flip(_image), _proof));
        await RefusesAsync("InvalidProof", MintAsync(_recipient, _latent, _image, Tampering.Flip(_proof)));
        await RefusesAsync("InvalidProof", MintAsync(_sender.Address, _latent, _image, _proof));
        var mint = await MintAsync(_recipient, _latent, _image, _proof);
        await RefusesAsync("AlreadyMinted", MintAsync(_recipient, _latent, _image, _proof));

        var token = await MintedToken.ReadAsync(_chain.Client, _deployment, mint, _recipient, _image, CancellationToken.None);
        Assert.Equal(_recipient.ToString(), token.Owner);
        Assert.InRange(token.VerificationGas, 100_000ul, 499_999ul);
        Assert.True(await _deployment.Collection.SupportsInterfaceAsync(0x702c55a6));
        var call = await _deployment.Collection.GetMintAsync(mint.Receipt.TransactionHash);
        Assert.Equal(PictureFile.ReadPlanes(demo.Files.Image), call.Image.ToArray());
    }

    [Fact]
    public async Task A_token_that_is_not_what_was_meant_is_an_error()
    {
        var mint = await _deployment.Collection.MintAsync(_sender, _recipient, _latent, _image, _proof);

        var image = await Assert.ThrowsAsync<CommandException>(() =>
            MintedToken.ReadAsync(_chain.Client, _deployment, mint, _recipient, Tampering.Flip(_image), CancellationToken.None));
        var owner = await Assert.ThrowsAsync<CommandException>(() =>
            MintedToken.ReadAsync(_chain.Client, _deployment, mint, _sender.Address, _image, CancellationToken.None));

        Assert.Contains("calldata", image.Message, StringComparison.Ordinal);
        Assert.Contains("belongs to", owner.Message, StringComparison.Ordinal);
    }

    /// <summary>What anyone needs to compile the model again and compare is on chain.</summary>
    [Fact]
    public async Task The_registry_names_the_model_and_its_key()
    {
        var model = StyleModel.ReadFile(demo.Files.Model);
        var registered = await _deployment.Registry.ModelOfAsync(1);
        Assert.Equal(new Bytes32(_key.Digest), registered.Registration.KeyDigest);
        Assert.Equal(model.ComputeDigest(), Convert.ToHexStringLower(registered.Registration.WeightsCommitment.ToArray()));
        Assert.Equal(_key.ToBytes(), await DataContract.ReadAsync(_chain.Client, registered.Key));
        Assert.Equal((model.Decoder.Image.Width, model.PixelScale), (registered.Registration.Format.Width, registered.Registration.Format.Scale));
    }

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        _chain = await AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = SolidityFolder.Anvil() });
        _key = ProofFiles.ReadVerifyingKey(demo.Files.Keys.VerifyingKey);
        _latent = File.ReadAllBytes(demo.Files.Latent);
        _image = File.ReadAllBytes(demo.Files.Planes);
        _proof = File.ReadAllBytes(demo.Files.Proof);
        _recipient = _chain.Accounts[1].Address;
        using var deployer = new TransactionSender(_chain.Client, _chain.Accounts[0]);
        _deployment = await CollectionDeployment.DeployAsync(
            deployer, ContractArtifact.Load(SolidityFolder.Artifact("ZkStyleVerifier")), ContractArtifact.Load(SolidityFolder.Artifact("ModelRegistry")),
            ContractArtifact.Load(SolidityFolder.Artifact("StyleCollection")), StyleModel.ReadFile(demo.Files.Model), _key, "Test", "T", CancellationToken.None);
        _sender = new TransactionSender(_chain.Client, _chain.Accounts[2]);
    }

    /// <inheritdoc />
    public Task DisposeAsync() => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        _sender.Dispose();
        _chain.Dispose();
    }

    private Task<bool> VerifiesAsync(Bytes32 context, byte[] latent, byte[] image, byte[] proof) =>
        _deployment.Verifier.VerifyAsync(_deployment.Key, context, latent, image, proof);

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        var changed = (byte[])bytes.Clone();
        changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
        return changed;
    }
}
