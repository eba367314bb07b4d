using System.CommandLine;
using ZkStyle.Cli.Chain;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Rpc;
using ZkStyle.Ethereum.Sending;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle register</c>: a model's token in the registry, and a collection of its images.</summary>
internal static class RegisterCommand
{
    private const int MaxBps = 10_000;

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var keyFile = new Option<string>("--key") { Description = "The model's verifying key, as keygen wrote it", HelpName = "VK", Required = true };
        var name = new Option<string>("--name") { Description = "The name of model and collection", HelpName = "NAME", Required = true };
        var symbol = new Option<string>("--symbol") { Description = "The collection's symbol", HelpName = "SYMBOL", Required = true };
        var licence = new Option<string>("--licence") { Description = "The weights' licence, an SPDX expression such as CC0-1.0", HelpName = "SPDX", Required = true };
        var price = ChainArguments.Ether("--price", "What a token costs; nothing when not given");
        var supplyCap = CommonArguments.Integer("--supply-cap", "The most tokens there will be; 0 for no cap", 0, int.MaxValue, 0);
        var walletCap = CommonArguments.Integer("--wallet-cap", "The most tokens minted to one account; 0 for no cap", 0, int.MaxValue, 0);
        var royalty = CommonArguments.Integer("--royalty", "The model's part of each sale, in hundredths of a percent", 0, MaxBps, 0);
        var recipient = ChainArguments.Account("--recipient", "Who has the model's part; the sender when not given");
        var treasury = ChainArguments.Account("--treasury", "Who has the rest of the revenue; the sender when not given");
        var enumerable = new Option<bool>("--enumerable") { Description = "Keep latents on chain and offer ERC-7007's enumerable extension; each mint costs more" };
        var images = new Option<bool>("--on-chain-images") { Description = "Keep images on chain, so that metadata hold them; each mint costs more" };
        var force = DeployCommand.Force();
        var chain = new ChainArguments();
        var command = new Command("register", "Register a model and open a collection of its images")
        {
            model, keyFile, name, symbol, licence, price, supplyCap, walletCap, royalty, recipient, treasury, enumerable, images, force,
        };
        chain.AddTo(command, sends: true);
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var style = ModelFile.Read(parsed.GetRequiredValue(model));
            var key = ProofFiles.ReadVerifyingKey(parsed.GetRequiredValue(keyFile));
            var artifact = ModelContracts.Artifact("StyleCollection");
            using var client = chain.Connect(parsed);
            using var account = chain.Sender(parsed);
            var deployment = await chain.DeploymentAsync(parsed, client, cancellationToken).ConfigureAwait(false);
            RequireFits(style.Decoder.Latent.Length, style.Decoder.Image.Length, key);
            ModelContracts.RequireSafe(key, deployment.ChainId, parsed.GetValue(force));
            if (key.IsUnsafe)
                console.Log(UnsafeNotice.OfKey);
            OutputFile.RequireWritable(chain.DeploymentPath(parsed));

            using var sender = new TransactionSender(client, account);
            var digest = new Bytes32(key.Digest);
            var (keyAddress, keyGas) = await FindOrDeployKeyAsync(sender, deployment, key, cancellationToken).ConfigureAwait(false);
            var terms = new RoyaltyTerms(parsed.GetValue(recipient) ?? account.Address, (ushort)parsed.GetValue(royalty), 0, 0, default);
            var description = ModelDescription.Of(style, digest, parsed.GetRequiredValue(name), parsed.GetRequiredValue(licence), terms);
            var registry = new ModelRegistry(client, Address.Parse(deployment.Registry));
            var (modelId, registration) = await registry.RegisterAsync(sender, description, keyAddress, cancellationToken).ConfigureAwait(false);
            if (modelId > ulong.MaxValue)
                throw new CommandException($"{registry.Address} gave the model the number {modelId}; it is no ZkStyle registry");
            var (collection, receipt) = await StyleCollection.DeployAsync(sender, artifact, new CollectionSettings
            {
                Name = parsed.GetRequiredValue(name),
                Symbol = parsed.GetRequiredValue(symbol),
                Registry = registry.Address,
                ModelId = modelId,
                KeyDigest = digest,
                Owner = account.Address,
                Treasury = parsed.GetValue(treasury) ?? account.Address,
                Price = parsed.GetValue(price),
                SupplyCap = (ulong)parsed.GetValue(supplyCap),
                WalletCap = (ulong)parsed.GetValue(walletCap),
                StoresImage = parsed.GetValue(images),
                StoresPrompt = parsed.GetValue(enumerable),
            }, cancellationToken).ConfigureAwait(false);

            (deployment with
            {
                Key = keyAddress.ToString(),
                KeyDigest = digest.ToString(),
                ModelId = (ulong)modelId,
                Collection = collection.Address.ToString(),
            }).Write(chain.DeploymentPath(parsed));
            var result = new Result(
                chain.DeploymentPath(parsed), (ulong)modelId, keyAddress.ToString(), keyGas, digest.ToString(), description.WeightsCommitment.ToString(), description.Cid,
                registration.GasUsed, collection.Address.ToString(), receipt.GasUsed, parsed.GetValue(price).ToString(System.Globalization.CultureInfo.InvariantCulture));
            console.Present(
                result,
                $"model {result.ModelId} in registry {registry.Address}, {Figures.Count((long)registration.GasUsed)} gas: key {result.Key}, weights {result.WeightsCommitment}\n"
                + $"collection {result.Collection}, {Figures.Count((long)receipt.GasUsed)} gas: {EtherAmount.Format(parsed.GetValue(price))} a token");
            return ExitCode.Success;
        });
    }

    private static void RequireFits(int latent, int image, VerifyingKey key)
    {
        if (!key.PublicInputLengths.SequenceEqual([latent, image]))
            throw new CommandException($"the key is of a decoder of {string.Join(" to ", key.PublicInputLengths)} bytes, the model decodes {latent} to {image}; name the key that keygen made of this model");
    }

    /// <summary>The deployment's key, when the chain holds the same bytes there; otherwise a new data contract.</summary>
    private static async Task<(Address Key, ulong Gas)> FindOrDeployKeyAsync(
        TransactionSender sender, DeploymentFile deployment, VerifyingKey key, CancellationToken cancellationToken)
    {
        var known = Address.Parse(deployment.Key);
        var code = await sender.Client.GetCodeAsync(known, BlockTag.Latest, cancellationToken).ConfigureAwait(false);
        return code is [0, .. var held] && held.AsSpan().SequenceEqual(key.ToBytes())
            ? (known, 0)
            : await ModelContracts.DeployKeyAsync(sender, new ZkStyleVerifier(sender.Client, Address.Parse(deployment.Verifier)), key, cancellationToken).ConfigureAwait(false);
    }

    private sealed record Result(
        string Deployment, ulong ModelId, string Key, ulong KeyGas, string KeyDigest, string WeightsCommitment, string Cid, ulong RegistrationGas,
        string Collection, ulong CollectionGas, string PriceWei);
}
