using ZkStyle.Cli.Output;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Plonk;

namespace ZkStyle.Cli.Proving;

/// <summary>Proves, measures, and lets no proof out that does not verify.</summary>
internal static class CircuitProver
{
    private const string WitnessPhase = "witness";

    /// <summary>Makes a witness, proves it and verifies the proof.</summary>
    /// <typeparam name="TWitness">The kind of witness.</typeparam>
    /// <param name="key">The proving key.</param>
    /// <param name="createWitness">Makes the witness; its time counts.</param>
    /// <param name="context">32 bytes the proof is bound to.</param>
    /// <param name="effort">Threads, and what is measured.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The proof with its figures, and the witness.</returns>
    /// <exception cref="CommandException">The proof does not verify, so the proving key is damaged.</exception>
    public static (MeasuredProof Proof, TWitness Witness) Prove<TWitness>(
        ProvingKey key, Func<TWitness> createWitness, ReadOnlySpan<byte> context, ProofEffort effort,
        IPhaseProgress progress, CancellationToken cancellationToken)
        where TWitness : IWitness
    {
        var recorder = new PhaseRecorder(progress, WitnessPhase, effort.ResetsPeak);
        var proving = new WorkMeter();
        var witness = createWitness();
        var trace = proving.Stop();
        var result = PlonkProver.Prove(key, context, witness, Options(effort.Threads, recorder, cancellationToken));
        var cost = proving.Stop();
        var phases = recorder.Stop();

        progress.Report("verify", 0);
        var verifying = new WorkMeter();
        var verdict = PlonkVerifier.Verify(key.VerifyingKey, context, witness.PublicInputs, result.Proof);
        if (verdict != VerificationResult.Valid)
            throw new CommandException($"the proof just made does not verify ({verdict.Explain()}), so the proving key is damaged; make it again with zkstyle keygen");
        var timings = result.Timings with { Witness = result.Timings.Witness + trace.Milliseconds };
        if (effort.ResetsPeak)
            cost = cost with { PeakMemoryBytes = phases.Max(p => p.PeakMemoryBytes) };
        return (new MeasuredProof(result.Proof, timings, cost, phases, verifying.Stop().Milliseconds), witness);
    }

    /// <summary>The prover's options.</summary>
    /// <param name="threads">Threads at most.</param>
    /// <param name="progress">Receives progress.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The options.</returns>
    public static ProverOptions Options(int threads, IPhaseProgress progress, CancellationToken cancellationToken) => new()
    {
        MaxThreads = threads,
        Progress = new ProgressAdapter<ProverProgress>(p => progress.Report(p.Phase, p.Fraction)),
        CancellationToken = cancellationToken,
    };
}
