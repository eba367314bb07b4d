using System.CommandLine;
using ZkStyle.Circuit;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Prover.Commitments;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Commands.Bench;

/// <summary><c>zkstyle bench prove</c>: proves the reference decoder and says what each phase takes.</summary>
internal static class ProveBenchCommand
{
    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host)
    {
        var proofs = BenchArguments.Proofs();
        var threads = CommonArguments.Threads();
        var seed = CommonArguments.Seed();
        var command = new Command("prove", "Prove the reference decoder (latent 8x8x8, 64@8, 48@16, 24@32, 12@64, 3@64; random weights) with an unsafe SRS") { proofs, threads, seed };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            console.Log(UnsafeNotice.OfSrs);
            var result = await console.WatchAsync(
                "bench prove",
                progress => Measure(parsed.GetValue(seed), parsed.GetValue(proofs), parsed.GetValue(threads), progress, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            console.Present(result, result.ToTables());
            return ExitCode.Success;
        });
    }

    // Makes keys once, then proofs of random latents.
    private static ProveBenchmark Measure(
        ulong seed, int proofs, int threads, IPhaseProgress progress, CancellationToken cancellationToken)
    {
        var machine = MachineInfo.Current();
        var decoder = SampleDecoders.Reference(seed);
        progress.Report("compile", 0);
        var (circuit, compiled) = WorkMeter.Measure(() => DecoderCompiler.Compile(decoder));
        cancellationToken.ThrowIfCancellationRequested();
        var (srs, srsCost) = WorkMeter.Measure(() => UnsafeSrs.Generate(
            circuit.Assignment.LogSize, progress: new ProgressAdapter<double>(f => progress.Report("unsafe SRS", f)), cancellationToken: cancellationToken));
        var (key, keyCost) = WorkMeter.Measure(() => ModelProver.GenerateKeys(circuit, srs, progress, cancellationToken));

        var random = new Random(unchecked((int)seed));
        var made = new List<ProofMeasurement>();
        for (var i = 0; i < proofs; i++)
        {
            var latent = new byte[decoder.Latent.Length];
            random.NextBytes(latent);

            // What keys and earlier proofs left to the garbage collector is not this proof's memory.
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var proof = ModelProver.Prove(circuit, key, latent, new byte[32], new ProofEffort(threads, ResetsPeak: true), progress, cancellationToken);
            made.Add(ProofMeasurement.Of(proof.Measured));
        }

        return new ProveBenchmark(
            machine, circuit.Report.LogSize, circuit.Report.UsedRows, circuit.Report.MultiplyAccumulates, threads,
            compiled.Milliseconds, srsCost.Milliseconds, keyCost.Milliseconds, keyCost.PeakMemoryBytes, made);
    }
}
