using ZkStyle.Circuit;
using ZkStyle.Cli.Chain;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.LocalChain;
using ZkStyle.Ethereum.Sending;

namespace ZkStyle.Cli.Demo;

/// <summary>
/// The whole way once: pictures to a model, a picture to an image, the image to a proof, the proof to a token on a
/// local chain. Each step is one call into the library that does the work.
/// </summary>
/// <param name="options">What to demonstrate.</param>
/// <param name="console">Shows progress and log lines.</param>
internal sealed class DemoRunner(DemoOptions options, CommandConsole console)
{
    private const int StepCount = 11;
    private const string CollectionName = "ZkStyle Nouns";
    private const string CollectionSymbol = "ZKN";

    private readonly DemoFiles _files = new(options.Folder);

    /// <summary>Runs all steps.</summary>
    /// <param name="cancellationToken">Stops the work and the local chain.</param>
    /// <returns>Everything measured.</returns>
    public async Task<DemoReceipt> RunAsync(CancellationToken cancellationToken)
    {
        OutputFile.RequireWritable(_files.Receipt);
        // Read before the long work: what is missing shows now.
        var verifierArtifact = ContractArtifact.Load(SolidityFolder.Artifact("ZkStyleVerifier"));
        var registryArtifact = ContractArtifact.Load(SolidityFolder.Artifact("ModelRegistry"));
        var collectionArtifact = ContractArtifact.Load(SolidityFolder.Artifact("StyleCollection"));
        var anvil = SolidityFolder.Anvil();
        var clock = new StepClock(console, StepCount, cancellationToken);

        var dataset = await clock.RunAsync("dataset", _ => StyleStep.BuildDataset(_files), d => $"{d.Name}: {d.Summary}").ConfigureAwait(false);
        var model = await clock.RunAsync(
            "train", p => StyleStep.Train(dataset, options.Training, _files, p, cancellationToken),
            m => $"{m.Provenance.Steps} steps, quantized to INT8: {_files.Model}").ConfigureAwait(false);
        var quality = await clock.RunAsync(
            "score", p => StyleStep.Evaluate(model, dataset, _files, p, cancellationToken),
            q => $"{q.Images} Nouns of unseen parts: {Figures.Number(q.Int8.Psnr, "dB", 2)}").ConfigureAwait(false);
        var circuit = await clock.RunAsync(
            "compile", _ => DecoderCompiler.Compile(model.Decoder),
            c => $"2^{c.Report.LogSize} rows for {Figures.Count(c.Report.MultiplyAccumulates)} multiply-accumulates").ConfigureAwait(false);
        var srs = await clock.RunAsync("srs", p => KeyStep.MakeUnsafeSrs(circuit, _files, p, cancellationToken), s => s.Origin.Name).ConfigureAwait(false);
        console.Log(UnsafeNotice.OfSrs);
        var key = await clock.RunAsync(
            "keygen", p => KeyStep.MakeKeys(circuit, srs, _files, p, cancellationToken),
            k => $"digest 0x{Convert.ToHexStringLower(k.VerifyingKey.Digest)}").ConfigureAwait(false);
        var picture = await clock.RunAsync(
            "stylize", _ => StyleStep.Stylize(model, dataset, options.Training.Seed, _files), _ => $"{_files.Picture} to {_files.Image}").ConfigureAwait(false);

        AnvilProcess? started = null;
        try
        {
            var deployment = await clock.MeasureAsync("deploy", async () =>
            {
                started = await AnvilProcess.StartAsync(new AnvilOptions { BinaryPath = anvil }, cancellationToken).ConfigureAwait(false);
                using var deployer = new TransactionSender(started.Client, started.Accounts[0]);
                return await CollectionDeployment.DeployAsync(
                    deployer, verifierArtifact, registryArtifact, collectionArtifact, model, key.VerifyingKey, CollectionName, CollectionSymbol, cancellationToken).ConfigureAwait(false);
            }, d => $"collection {d.Collection.Address}, key registered, on a local chain").ConfigureAwait(false);

            var chain = started!;
            // The recipient's proof is sent by another account: whoever sends it, the token goes to the recipient.
            var recipient = chain.Accounts[1].Address;
            var context = await deployment.ContextOfAsync(recipient, picture.Latent, cancellationToken).ConfigureAwait(false);
            var proof = await clock.RunAsync(
                "prove", p => ModelProver.Prove(circuit, key, picture.Latent, context.ToArray(), ProofEffort.Standard, p, cancellationToken),
                r => $"{Figures.Count(r.Proof.Length)} bytes, verified in C# in {Figures.Time(r.Measured.VerifyMilliseconds)}").ConfigureAwait(false);
            OutputFile.Write(_files.Proof, proof.Proof, cancellationToken);

            using var sender = new TransactionSender(chain.Client, chain.Accounts[2]);
            Task<Mint> MintAsync(byte[] image) =>
                deployment.Collection.MintAsync(sender, recipient, picture.Latent, image, proof.Proof, cancellationToken);
            var (refused, reason) = await clock.MeasureAsync("tamper", async () => (
                await Tampering.CheckAsync(
                    sender, deployment, key.VerifyingKey, recipient, picture.Latent, picture.Planes, proof.Proof, cancellationToken).ConfigureAwait(false),
                await Tampering.RequireRefusedMintAsync(MintAsync, picture.Planes).ConfigureAwait(false)),
                t => $"refused with another {string.Join(", ", t.Item1)}; minting a changed image reverts: {t.Item2}").ConfigureAwait(false);
            var token = await clock.MeasureAsync("mint", async () =>
            {
                var mint = await MintAsync(picture.Planes).ConfigureAwait(false);
                var pixels = PictureFile.ReadPlanes(_files.Image);
                return await MintedToken.ReadAsync(chain.Client, deployment, mint, recipient, pixels, cancellationToken).ConfigureAwait(false);
            }, t => $"\"{t.Name}\" to {t.Owner}; the calldata's image equals {_files.Image}").ConfigureAwait(false);

            var total = clock.Total();
            var receipt = new DemoReceipt(
                MachineInfo.Current(), options.Training.Seed, model.Provenance.Steps, model.ComputeDigest(), quality, circuit.Report,
                key.VerifyingKey.IsUnsafe, srs.Origin.Name, Convert.ToHexStringLower(key.VerifyingKey.Digest),
                context.ToString(), ProofMeasurement.Of(proof.Measured),
                DemoContracts.Of(deployment), token, refused, reason, clock.Steps, total.Milliseconds, total.ProcessorSeconds, total.PeakMemoryBytes);
            OutputFile.Write(_files.Receipt, System.Text.Encoding.UTF8.GetBytes(CommandConsole.ToJson(receipt)), cancellationToken);
            console.Log($"check it again: zkstyle verify --key {_files.Keys.VerifyingKey} --latent {_files.Latent} --image {_files.Image} --context {context} {_files.Proof}");
            return receipt;
        }
        finally
        {
            if (started is not null)
                await started.DisposeAsync().ConfigureAwait(false);
        }
    }
}
