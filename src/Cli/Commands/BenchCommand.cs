using System.CommandLine;
using ZkStyle.Circuit;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Prover.Commitments;
using ZkStyle.Quantize.Model;

namespace ZkStyle.Cli.Commands;

/// <summary><c>zkstyle bench</c>: measures on this machine.</summary>
internal static class BenchCommand
{
    private const int MaxProofs = 1000;

    /// <summary>Creates the command.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command Create(CommandHost host) => new("bench", "Measure on this machine") { CreateProve(host) };

    private static Command CreateProve(CommandHost host)
    {
        var proofs = CommonArguments.Integer("--proofs", "How many proofs to make", 1, MaxProofs, 3);
        var seed = CommonArguments.Seed();
        var command = new Command("prove", "Prove the reference decoder (latent 8x8x8, 64@8, 48@16, 24@32, 12@64, 3@64; random weights) with an unsafe SRS") { proofs, seed };
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            console.Log(UnsafeNotice.OfSrs);
            var result = await console.WatchAsync(
                "bench prove",
                progress => Measure(SampleDecoders.Reference(parsed.GetValue(seed)), parsed.GetValue(seed), parsed.GetValue(proofs), progress, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            console.Present(result, Table(result));
            return ExitCode.Success;
        });
    }

    // Makes keys once, then proofs of random latents.
    private static ProveBenchmark Measure(
        QuantizedDecoder decoder, ulong seed, int proofs, IPhaseProgress progress, CancellationToken cancellationToken)
    {
        progress.Report("compile", 0);
        var (circuit, compiled) = WorkMeter.Measure(() => DecoderCompiler.Compile(decoder));
        cancellationToken.ThrowIfCancellationRequested();
        var (key, keyCost) = WorkMeter.Measure(() =>
        {
            var srs = UnsafeSrs.Generate(
                circuit.Assignment.LogSize, progress: new ProgressAdapter<double>(f => progress.Report("unsafe SRS", f)), cancellationToken: cancellationToken);
            return ModelProver.GenerateKeys(circuit, srs, progress, cancellationToken);
        });
        var random = new Random(unchecked((int)seed));
        var made = new List<ProofMeasurement>();
        for (var i = 0; i < proofs; i++)
        {
            var latent = new byte[decoder.Latent.Length];
            random.NextBytes(latent);
            var proof = ModelProver.Prove(circuit, key, latent, new byte[32], progress, cancellationToken);
            made.Add(ProofMeasurement.Of(proof));
        }

        return new ProveBenchmark(
            MachineInfo.Current(), circuit.Report.LogSize, circuit.Report.UsedRows, circuit.Report.MultiplyAccumulates,
            compiled.Milliseconds, keyCost.Milliseconds, keyCost.PeakMemoryBytes, made);
    }

    /// <summary>The figures for a person.</summary>
    internal static ResultTable Table(ProveBenchmark result)
    {
        var last = result.Proofs[^1];
        return new ResultTable($"{result.Machine}", "median", "min", "max")
            .Add("rows", $"{Figures.Count(result.UsedRows)} of 2^{result.LogSize}", "", "")
            .Add("multiply-accumulates", Figures.Count(result.MultiplyAccumulates), "", "")
            .Add("compile", Figures.Time(result.CompileMs), "", "")
            .Add("unsafe SRS and keys", Figures.Time(result.KeygenMs), "", "")
            .Add(Row("witness", p => p.WitnessMs, Figures.Time))
            .Add(Row("commitments", p => p.CommitmentsMs, Figures.Time))
            .Add(Row("quotient", p => p.QuotientMs, Figures.Time))
            .Add(Row("opening", p => p.OpeningMs, Figures.Time))
            .Add(Row("proof", p => p.TotalMs, Figures.Time))
            .Add(Row("processor time", p => p.ProcessorSeconds, s => Figures.Number(s, "s")))
            .Add(Row("verify", p => p.VerifyMs, Figures.Time))
            .Add("proof size", Figures.Bytes(last.Bytes), "", "")
            .Add("peak memory, keys", Figures.Bytes(result.KeygenPeakMemoryBytes), "", "")
            .Add("peak memory, all", Figures.Bytes(last.PeakMemoryBytes), "", "");

        string[] Row(string name, Func<ProofMeasurement, double> value, Func<double, string> format)
        {
            var sorted = result.Proofs.Select(value).Order().ToArray();
            var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
            return [name, format(median), format(sorted[0]), format(sorted[^1])];
        }
    }
}
