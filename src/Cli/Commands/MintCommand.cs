using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using ZkStyle.Circuit;
using ZkStyle.Cli.Chain;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Prover.Plonk;
using ZkStyle.Quantize.Imaging;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle mint</c>: proves what a model decodes, and mints it.</summary>
internal static class MintCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var input = new Argument<string>("INPUT") { Description = "A picture, or a latent as stylize writes it" };
        var keys = new Option<string>("--keys") { Description = "The folder keygen wrote to, or the proving key itself", HelpName = "KEYS", Required = true };
        var named = ChainArguments.Account("--collection", "The collection; the deployment's when not given");
        var to = ChainArguments.Account("--to", "Who receives the token; the sender when not given");
        var maxPrice = ChainArguments.Ether("--max-price", "The most to pay for the token; nothing when not given");
        var png = new Option<string?>("--out") { Description = "The minted image as PNG", HelpName = "PNG" };
        var threads = CommonArguments.Threads();
        var data = CommonArguments.Data();
        var preparation = new PreparationArguments();
        var chain = new ChainArguments();
        var command = new Command("mint", "Prove that the model decodes a picture or latent to its image, and mint it")
        {
            model, input, keys, named, to, maxPrice, png, threads, data,
        };
        preparation.AddTo(command);
        chain.AddTo(command, sends: true);
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var (modelPath, inputPath) = (parsed.GetRequiredValue(model), parsed.GetRequiredValue(input));
            var style = ModelFile.Read(modelPath);
            var latent = PictureInput.IsPicture(inputPath)
                ? PictureInput.Encode(style, inputPath, () => preparation.Read(parsed, () => DatasetSource.Read(parsed.GetValue(data), style))).Latent
                : ModelFile.ReadLatent(inputPath, style.Decoder);
            var keyPath = KeyPaths.Find(parsed.GetRequiredValue(keys), modelPath).ProvingKey;
            if (parsed.GetValue(png) is { } path)
                OutputFile.RequireWritable(path);
            using var client = chain.Connect(parsed);
            using var account = chain.Sender(parsed);
            var collection = new StyleCollection(client, await chain.CollectionAsync(parsed, named, client, cancellationToken).ConfigureAwait(false));
            var recipient = parsed.GetValue(to) ?? account.Address;

            // What would make the mint fail is asked before the proof, which takes longer than all of it.
            var price = await RequireMintableAsync(collection, latent, parsed.GetValue(maxPrice), cancellationToken).ConfigureAwait(false);
            var keyDigest = await collection.KeyDigestAsync(cancellationToken).ConfigureAwait(false);
            var chainId = await client.GetChainIdAsync(cancellationToken).ConfigureAwait(false);
            var context = await MintContext.OfAsync(collection, chainId, recipient, latent, cancellationToken).ConfigureAwait(false);
            var proof = await console.WatchAsync("prove", progress =>
            {
                progress.Report("compile", 0);
                var circuit = DecoderCompiler.CompileForProving(style.Decoder);
                cancellationToken.ThrowIfCancellationRequested();
                var provingKey = ProofFiles.MapProvingKey(keyPath, circuit.Assignment);
                RequireKey(provingKey.VerifyingKey, keyDigest, collection.Address);
                return ModelProver.Prove(circuit, provingKey, latent, context.ToArray(), new ProofEffort(parsed.GetValue(threads)), progress, cancellationToken);
            }, cancellationToken).ConfigureAwait(false);

            using var sender = new TransactionSender(client, account);
            var mint = await collection.MintAsync(sender, recipient, latent, proof.Image, proof.Proof, price, cancellationToken).ConfigureAwait(false);
            var cid = await collection.CidOfAsync(mint.TokenId, cancellationToken).ConfigureAwait(false);
            var expected = ContentId.OfRawBlock(new Bytes32(SHA256.HashData(proof.Image)));
            if (cid != expected)
                throw new CommandException($"the collection says that the image is {ErrorLine.OneLine(cid)}, the minted one is {expected}; it is no ZkStyle collection");
            if (parsed.GetValue(png) is { } pngPath)
                OutputFile.Write(pngPath, stream => PngWriter.Write(stream, style.Render(proof.Image)), cancellationToken);

            var receipt = mint.Receipt;
            var result = new Result(
                collection.Address.ToString(), Bytes32.FromInteger(mint.TokenId).ToString(), recipient.ToString(), cid, receipt.TransactionHash.ToString(),
                receipt.BlockNumber, receipt.GasUsed, (receipt.GasUsed * receipt.EffectiveGasPrice).ToString(CultureInfo.InvariantCulture),
                price.ToString(CultureInfo.InvariantCulture), proof.Proof.Length, proof.Measured.Cost.Milliseconds, parsed.GetValue(png));
            console.Present(
                result,
                $"token {result.TokenId} of {result.Collection} to {result.Owner}\nimage {cid}\n"
                + $"transaction {result.Transaction} in block {result.Block}, {Figures.Count((long)result.GasUsed)} gas, {EtherAmount.Format(price)} paid");
            return ExitCode.Success;
        });
    }

    private static async Task<BigInteger> RequireMintableAsync(
        StyleCollection collection, byte[] latent, BigInteger maxPrice, CancellationToken cancellationToken)
    {
        if (await collection.Contract.CallAsync<bool>("mintingPaused", [], default, cancellationToken).ConfigureAwait(false))
            throw new CommandException($"the collection {collection.Address} is paused; only its owner can open it again");
        var price = await collection.PriceAsync(cancellationToken).ConfigureAwait(false);
        if (price > maxPrice)
            throw new CommandException($"a token of {collection.Address} costs {EtherAmount.Format(price)}; agree to that with --max-price");
        var tokenId = StyleCollection.TokenIdOf(latent);
        try
        {
            var owner = await collection.OwnerOfAsync(tokenId, cancellationToken).ConfigureAwait(false);
            throw new CommandException($"this latent's token {Bytes32.FromInteger(tokenId)} is minted already and belongs to {owner}; take another picture");
        }
        catch (ContractRevertedException)
        {
            // No such token: it can be minted.
            return price;
        }
    }

    private static void RequireKey(VerifyingKey key, Bytes32 expected, Address collection)
    {
        var digest = new Bytes32(key.Digest);
        if (digest != expected)
            throw new CommandException($"the collection {collection} is of the key {expected}, the proving key's is {digest}; name the keys it was registered with");
    }

    private sealed record Result(
        string Collection, string TokenId, string Owner, string Cid, string Transaction, ulong Block, ulong GasUsed, string FeeWei, string PriceWei,
        int ProofBytes, double ProofMs, string? Png);
}
