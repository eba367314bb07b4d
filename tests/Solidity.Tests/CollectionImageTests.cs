using System.Text.Json;
using Xunit.Abstractions;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.LocalChain;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Solidity.Tests;

/// <summary>
/// Images kept on chain, as a wallet sees them: tokenURI is fetched, read as JSON, and its picture by a PNG reader.
/// The verifier accepts everything, so that receipts show what the collection and the calldata cost.
/// </summary>
public sealed class CollectionImageTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const int Seed = 5;

    // Leaves code that answers every call with the word 1: PUSH1 1 PUSH0 MSTORE PUSH1 32 PUSH0 RETURN.
    private static readonly byte[] s_acceptsAll = [0x67, 0x60, 0x01, 0x5f, 0x52, 0x60, 0x20, 0x5f, 0xf3, 0x5f, 0x52, 0x60, 0x08, 0x60, 0x18, 0xf3];

    private readonly Random _random = new(Seed);
    private AnvilProcess _chain = null!;
    private TransactionSender _sender = null!;

    [Fact]
    public async Task A_palette_image_on_chain_decodes_to_its_colours()
    {
        byte[] palette = Bytes(96);
        byte[] image = [.. Enumerable.Range(0, 1024).Select(_ => (byte)_random.Next(32))];
        RgbaImage picture = await MintAndReadAsync(new(32, 32, 2, palette), Bytes(3072), image, 560_000);

        Assert.Equal((64, 64), (picture.Width, picture.Height));
        for (int i = 0; i < 64 * 64; i++)
        {
            int index = image[i / 64 / 2 * 32 + i % 64 / 2];
            Assert.Equal(palette.AsSpan(3 * index, 3), picture.Pixels.AsSpan(4 * i, 3));
            Assert.Equal(255, picture.Pixels[4 * i + 3]);
        }
    }

    [Fact]
    public async Task An_rgb_image_on_chain_decodes_to_its_planes()
    {
        byte[] image = Bytes(12_288);
        RgbaImage picture = await MintAndReadAsync(new(64, 64, 1, default), Bytes(512), image, 3_600_000);

        Assert.Equal((64, 64), (picture.Width, picture.Height));
        for (int i = 0; i < 64 * 64; i++)
        {
            for (int channel = 0; channel < 3; channel++)
                Assert.Equal(image[channel * 4096 + i], picture.Pixels[4 * i + channel]);
        }
    }

    /// <summary>With 360,000 gas of verification a mint stays within 900,000, image on chain; rgb calldata alone within 800,000.</summary>
    [Fact]
    public async Task Mints_leave_verification_its_part_of_the_budgets()
    {
        byte[] indices = [.. Enumerable.Range(0, 1024).Select(_ => (byte)_random.Next(32))];
        ulong palette = await MintAsync(new(32, 32, 2, Bytes(96)), Bytes(3072), indices, true);
        ulong rgb = await MintAsync(new(64, 64, 1, default), Bytes(512), Bytes(12_288), false);
        output.WriteLine($"seed {Seed}: palette on chain {palette}, rgb {rgb} gas, without verification");
        Assert.InRange(palette, 21_000ul, 540_000ul);
        Assert.InRange(rgb, 21_000ul, 800_000ul);
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _chain = await AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = AnvilLocator.Find(AppContext.BaseDirectory) });
        _sender = new TransactionSender(_chain.Client, _chain.Accounts[0]);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => _chain.DisposeAsync().AsTask();

    /// <inheritdoc/>
    public void Dispose() => _sender.Dispose();

    private async Task<ulong> MintAsync(ModelImageFormat format, byte[] latent, byte[] image, bool storesImage)
    {
        StyleCollection collection = await OpenAsync(format, storesImage);
        var (_, receipt) = await collection.MintAsync(_sender, _chain.Accounts[1].Address, latent, image, Bytes(1536));
        return receipt.GasUsed;
    }

    private async Task<RgbaImage> MintAndReadAsync(ModelImageFormat format, byte[] latent, byte[] image, ulong mostGas)
    {
        StyleCollection collection = await OpenAsync(format, storesImage: true);
        var (tokenId, receipt) = await collection.MintAsync(_sender, _chain.Accounts[1].Address, latent, image, Bytes(1536));
        Assert.InRange(receipt.GasUsed, 21_000ul, mostGas);
        Assert.Equal(image, await collection.Contract.CallAsync<byte[]>("imageOf", [tokenId]));

        string uri = await collection.TokenUriAsync(tokenId);
        using JsonDocument json = JsonDocument.Parse(Decode(uri, "data:application/json;base64,"));
        return PngReader.Read(Decode(json.RootElement.GetProperty("image").GetString()!, "data:image/png;base64,"));
    }

    private async Task<StyleCollection> OpenAsync(ModelImageFormat format, bool storesImage)
    {
        Address verifier = (await _sender.SendAsync(new TransactionRequest { To = null, Data = s_acceptsAll })).ContractAddress!.Value;
        var (registry, _) = await ModelRegistry.DeployAsync(_sender, Load("ModelRegistry"), verifier);
        Bytes32 one = Bytes32.FromInteger(1);
        var terms = new RoyaltyTerms(_sender.Address, 500, 0, 0, default);
        var (modelId, _) = await registry.RegisterAsync(_sender, new("Nouns", "CC0-1.0", "bafy", one, one, format, terms), verifier);
        return (await StyleCollection.DeployAsync(_sender, Load("StyleCollection"), new CollectionSettings
        {
            Name = "Nouns",
            Symbol = "N",
            Registry = registry.Address,
            ModelId = modelId,
            KeyDigest = one,
            Owner = _sender.Address,
            Treasury = _sender.Address,
            StoresImage = storesImage,
        })).Contract;
    }

    private static ContractArtifact Load(string name) => ContractArtifact.Load(SolidityFolder.PathOf("artifacts", $"{name}.json"));

    private static byte[] Decode(string uri, string prefix)
    {
        Assert.StartsWith(prefix, uri, StringComparison.Ordinal);
        return Convert.FromBase64String(uri[prefix.Length..]);
    }

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }
}
