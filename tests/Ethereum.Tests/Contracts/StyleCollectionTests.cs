using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ZkStyle.Ethereum.Abi;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Keys;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Ethereum.Tests.Support;

namespace ZkStyle.Ethereum.Tests.Contracts;

/// <summary>
/// The compiled collection on the local chain. Its verifier is one that accepts everything: what is tested
/// here is the way to the contract and back, on code that Solidity's compiler wrote.
/// </summary>
[Collection(AnvilFixture.Name)]
public class StyleCollectionTests(AnvilFixture fixture)
{
    private readonly RandomValues _random = new(8);

    /// <summary>The artifact and the binding declare the same functions, events and errors, to the names of their members.</summary>
    [Fact]
    public void The_bindings_are_the_compiled_contracts_interfaces()
    {
        Assert.Equal(Describe(Artifacts.Load("StyleCollection").Abi), Describe(StyleCollection.Abi));
        Assert.Equal(Describe(Artifacts.Load("ModelRegistry").Abi), Describe(ModelRegistry.Abi));
        Assert.Equal(Describe(Artifacts.Load("Royalties").Abi), Describe(Royalties.Abi));

        static IEnumerable<string> Describe(ContractAbi abi) => ((string[])
        [
            $"constructor{List(abi.Constructor)}",
            .. abi.Functions.Select(f => $"{f.Name}{List(f.Inputs)} {f.StateMutability} {List(f.Outputs)}"),
            .. abi.Events.Select(e => $"event {e.Name}{List(e.Inputs)} {e.IsAnonymous}"),
            .. abi.Errors.Select(e => $"error {e.Name}{List(e.Inputs)}"),
        ]).Order(StringComparer.Ordinal);

        static string List(IEnumerable<AbiParameter> parameters) => "(" + string.Join(", ", parameters.Select(p =>
            (p.Type.Kind == AbiKind.Tuple ? List(p.Type.Components) : p.Type.CanonicalName) + (p.Indexed ? " indexed " : " ") + p.Name)) + ")";
    }

    [Fact]
    public async Task A_deployed_collection_answers_with_what_it_was_given()
    {
        var key = _random.Address();
        var (collection, receipt) = await DeployAsync("Nouns \u00e9\u6f22", "N\"S", key);
        Assert.Equal(receipt.ContractAddress, collection.Address);
        Assert.Equal("Nouns \u00e9\u6f22", await collection.NameAsync());
        Assert.Equal("N\"S", await collection.SymbolAsync());
        Assert.Equal(key, await collection.KeyAsync());
        Assert.Equal(Bytes32.FromInteger(1), await collection.KeyDigestAsync());
        Assert.NotEqual(Address.Zero, await collection.VerifierAsync());
        Assert.True(await collection.SupportsInterfaceAsync(0x702c55a6));
        Assert.True(await collection.SupportsInterfaceAsync(0x80ac58cd));
        Assert.False(await collection.SupportsInterfaceAsync(0xffffffff));
    }

    [Fact]
    public async Task Token_and_context_are_computed_here_as_they_are_there()
    {
        var (collection, _) = await DeployAsync();
        var latent = _random.Bytes(512);
        var tokenId = StyleCollection.TokenIdOf(latent);
        Assert.Equal(await collection.Contract.CallAsync<BigInteger>("tokenIdOf", [latent]), tokenId);
        var to = _random.Address();
        Assert.Equal(
            await collection.ContextOfAsync(to, tokenId),
            StyleCollection.ContextOf(await fixture.Client.GetChainIdAsync(), collection.Address, to, tokenId));
    }

