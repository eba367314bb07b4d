using System.CommandLine;
using ZkStyle.Cli.Benchmarks.Circuits;
using ZkStyle.Cli.Benchmarks.Scaling;
using ZkStyle.Cli.Benchmarks.Synthetic;
using ZkStyle.Cli.Files;
using ZkStyle.Cli.Output;
using ZkStyle.Cli.Proving;
using ZkStyle.Prover.Commitments;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Commands.Bench;

/// <summary>
/// What the other benchmarks run in processes of their own, so that each one's memory and time are its own. Hidden
/// from help: they are no commands for people, and their circuits are of no use.
/// </summary>
internal static class ChildCommands
{
    private const int ContextLength = 32;

    /// <summary>Creates <c>bench child-keys</c>: makes a benchmark circuit's keys.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command CreateKeys(CommandHost host)
    {
        var (kind, logSize, seed) = Circuit();
        var output = CommonArguments.Out("The proving key");
        var command = new Command("child-keys", "Make a benchmark circuit's keys") { kind, logSize, seed, output };
        command.Hidden = true;
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var circuit = BenchmarkCircuit.Create(parsed.GetValue(kind), parsed.GetValue(logSize), parsed.GetValue(seed));
            var result = await console.WatchAsync("keys", progress =>
            {
                var assignment = circuit.CreateAssignment();
                var (srs, srsCost) = WorkMeter.Measure(() => UnsafeSrs.Generate(assignment.LogSize, cancellationToken: cancellationToken));
                var options = CircuitProver.Options(Environment.ProcessorCount, progress, cancellationToken);
                var (key, keyCost) = WorkMeter.Measure(() => KeyGenerator.Generate(assignment, srs, options));
                OutputFile.Write(parsed.GetRequiredValue(output), stream => ProvingKeyFile.Write(key, stream), cancellationToken);
                return new ChildKeys(assignment.LogSize, srsCost.Milliseconds, keyCost.Milliseconds, keyCost.PeakMemoryBytes);
            }, cancellationToken).ConfigureAwait(false);
            console.Present(result, $"keys of 2^{result.LogSize} rows in {Figures.Time(result.KeygenMs)}");
            return ExitCode.Success;
        });
    }

    /// <summary>Creates <c>bench child-prove</c>: proves a benchmark circuit.</summary>
    /// <param name="host">Streams and surroundings.</param>
    /// <returns>The command.</returns>
    public static Command CreateProve(CommandHost host)
    {
        var (kind, logSize, seed) = Circuit();
        var keyFile = new Option<string>("--key") { Description = "The proving key", HelpName = "PK", Required = true };
        var threads = CommonArguments.Threads();
        var proofs = BenchArguments.Proofs();
        var command = new Command("child-prove", "Prove a benchmark circuit") { kind, logSize, seed, keyFile, threads, proofs };
        command.Hidden = true;
        return command.Runs(host, async (parsed, console, cancellationToken) =>
        {
            var circuit = BenchmarkCircuit.Create(parsed.GetValue(kind), parsed.GetValue(logSize), parsed.GetValue(seed));
            var result = await console.WatchAsync("prove", progress =>
            {
                var (key, reading) = WorkMeter.Measure(
                    () => ProofFiles.MapProvingKey(parsed.GetRequiredValue(keyFile), circuit.CreateAssignment()));
                var createWitness = circuit.PrepareWitness(key);
                var effort = new ProofEffort(parsed.GetValue(threads));
                var made = new List<ProofMeasurement>();
                for (var i = 0; i < parsed.GetValue(proofs); i++)
                    made.Add(ProofMeasurement.Of(CircuitProver.Prove(key, createWitness, new byte[ContextLength], effort, progress, cancellationToken).Proof));
                return new ChildProofs(key.VerifyingKey.LogSize, effort.Threads, reading.Milliseconds, made, PeakMemory.OfThisProcess());
            }, cancellationToken).ConfigureAwait(false);
            console.Present(result, $"{Figures.Counted(result.Proofs.Count, "proof")} of 2^{result.LogSize} rows, the last in {Figures.Time(result.Proofs[^1].TotalMs)}");
            return ExitCode.Success;
        });
    }

    private static (Option<CircuitKind> Kind, Option<int> LogSize, Option<ulong> Seed) Circuit() => (
        new Option<CircuitKind>("--circuit") { Description = "The kind of circuit", Required = true },
        CommonArguments.Integer("--log-size", "log2 of its rows", SyntheticCircuit.MinimumLogSize, ScalingCommand.LargestLogSize, null),
        CommonArguments.Seed());
}
