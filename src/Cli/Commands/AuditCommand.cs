using System.CommandLine;
using System.Numerics;
using ZkStyle.Circuit;
using ZkStyle.Cli.Chain;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Ethereum.Contracts;
using ZkStyle.Ethereum.Primitives;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle audit</c>: whether a registered model is the one of a file.</summary>
internal static class AuditCommand
{
    private const int Unnamed = 0;

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var srsFile = new Option<string>("--srs") { Description = "The SRS that the registered key was made from", HelpName = "SRS", Required = true };
        var named = ChainArguments.Account("--collection", "A collection of the model; with neither it nor --registry, the deployment's");
        var registryOption = ChainArguments.Account("--registry", "The registry, to audit a model without a collection");
        var modelId = CommonArguments.Integer("--model-id", "The model's number in --registry", 1, int.MaxValue, Unnamed);
        var chain = new ChainArguments();
        var command = new Command("audit", "Compile a model again and compare it with what is registered; exit code 1 when they differ")
        {
            model, srsFile, named, registryOption, modelId,
        };
        chain.AddTo(command, sends: false);
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var style = ModelFile.Read(parsed.GetRequiredValue(model));
            InputFile.RequireExists(parsed.GetRequiredValue(srsFile), "SRS");
            var artifact = ModelContracts.Artifact("ZkStyleVerifier");
            using var client = chain.Connect(parsed);
            var (registry, id, collection) = (default(ModelRegistry), (BigInteger)parsed.GetValue(modelId), default(StyleCollection));
            if (parsed.GetValue(registryOption) is { } address)
            {
                if (id == Unnamed || parsed.GetValue(named) is not null)
                    throw new CommandException("--registry takes --model-id and no --collection");
                registry = new ModelRegistry(client, address);
            }
            else
            {
                if (id != Unnamed)
                    throw new CommandException("--model-id counts in a registry; name it with --registry");
                collection = new StyleCollection(client, await chain.CollectionAsync(parsed, named, client, cancellationToken).ConfigureAwait(false));
                registry = new ModelRegistry(client, await collection.Contract.CallAsync<Address>("registry", [], default, cancellationToken).ConfigureAwait(false));
                id = await collection.Contract.CallAsync<BigInteger>("modelId", [], default, cancellationToken).ConfigureAwait(false);
            }

            // Asked before the long work: a model that is not there shows now.
            await registry.ModelOfAsync(id, cancellationToken).ConfigureAwait(false);
            var key = await console.WatchAsync("audit", progress =>
            {
                progress.Report("compile", 0);
                var circuit = DecoderCompiler.Compile(style.Decoder);
                cancellationToken.ThrowIfCancellationRequested();
                progress.Report("read SRS", 0);
                var srs = ProofFiles.ReadSrs(parsed.GetRequiredValue(srsFile));
                return ModelProver.GenerateKeys(circuit, srs, progress, cancellationToken).VerifyingKey;
            }, cancellationToken).ConfigureAwait(false);
            if (key.IsUnsafe)
                console.Log(UnsafeNotice.OfKey);

            var lines = await new ModelAudit(client, style, key).RunAsync(registry, id, collection, artifact, cancellationToken).ConfigureAwait(false);
            var differing = lines.Where(line => !line.Matches).ToArray();
            var result = new Result(registry.Address.ToString(), id.ToString(System.Globalization.CultureInfo.InvariantCulture), differing.Length == 0, key.IsUnsafe, lines);
            var verdict = differing.Length == 0
                ? $"model {id} of {registry.Address} is this one: {Figures.Counted(lines.Count, "thing")} compared, none differs"
                : $"model {id} of {registry.Address} is not this one\n" + string.Join('\n', differing.Select(line =>
                    $"{line.What}: on chain {Quoted(line.OnChain)}, of the file {Quoted(line.Expected)}"));
            console.Present(result, verdict);
            return differing.Length == 0 ? ExitCode.Success : ExitCode.Failure;
        });
    }

    // A node may answer with anything.
    private static string Quoted(string text) => text.Length == 0 ? "nothing" : ErrorLine.OneLine(text);

    private sealed record Result(string Registry, string ModelId, bool Matches, bool IsUnsafe, IReadOnlyList<AuditLine> Lines);
}