    [Fact]
    public async Task A_minted_token_is_read_back_and_its_image_comes_from_the_calldata()
    {
        var (collection, _) = await DeployAsync();
        using var owner = Account.Generate();
        var (latent, image, proof) = (_random.Bytes(512), _random.Bytes(64 * 64 * 3), _random.Bytes(2000));

        var (tokenId, receipt) = await collection.MintAsync(fixture.Sender, owner.Address, latent, image, proof);
        Assert.Equal(StyleCollection.TokenIdOf(latent), tokenId);
        Assert.Equal(owner.Address, await collection.OwnerOfAsync(tokenId));
        Assert.Equal(BigInteger.One, await collection.BalanceOfAsync(owner.Address));

        var call = await collection.GetMintAsync(receipt.TransactionHash);
        Assert.Equal(owner.Address, call.To);
        Assert.Equal(latent, call.Latent.ToArray());
        Assert.Equal(image, call.Image.ToArray());
        Assert.Equal(proof, call.Proof.ToArray());

        var content = await collection.ContentOfAsync(tokenId);
        Assert.Equal(
            new TokenContent(receipt.BlockNumber, (ulong)image.Length, new Bytes32(SHA256.HashData(image)), Address.Zero),
            content);

        var transfer = (await collection.GetTransfersAsync(Address.Zero, null, BlockTag.Earliest, BlockTag.Latest)).Single();
        Assert.Equal((Address.Zero, owner.Address, tokenId), (transfer.From, transfer.To, transfer.TokenId));
        Assert.Equal(receipt.TransactionHash, transfer.Entry.TransactionHash);
        Assert.Empty(await collection.GetTransfersAsync(owner.Address, null, BlockTag.Earliest, BlockTag.Latest));

        var logged = collection.Contract.DecodeLogs(receipt.Logs).Single(l => l.Event.Name == "AigcData");
        Assert.Equal(Bytes32.Keccak(latent), logged.Value<Bytes32>("prompt"));
        Assert.Equal(Bytes32.Keccak(image), logged.Value<Bytes32>("aigcData"));
        var envelope = logged.Value<byte[]>("proof");
        Assert.Equal(StyleCollection.Envelope(owner.Address, proof), envelope);
        Assert.True(await collection.VerifyAsync(latent, image, envelope));
        Assert.False(await collection.VerifyAsync(latent, image, envelope.AsMemory(0, 19)));
    }

    [Fact]
    public async Task Metadata_are_JSON_that_names_the_image_by_its_content()
    {
        var (collection, _) = await DeployAsync("Quo\"ted", format: new(10, 10, 1, default));
        var (latent, image) = (_random.Bytes(64), _random.Bytes(300));
        var (tokenId, _) = await collection.MintAsync(fixture.Sender, fixture.Account.Address, latent, image, default);
        var uri = await collection.TokenUriAsync(tokenId);
        const string Prefix = "data:application/json;base64,";
        Assert.StartsWith(Prefix, uri, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Convert.FromBase64String(uri[Prefix.Length..]));
        Assert.Equal($"ipfs://{Cid(image)}", json.RootElement.Text("image"));
        Assert.Equal(Cid(image), await collection.CidOfAsync(tokenId));
        Assert.Equal(Cid(image), ContentId.OfRawBlock(new Bytes32(SHA256.HashData(image))));
    }

    [Fact]
    public async Task Refusals_are_named()
    {
        var (collection, _) = await DeployAsync(format: new(10, 1, 1, new byte[3]));
        var latent = _random.Bytes(10);
        var tokenId = StyleCollection.TokenIdOf(latent);
        var missing = await Assert.ThrowsAsync<ContractRevertedException>(() => collection.OwnerOfAsync(tokenId));
        Assert.Contains("TokenDoesNotExist()", missing.Message, StringComparison.Ordinal);

        await collection.MintAsync(fixture.Sender, fixture.Account.Address, latent, latent, default);
        var again = await Assert.ThrowsAsync<ContractRevertedException>(() => collection.MintAsync(fixture.Sender, fixture.Account.Address, latent, latent, default));
        Assert.Equal("AlreadyMinted", again.Reason.Error!.Name);
        Assert.Equal([tokenId], again.Reason.Values);
        var unknown = await Assert.ThrowsAsync<ContractRevertedException>(() => collection.CidOfAsync(5));
        Assert.Contains("UnknownToken(tokenId: 5)", unknown.Message, StringComparison.Ordinal);

        var wrongDigest = await Assert.ThrowsAsync<ContractRevertedException>(() => DeployAsync(digest: Bytes32.FromInteger(2)));
        Assert.Contains("KeyDigestMismatch(expected: 0x", wrongDigest.Message, StringComparison.Ordinal);
    }

