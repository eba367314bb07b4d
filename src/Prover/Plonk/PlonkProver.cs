using System.Diagnostics;
using ZkStyle.Prover.Constraints;
using ZkStyle.Prover.Fields;
using ZkStyle.Prover.Fields.Bulk;

namespace ZkStyle.Prover.Plonk;

/// <summary>
/// Proves that a witness satisfies a constraint system. It does not check the witness row by row: a wrong one gives the error that
/// the gates are not satisfied; use <see cref="WitnessChecker"/> to learn which. Proofs are not blinded: they
/// are sound, not zero-knowledge, and reveal evaluations of witness and fixed columns (docs/protocol.md, "What a proof reveals").
/// </summary>
public static class PlonkProver
{
    /// <summary>The vector instructions that proofs are made with on this machine.</summary>
    public static string Arithmetic =>
        FrVector512.IsSupported ? FrVector512.Name : FrVector256.IsSupported ? FrVector256.Name : FrScalar.Name;

    /// <summary>Makes a proof. Round numbers (R0) to (R6) are those of docs/protocol.md.</summary>
    /// <param name="key">The proving key.</param>
    /// <param name="context">32 bytes that the proof is bound to.</param>
    /// <param name="witness">The witness, public inputs included.</param>
    /// <param name="options">Threads, progress and cancellation.</param>
    /// <returns>The proof and its timings.</returns>
    /// <exception cref="ArgumentException">The context is not 32 bytes, or a public input has the wrong length.</exception>
    /// <exception cref="UnsatisfiedCircuitException">The witness does not satisfy the gates.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ProofResult Prove(ProvingKey key, ReadOnlySpan<byte> context, IWitness witness, ProverOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(witness);
        options ??= new ProverOptions();
        if (context.Length != PlonkVerifier.ContextLength)
            throw new ArgumentException($"The context is {PlonkVerifier.ContextLength} bytes, got {context.Length}.", nameof(context));
        if (FrVector512.IsSupported)
            return Prove<FrVector512>(key, context, witness, options);
        return FrVector256.IsSupported
            ? Prove<FrVector256>(key, context, witness, options)
            : Prove<FrScalar>(key, context, witness, options);
    }

    /// <summary>Makes a proof with given arithmetic; the proof's bytes do not depend on it.</summary>
    internal static ProofResult Prove<TField>(ProvingKey key, ReadOnlySpan<byte> context, IWitness witness, ProverOptions options)
        where TField : struct, IBlockField<ScalarFieldModulus>
    {
        var system = key.Assignment.System;
        using var proof = new ProofContext<TField>(key, options);
        var columns = new ProofColumns<TField>(proof, witness.PublicInputs);
        var writer = new ProofWriter(system.Manifest);
        TranscriptSteps.AbsorbStatement(writer.Transcript, key.VerifyingKey, context, witness.PublicInputs);

        // (R1) to (R3): advice columns phase by phase, challenges in between.
        var times = new PhaseTimes();
        for (var phase = 1; phase <= system.PhaseCount; phase++)
        {
            FillPhase(proof, columns, witness, phase, writer, times);
            var challenges = writer.CloseRound();
            var own = system.ChallengesOfPhase(phase).ToArray();
            for (var i = 0; i < own.Length; i++)
                columns.Scalars.SetChallenge(own[i], challenges[i]);
            if (phase == system.PhaseCount)
                columns.Scalars.SetChallenge(system.Challenges.Count, challenges[^1]);
        }

        columns.ReleaseValues();

        // (R4): the quotient.
        var clock = Stopwatch.StartNew();
        options.CancellationToken.ThrowIfCancellationRequested();
        var pieces = QuotientArgument<TField>.Compute(proof, columns);
        foreach (var piece in pieces)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            options.Report("quotient commitments", 0);
            writer.Write(key.CommitmentKey.CommitCoefficients<TField>(piece, options.MaxThreads));
        }

        var zeta = writer.CloseRound()[0];
        times.Quotient = clock.Elapsed;

        // (R5), (R6): evaluations and the opening argument.
        clock.Restart();
        new OpeningArgument<TField>(proof, columns, pieces, zeta).Prove(writer);
        options.Report("opening", 1);
        times.Opening = clock.Elapsed;
        return new ProofResult(writer.ToArray(), times.ToTimings());
    }

    /// <summary>The advice columns of a phase: values, commitments, coefficients.</summary>
    private static void FillPhase<TField>(
        ProofContext<TField> proof, ProofColumns<TField> columns, IWitness witness, int phase, ProofWriter writer, PhaseTimes times)
        where TField : struct, IBlockField<ScalarFieldModulus>
    {
        var options = proof.Options;
        var system = proof.Key.Assignment.System;
        options.CancellationToken.ThrowIfCancellationRequested();
        options.Report("witness", (phase - 1.0) / system.PhaseCount);
        var clock = Stopwatch.StartNew();
        var given = columns.Generate(phase, witness);
        var wanted = columns.WitnessColumns(phase);
        times.Witness += clock.Elapsed;

        foreach (var index in system.ColumnsOfPhase(phase))
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            options.Report("commitments", (double)index / system.AdviceColumns.Count);
            var position = wanted.IndexOf(index);
            clock.Restart();
            BlockBuffer values;
            if (position >= 0)
            {
                values = columns.Set(index, given[position]);
            }
            else
            {
                options.Report("lookups", (double)index / system.AdviceColumns.Count);
                values = columns.SetRunningSum(system.Lookups.First(l => l.Accumulator.Index == index));
                times.Lookups += clock.Elapsed;
                options.Report("commitments", (double)index / system.AdviceColumns.Count);
                clock.Restart();
            }

            writer.Write(position >= 0 && given[position].Integers is { } integers
                ? proof.Key.CommitmentKey.CommitEvaluations(integers, options.MaxThreads)
                : proof.Key.CommitmentKey.CommitEvaluations<TField>(values, options.MaxThreads));
            times.Commitments += clock.Elapsed;
        }

        clock.Restart();
        proof.Transform.Prepare(Fr.One, isInverse: true, options.MaxThreads);
        ParallelLoop.For(
            system.ColumnsOfPhase(phase).Count(), options.MaxThreads,
            i => columns.Interpolate(system.ColumnsOfPhase(phase).ElementAt(i), maxThreads: 1), options.CancellationToken);
        times.Commitments += clock.Elapsed;
    }

    private sealed class PhaseTimes
    {
        public TimeSpan Witness { get; set; }

        public TimeSpan Commitments { get; set; }

        public TimeSpan Lookups { get; set; }

        public TimeSpan Quotient { get; set; }

        public TimeSpan Opening { get; set; }

        public ProofTimings ToTimings() => new(
            Witness.TotalMilliseconds, Commitments.TotalMilliseconds, Lookups.TotalMilliseconds,
            Quotient.TotalMilliseconds, Opening.TotalMilliseconds);
    }
}
