using System.CommandLine;
using ZkStyle.Circuit;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle prove</c>: a proof that a model decodes a latent to its image.</summary>
internal static class ProveCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var model = CommonArguments.Model();
        var latentFile = CommonArguments.Latent();
        var keys = new Option<string>("--keys") { Description = "The folder keygen wrote to, or the proving key itself", HelpName = "KEYS", Required = true };
        var context = CommonArguments.Context();
        var threads = CommonArguments.Threads();
        var output = CommonArguments.Out("The proof");
        var command = new Command("prove", "Prove that the model decodes the latent to its image; the proof is verified before it is written")
        {
            model, latentFile, keys, context, threads, output,
        };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var (modelPath, path) = (parsed.GetRequiredValue(model), parsed.GetRequiredValue(output));
            var decoder = ModelFile.Read(modelPath).Decoder;
            var latent = ModelFile.ReadLatent(parsed.GetRequiredValue(latentFile), decoder);
            var keyPath = KeyPaths.Find(parsed.GetRequiredValue(keys), modelPath).ProvingKey;
            OutputFile.RequireWritable(path);
            var (proof, key) = await console.WatchAsync("prove", progress =>
            {
                progress.Report("compile", 0);
                var circuit = DecoderCompiler.CompileForProving(decoder);
                cancellationToken.ThrowIfCancellationRequested();
                progress.Report("map key", 0);
                var provingKey = ProofFiles.MapProvingKey(keyPath, circuit.Assignment);
                var made = ModelProver.Prove(circuit, provingKey, latent, parsed.GetRequiredValue(context), new ProofEffort(parsed.GetValue(threads)), progress, cancellationToken);
                return (made, provingKey.VerifyingKey);
            }, cancellationToken).ConfigureAwait(false);
            OutputFile.Write(path, proof.Proof, cancellationToken);
            if (key.IsUnsafe)
                console.Log(UnsafeNotice.OfKey);
            var (measured, t) = (proof.Measured, proof.Measured.Timings);
            console.Present(
                new Result(
                    path, proof.Proof.Length, Convert.ToHexStringLower(key.Digest), key.IsUnsafe,
                    t.Witness, t.Commitments, t.Quotient, t.Opening, measured.Cost.Milliseconds, measured.VerifyMilliseconds,
                    measured.Cost.ProcessorSeconds, measured.Cost.PeakMemoryBytes, measured.Phases),
                $"proof of {Figures.Bytes(proof.Proof.Length)} in {Figures.Time(measured.Cost.Milliseconds)}, verified in {Figures.Time(measured.VerifyMilliseconds)}: {path}");
            return ExitCode.Success;
        });
    }

    private sealed record Result(
        string Proof, int Bytes, string KeyDigest, bool IsUnsafe,
        double WitnessMs, double CommitmentsMs, double QuotientMs, double OpeningMs, double TotalMs, double VerifyMs,
        double ProcessorSeconds, long PeakMemoryBytes, IReadOnlyList<PhaseCost> Phases);
}