    /// <summary>What one data contract cannot hold (EIP-170) is not minted.</summary>
    [Fact]
    public async Task A_latent_too_long_to_be_kept_is_refused()
    {
        var (collection, _) = await DeployAsync(format: new(10, 1, 1, new byte[3]), storesPrompt: true);
        var kept = _random.Bytes(24_575);
        var (tokenId, _) = await collection.MintAsync(fixture.Sender, fixture.Account.Address, kept, new byte[10], default);
        Assert.Equal(kept, await collection.Contract.CallAsync<byte[]>("latentOf", [tokenId]));
        await Assert.ThrowsAsync<ContractRevertedException>(
            () => collection.MintAsync(fixture.Sender, fixture.Account.Address, _random.Bytes(24_576), new byte[10], default));
    }

    [Fact]
    public async Task Other_transactions_are_no_mints()
    {
        var (collection, receipt) = await DeployAsync();
        Assert.Contains("does not call", (await Assert.ThrowsAsync<FormatException>(() => collection.GetMintAsync(receipt.TransactionHash))).Message, StringComparison.Ordinal);
        Assert.Contains("There is no transaction", (await Assert.ThrowsAsync<FormatException>(() => collection.GetMintAsync(default))).Message, StringComparison.Ordinal);
        var approval = await collection.Contract.SendAsync(fixture.Sender, "setApprovalForAll", [_random.Address(), true]);
        Assert.Contains("mint(", (await Assert.ThrowsAsync<FormatException>(() => collection.GetMintAsync(approval.TransactionHash))).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => StyleCollection.DecodeMint([]));
    }

    /// <summary>A contract that takes every call and mints nothing is not taken for a collection.</summary>
    [Fact]
    public async Task A_mint_without_its_event_is_a_failure()
    {
        var impostor = (await fixture.Sender.SendAsync(new TransactionRequest { To = null, Data = Evm.AlwaysOne })).ContractAddress!.Value;
        var collection = new StyleCollection(fixture.Client, impostor);
        var e = await Assert.ThrowsAsync<TransactionFailedException>(() => collection.MintAsync(fixture.Sender, fixture.Account.Address, new byte[1], new byte[1], default));
        Assert.Contains("no mint", e.Message, StringComparison.Ordinal);
    }

    /// <summary>CIDv1, raw leaf, SHA2-256, lower-case base32 (RFC 4648) without padding behind the letter b.</summary>
    private static string Cid(byte[] image)
    {
        const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        byte[] bytes = [0x01, 0x55, 0x12, 0x20, .. SHA256.HashData(image)];
        var text = new StringBuilder("b");
        var bits = string.Concat(bytes.Select(b => b.ToString("b8", CultureInfo.InvariantCulture)));
        for (var i = 0; i < bits.Length; i += 5)
            text.Append(Alphabet[Convert.ToInt32(bits.Substring(i, Math.Min(5, bits.Length - i)).PadRight(5, '0'), 2)]);
        return text.ToString();
    }

    private async Task<Deployment<StyleCollection>> DeployAsync(
        string name = "Nouns", string symbol = "N", Address? key = null, Bytes32? digest = null, ModelImageFormat? format = null, bool storesPrompt = false)
    {
        var verifier = (await fixture.Sender.SendAsync(new TransactionRequest { To = null, Data = Evm.AlwaysOne })).ContractAddress!.Value;
        var (registry, _) = await ModelRegistry.DeployAsync(fixture.Sender, Artifacts.Load("ModelRegistry"), verifier);
        var registration = new ModelRegistration(
            "Nouns", "CC0-1.0", "bafy", Bytes32.FromInteger(7), Bytes32.FromInteger(1), format ?? new(64, 64, 1, default),
            new(fixture.Account.Address, 500, 0, 0, default));
        var (modelId, _) = await registry.RegisterAsync(fixture.Sender, registration, key ?? _random.Address());
        return await StyleCollection.DeployAsync(fixture.Sender, Artifacts.Load("StyleCollection"), new CollectionSettings
        {
            Name = name,
            Symbol = symbol,
            Registry = registry.Address,
            ModelId = modelId,
            KeyDigest = digest ?? Bytes32.FromInteger(1),
            Owner = fixture.Account.Address,
            Treasury = fixture.Account.Address,
            StoresPrompt = storesPrompt,
        });
    }
}
