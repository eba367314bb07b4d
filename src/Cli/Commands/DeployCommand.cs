using System.CommandLine;
using ZkStyle.Cli.Chain;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Ethereum.Primitives;
using ZkStyle.Ethereum.Sending;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle deploy</c>: verifier and registry on a chain.</summary>
internal static class DeployCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var keyFile = new Option<string>("--key") { Description = "A verifying key, which goes on chain too: the verifier must be able to read it", HelpName = "VK", Required = true };
        var force = Force();
        var chain = new ChainArguments();
        var command = new Command("deploy", "Deploy the verifier and a registry of models") { keyFile, force };
        chain.AddTo(command, sends: true);
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var path = chain.DeploymentPath(parsed);
            var key = ProofFiles.ReadVerifyingKey(parsed.GetRequiredValue(keyFile));
            var (verifierArtifact, registryArtifact) = (ModelContracts.Artifact("ZkStyleVerifier"), ModelContracts.Artifact("ModelRegistry"));
            OutputFile.RequireWritable(path);
            using var client = chain.Connect(parsed);
            using var account = chain.Sender(parsed);
            ModelContracts.RequireSafe(key, await client.GetChainIdAsync(cancellationToken).ConfigureAwait(false), parsed.GetValue(force));
            if (key.IsUnsafe)
                console.Log(UnsafeNotice.OfKey);
            using var sender = new TransactionSender(client, account);
            var contracts = await ModelContracts.DeployAsync(sender, verifierArtifact, registryArtifact, key, cancellationToken).ConfigureAwait(false);
            var file = new DeploymentFile(
                contracts.ChainId, contracts.Verifier.Address.ToString(), contracts.Registry.Address.ToString(), contracts.Key.ToString(),
                new Bytes32(key.Digest).ToString());
            file.Write(path);
            console.Present(
                new Result(
                    path, file.ChainId, account.Address.ToString(), file.Verifier, contracts.VerifierGas, file.Registry, contracts.RegistryGas,
                    file.Key, contracts.KeyGas, file.KeyDigest, key.IsUnsafe),
                new ResultTable("contract", "address", "gas") { Title = $"on chain {file.ChainId}, by {account.Address}; addresses in {path}" }
                    .Add("verifier", file.Verifier, Figures.Count((long)contracts.VerifierGas))
                    .Add("registry", file.Registry, Figures.Count((long)contracts.RegistryGas))
                    .Add("verifying key", file.Key, Figures.Count((long)contracts.KeyGas)));
            return ExitCode.Success;
        });
    }

    /// <summary>The option that lets an unsafe key on any chain.</summary>
    public static Option<bool> Force() => new("--force") { Description = "Accept a key of an unsafe SRS on any chain: its maker can forge proofs" };

    private sealed record Result(
        string Deployment, ulong ChainId, string Deployer, string Verifier, ulong VerifierGas, string Registry, ulong RegistryGas,
        string Key, ulong KeyGas, string KeyDigest, bool IsUnsafe);
}
